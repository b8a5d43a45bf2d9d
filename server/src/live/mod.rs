//! The present and the past of an account, computed from the journal.

pub mod inputs;
pub mod past;
pub mod silences;
