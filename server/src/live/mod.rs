//! The present and the past of an account, computed from the journal.

mod board;
pub mod counts;
pub mod health;
pub mod hub;
pub mod inputs;
pub mod past;
pub mod picture;
pub mod row;
pub mod silences;
pub mod watch;
