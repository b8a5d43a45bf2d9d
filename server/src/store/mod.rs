//! The only room that knows the database. Everything here takes an [`AccountId`](crate::domain::ids::AccountId), so
//! that no caller can reach another account's rows by forgetting to ask.

pub mod accounts;
pub mod activities;
pub mod assignments;
pub mod audit;
pub mod backup;
mod changes;
pub mod colors;
mod connect;
pub mod employee_import;
pub mod employees;
pub(crate) mod entity;
mod error;
pub mod exceptions;
pub mod external_statuses;
pub mod external_users;
pub mod facts;
mod group_members;
pub mod groups;
pub mod health;
pub mod integrations;
pub mod invitations;
pub mod journal;
mod log;
pub mod mappings;
pub mod matches;
mod newest_signs;
mod not_opened;
pub mod notification_formats;
pub mod page;
pub mod pauses;
pub mod planning_units;
pub mod principals;
pub mod schedules;
pub mod sealed;
pub mod sessions;
pub mod settings;
pub mod signing_keys;
mod text;
pub mod url_tokens;
pub mod uses;
pub mod web_services;

use std::sync::Arc;

use kadans_migrations::{Migrator, MigratorTrait};
use sea_orm::{DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::broadcast;
use uuid::{NoContext, Timestamp, Uuid};

use changes::Announcer;
pub use changes::{Change, Commit, Logged};
pub(crate) use changes::{Numbered, Work};
pub use error::StoreError;
use journal::Journal;

use crate::{clock::Clock, domain::instant::Instant};

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pools: Arc<connect::Pools>,
    announcer: Announcer,
    journal: Journal,
    clock: Clock,
}

impl Store {
    /// Opens the database at `url`, which must be as durable as an acknowledgement promises, and migrates it.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, StoreError> {
        let pools = Arc::new(connect::open(url).await?);
        Migrator::up(&pools.writer, None).await?;
        let announcer = Announcer::default();
        let journal = Journal::start(Arc::clone(&pools), announcer.clone());
        Ok(Self { pools, announcer, journal, clock })
    }

    /// What is committed from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Commit>> {
        self.announcer.subscribe()
    }

    /// What arrived: appends to it, and reads it.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.pools.writer.ping().await?;
        Ok(self.pools.reader.ping().await?)
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.pools.reader
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Does `work` in a transaction that writes, in a task of its own: a caller that goes away can't leave half a
    /// transaction behind in the pool.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T> + Send + 'static,
    {
        let pools = Arc::clone(&self.pools);
        let task = tokio::spawn(async move {
            let transaction = begin(&pools.writer).await?;
            let result = work(&transaction).await;
            match result {
                Ok(value) => {
                    transaction.commit().await?;
                    Ok(value)
                }
                Err(error) => {
                    transaction.rollback().await?;
                    Err(error)
                }
            }
        });
        task.await.unwrap_or(Err(StoreError::Closed))
    }
}

/// Begins a transaction that writes. On SQLite it takes the write lock at once: one that begins by reading could
/// find the database changed when it comes to write, and would have to start over.
pub(crate) async fn begin(writer: &DatabaseConnection) -> Result<DatabaseTransaction, StoreError> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(writer.begin_with_options(options).await?)
}

/// A new id that sorts by `now`.
pub(crate) fn new_id(now: Instant) -> Uuid {
    let micros = u64::try_from(now.micros()).unwrap_or(0);
    let nanos = u32::try_from(micros % 1_000_000 * 1_000).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, micros / 1_000_000, nanos))
}
