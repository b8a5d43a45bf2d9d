//! Figures of a window: seconds by status, and the scores made of them.

mod by_activity;
mod headcount;

pub use by_activity::ActivityFigures;
pub use headcount::Headcount;

use std::iter::Sum;
use std::ops::AddAssign;

use crate::domain::activity::Activity;
use crate::domain::adherence::{Deviation, Status, Stretch};
use crate::domain::window::Window;

/// Seconds of a window, of one person or summed over several.
///
/// Every cut is floored to the second, so the figures of windows that touch add up exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Scheduled in working types, unknown and excused time included.
    pub scheduled_s: i64,
    /// Scheduled and UNKNOWN.
    pub unknown_s: i64,
    /// Scheduled and excused (NEUTRAL).
    pub excused_s: i64,
    /// Scheduled and OUT: [`Figures::not_present_s`] and [`Figures::wrong_activity_s`].
    pub out_s: i64,
    /// Scheduled and BUFFERED.
    pub buffered_s: i64,
    /// OUT of type `NOT_PRESENT`.
    pub not_present_s: i64,
    /// OUT of type `WRONG_ACTIVITY`.
    pub wrong_activity_s: i64,
    /// OUT of type `NOT_SCHEDULED`; never lowers a score.
    pub not_scheduled_s: i64,
    /// OUT and severe.
    pub severe_s: i64,
    /// Counting for an activity of a working type, neither UNKNOWN nor excused: `W`.
    pub actual_working_s: i64,
}

impl Figures {
    /// The figures of `window` from the stretches of one person, which are in order of time.
    #[must_use]
    pub fn of(stretches: &[Stretch], window: Window) -> Self {
        let mut figures = Self::default();
        for stretch in inside(stretches, window) {
            figures.count(&stretch);
        }
        figures
    }

    /// `S`: the scheduled seconds that are scored, neither UNKNOWN nor excused.
    #[must_use]
    pub const fn scored_s(&self) -> i64 {
        self.scheduled_s - self.unknown_s - self.excused_s
    }

    /// Adherence in %: `100 · (S − O) / S`; none if nothing is scored.
    #[must_use]
    pub fn adherence_pct(&self) -> Option<f64> {
        percent(self.scored_s() - self.out_s, self.scored_s())
    }

    /// Coverage, 0 to 1: `S / (S + unknown)`; none if nothing is scheduled but excused time.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        ratio(self.scored_s(), self.scored_s() + self.unknown_s)
    }

    /// Conformance in %: `100 · W / S`; none if nothing is scored; may exceed 100.
    #[must_use]
    pub fn conformance_pct(&self) -> Option<f64> {
        percent(self.actual_working_s, self.scored_s())
    }

    /// Seconds out of conformance: `W − S`, negative where too little was worked.
    #[must_use]
    pub const fn out_of_conformance_s(&self) -> i64 {
        self.actual_working_s - self.scored_s()
    }

    fn count(&mut self, stretch: &Stretch) {
        let seconds = stretch.window.floored_secs();
        if stretch.scheduled.is_some() {
            self.scheduled_s += seconds;
            match stretch.status {
                Status::Unknown => self.unknown_s += seconds,
                Status::Excused => self.excused_s += seconds,
                Status::Buffered(_) => self.buffered_s += seconds,
                Status::Out { severe, .. } => {
                    self.out_s += seconds;
                    if severe {
                        self.severe_s += seconds;
                    }
                }
                Status::Hidden | Status::In => {}
            }
        }
        if let Status::Out { deviation, .. } = stretch.status {
            match deviation {
                Deviation::NotPresent => self.not_present_s += seconds,
                Deviation::WrongActivity => self.wrong_activity_s += seconds,
                Deviation::NotScheduled => self.not_scheduled_s += seconds,
            }
        }
        if is_scored(stretch.status) && stretch.attributed.is_some_and(Activity::is_working) {
            self.actual_working_s += seconds;
        }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        let Self {
            scheduled_s,
            unknown_s,
            excused_s,
            out_s,
            buffered_s,
            not_present_s,
            wrong_activity_s,
            not_scheduled_s,
            severe_s,
            actual_working_s,
        } = other;
        self.scheduled_s += scheduled_s;
        self.unknown_s += unknown_s;
        self.excused_s += excused_s;
        self.out_s += out_s;
        self.buffered_s += buffered_s;
        self.not_present_s += not_present_s;
        self.wrong_activity_s += wrong_activity_s;
        self.not_scheduled_s += not_scheduled_s;
        self.severe_s += severe_s;
        self.actual_working_s += actual_working_s;
    }
}

/// Several persons or windows: sums first, then ratios.
impl Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

/// Whether time in this status counts in conformance.
fn is_scored(status: Status) -> bool {
    !matches!(status, Status::Unknown | Status::Excused)
}

/// The stretches inside `window`, cut at its edges.
fn inside(stretches: &[Stretch], window: Window) -> impl Iterator<Item = Stretch> {
    let before = stretches.partition_point(|stretch| stretch.window.end() <= window.start());
    stretches.iter().skip(before).map_while(move |stretch| stretch.clipped(window))
}

fn percent(part: i64, whole: i64) -> Option<f64> {
    ratio(part, whole).map(|ratio| 100.0 * ratio)
}

/// Exact for anything below 2⁵³ seconds.
#[expect(clippy::cast_precision_loss, reason = "2⁵³ seconds are 285 million years")]
fn ratio(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_persons_are_summed_before_the_ratio_is_taken() {
        let person = |scheduled_s, out_s| Figures { scheduled_s, out_s, ..Figures::default() };
        let team: Figures = [person(100, 100), person(300, 0)].into_iter().sum();
        assert_eq!(team.adherence_pct(), Some(75.0));
    }

    #[test]
    fn time_that_is_all_excused_has_neither_score_nor_coverage() {
        let excused = Figures { scheduled_s: 100, excused_s: 100, ..Figures::default() };
        assert_eq!(excused.adherence_pct(), None);
        assert_eq!(excused.conformance_pct(), None);
        assert_eq!(excused.coverage(), None);
    }
}
