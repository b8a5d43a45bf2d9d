//! Silences of an integration: no sign of life while somebody should have given one (rule 6).

mod find;
mod watch;

pub use find::{Attendee, Silence, Silences, find};
pub use watch::{MANY, PATIENCE_WITH_FEW, SilenceWatch};
