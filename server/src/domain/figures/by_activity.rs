//! Figures of a window by activity: the rows of a report.

use std::collections::BTreeMap;

use super::{inside, is_scored, percent, ratio};
use crate::domain::activity::Activity;
use crate::domain::adherence::{Status, Stretch};
use crate::domain::window::Window;

/// Seconds of a window that concern one activity of one person: a row of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityFigures {
    /// Scheduled for it.
    pub scheduled_s: i64,
    /// Scheduled for it and UNKNOWN.
    pub unknown_s: i64,
    /// Scheduled for it and excused.
    pub excused_s: i64,
    /// Scheduled for it and OUT.
    pub out_s: i64,
    /// Spent in it by attribution, excused time included.
    pub actual_s: i64,
    /// Spent in it by attribution, excused time left out: its part of conformance.
    pub scored_actual_s: i64,
}

impl ActivityFigures {
    /// The rows of `window` from the stretches of one person, one per activity that was scheduled
    /// in a working type or that time counts for. Their sums are the person's [`Figures`].
    #[must_use]
    pub fn by_activity(stretches: &[Stretch], window: Window) -> BTreeMap<Activity, Self> {
        let mut rows: BTreeMap<Activity, Self> = BTreeMap::new();
        for stretch in inside(stretches, window) {
            let seconds = stretch.window.floored_secs();
            if let Some(scheduled) = stretch.scheduled {
                let row = rows.entry(scheduled).or_default();
                row.scheduled_s += seconds;
                match stretch.status {
                    Status::Unknown => row.unknown_s += seconds,
                    Status::Excused => row.excused_s += seconds,
                    Status::Out { .. } => row.out_s += seconds,
                    Status::Hidden | Status::In | Status::Buffered(_) => {}
                }
            }
            if let Some(attributed) = stretch.attributed {
                let row = rows.entry(attributed).or_default();
                row.actual_s += seconds;
                if is_scored(stretch.status) {
                    row.scored_actual_s += seconds;
                }
            }
        }
        rows
    }

    /// The scheduled seconds that are scored, neither UNKNOWN nor excused.
    #[must_use]
    pub const fn scored_s(&self) -> i64 {
        self.scheduled_s - self.unknown_s - self.excused_s
    }

    /// Seconds in adherence: scheduled − out − unknown − excused.
    #[must_use]
    pub const fn in_adherence_s(&self) -> i64 {
        self.scored_s() - self.out_s
    }

    /// Adherence in %; none if nothing is scored.
    #[must_use]
    pub fn adherence_pct(&self) -> Option<f64> {
        percent(self.in_adherence_s(), self.scored_s())
    }

    /// Conformance in %; none if nothing is scored.
    #[must_use]
    pub fn conformance_pct(&self) -> Option<f64> {
        percent(self.scored_actual_s, self.scored_s())
    }

    /// Seconds out of conformance, signed.
    #[must_use]
    pub const fn out_of_conformance_s(&self) -> i64 {
        self.scored_actual_s - self.scored_s()
    }

    /// Coverage, 0 to 1; none if nothing is scheduled but excused time.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        ratio(self.scored_s(), self.scored_s() + self.unknown_s)
    }
}
