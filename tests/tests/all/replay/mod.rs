//! Captured notifications: what can't be read is kept, made readable, and read anew.

mod backwards;
mod chance;
mod corpus;
mod formats;
mod listing;
mod retention;
pub(crate) mod words;
