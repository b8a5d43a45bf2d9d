//! Reading the journal. What a replay superseded is left out everywhere.

mod arrivals;
mod captured;
mod life;
mod notifications;
mod quarantine;
mod runs;
mod snapshots;
mod states;

pub use arrivals::{CountedPart, last_place};
pub use captured::CaptureFilter;
pub use notifications::SetAside;
pub use quarantine::{Quarantine, QuarantineGroup};
pub use runs::Run;
