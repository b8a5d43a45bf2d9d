//! Reading the journal. What a replay superseded is left out everywhere.

mod life;
mod notifications;
mod states;

pub use notifications::SetAside;
