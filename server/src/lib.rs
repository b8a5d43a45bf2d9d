//! The Kadans server: see `ARCHITECTURE.md` for its rooms and how a notification goes through them.

pub mod app;
pub mod auth;
pub mod break_details;
pub mod capture;
pub mod cli;
pub mod client_address;
pub mod clock;
pub mod config;
pub mod csv_file;
pub mod domain;
pub mod health;
pub mod listener;
pub mod live;
pub mod metrics;
pub mod odigo;
pub mod rpc;
pub mod schedule_file;
pub mod shim;
pub mod store;
pub mod traces;
pub mod web;
