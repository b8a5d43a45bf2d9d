//! Schedules as they are stored: a version per person and local day, of which the newest holds, whole.

mod clashes;
mod list;
mod names;
mod read;
mod recut;
mod uses;
mod write;

use serde::{Deserialize, Serialize};

use crate::domain::{
    calendar::Day,
    ids::{ActivityId, EmployeeId},
    instant::Instant,
};

pub use clashes::{Clash, Other};
pub use list::{DayFilter, DayKey, StoredDay, list};
pub use names::{Names, Person, names};
pub(crate) use recut::recut;
pub(crate) use uses::{count_days, count_days_with};
pub use write::{check, import};

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

/// A person's day to take over, in place of what is stored of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDay {
    /// Whose.
    pub employee: EmployeeId,
    /// The local day of their planning unit.
    pub day: Day,
    /// The segments that begin in it, in any order; none is a day off.
    pub segments: Vec<NewSegment>,
}

/// A segment of a day to take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewSegment {
    /// Where it was given.
    pub place: Place,
    /// What was given; it ends after it begins.
    pub segment: StoredSegment,
}

/// A place in the list that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which day, from 0.
    pub day: usize,
    /// Which segment of it, from 0.
    pub segment: usize,
}
