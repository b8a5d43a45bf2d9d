//! Measures how long a notification takes to reach a watcher.

pub mod latency;
pub mod ledger;
pub mod watcher;
