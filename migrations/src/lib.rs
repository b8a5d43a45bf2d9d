//! The Kadans database schema, the same source for SQLite and PostgreSQL.
//!
//! Instants are integer microseconds since 1970 UTC, so that both databases order and compare them alike; ids are
//! UUIDs. Migrations only expand: a column is added first, and dropped in a later release when nothing reads it.

mod accounts;
mod audit;
mod capture;
mod directory;
mod ends;
mod health;
mod integrations;
mod journal;
mod mapping;
mod readings;
mod schedules;
mod sign_in;
mod support;
mod users;
mod web_services;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait};

/// Every migration, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(accounts::Migration),
            Box::new(sign_in::Migration),
            Box::new(integrations::Migration),
            Box::new(mapping::Migration),
            Box::new(schedules::Migration),
            Box::new(journal::Migration),
            Box::new(audit::Migration),
            Box::new(users::Migration),
            Box::new(directory::Migration),
            Box::new(capture::Migration),
            Box::new(web_services::Migration),
            Box::new(health::Migration),
            Box::new(ends::Migration),
            Box::new(readings::Migration),
        ]
    }
}
