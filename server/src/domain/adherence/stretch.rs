//! What the computation hands out: stretches of adherence, steps of the actual activity, and the
//! present row.

use super::status::{Impact, Status};
use crate::domain::activity::{Activity, Actual};
use crate::domain::instant::Instant;
use crate::domain::schedule::Segment;
use crate::domain::timeline::ActualState;
use crate::domain::window::Window;

/// A stretch in which a person's status, scheduled and actual activity do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// When.
    pub window: Window,
    /// The status, with type and severity where it is a deviation.
    pub status: Status,
    /// The activity scheduled in a working type; none where not scheduled or on leave.
    pub scheduled: Option<Activity>,
    /// What the person did.
    pub actual: Actual,
    /// What the time counts for: the segment's activity if the actual one matches it, else the
    /// actual one; none for Unknown and for Offline that matches nothing.
    pub attributed: Option<Activity>,
    /// For a deviation: the instant `t` for which, at any instant `n` inside, the deviation has
    /// lasted `n − t`.
    pub deviation_since: Option<Instant>,
}

impl Stretch {
    /// What the deviation does to service; neutral where there is none.
    #[must_use]
    pub fn impact(&self) -> Impact {
        impact(self.status, self.scheduled, self.actual)
    }

    /// The part of it inside `window`, if any.
    #[must_use]
    pub fn clipped(&self, window: Window) -> Option<Self> {
        let window = self.window.intersection(window)?;
        Some(Self { window, ..*self })
    }
}

fn impact(status: Status, scheduled: Option<Activity>, actual: Actual) -> Impact {
    match status.deviation() {
        Some(_) => Impact::of(scheduled, actual),
        None => Impact::Neutral,
    }
}

/// A stretch in which the same state of the same external user counts for an employee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActualStep {
    /// When it counted.
    pub window: Window,
    /// What it was and why.
    pub state: ActualState,
}

/// What holds for an employee at an instant: a row of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The instant it was computed for.
    pub at: Instant,
    /// What the employee is doing, by which report.
    pub state: ActualState,
    /// Since when it has been doing it without a break, whatever statuses came in between; none
    /// if nobody reported.
    pub actual_since: Option<Instant>,
    /// The segment there, working or leave.
    pub segment: Option<Segment>,
    /// The status, with type and severity where it is a deviation.
    pub status: Status,
    /// Since when the status, the scheduled and the actual activity have been as they are, as far
    /// back as was computed.
    pub status_since: Instant,
    /// For a deviation: `at` less its duration so far.
    pub deviation_since: Option<Instant>,
}

impl Present {
    /// What the employee is doing.
    #[must_use]
    pub const fn actual(&self) -> Actual {
        self.state.actual
    }

    /// The segment there if it is of a working type.
    #[must_use]
    pub fn scheduled(&self) -> Option<Segment> {
        self.segment.filter(|segment| segment.activity.is_working())
    }

    /// What the deviation does to service; neutral where there is none.
    #[must_use]
    pub fn impact(&self) -> Impact {
        let scheduled = self.scheduled().map(|segment| segment.activity);
        impact(self.status, scheduled, self.actual())
    }
}
