//! Reading the journal. What a replay superseded is left out everywhere.

mod captured;
mod life;
mod notifications;
mod quarantine;
mod states;

pub use captured::CaptureFilter;
pub use notifications::SetAside;
pub use quarantine::{Quarantine, QuarantineGroup};
