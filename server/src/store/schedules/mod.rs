//! Schedules as they are stored: a version per person and local day, of which the newest holds, whole.

mod read;

use serde::{Deserialize, Serialize};

use crate::domain::{ids::ActivityId, instant::Instant};

/// A segment of a stored day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSegment {
    /// When it begins.
    pub start: Instant,
    /// When it ends.
    pub end: Instant,
    /// What is scheduled.
    pub activity: ActivityId,
}
