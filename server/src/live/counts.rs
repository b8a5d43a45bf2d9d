//! How many persons are in which status.

use std::ops::{AddAssign, SubAssign};

use super::row::Row;
use crate::domain::adherence::{Deviation, Status};

/// Persons by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In adherence.
    pub within: i32,
    /// Deviating within the buffer time, from the schedule or without one.
    pub buffered: i32,
    /// Of these, deviating from a schedule.
    pub buffered_scheduled: i32,
    /// Out: not present.
    pub not_present: i32,
    /// Out: wrong activity.
    pub wrong_activity: i32,
    /// Out: not scheduled.
    pub not_scheduled: i32,
    /// Excused.
    pub excused: i32,
    /// Unknown.
    pub unknown: i32,
    /// Neither scheduled nor working.
    pub hidden: i32,
    /// Out beyond the severe threshold.
    pub severe: i32,
}

impl Counts {
    /// One person.
    pub fn of(row: &Row) -> Self {
        let mut counts = Self::default();
        let count = match row.status {
            Status::In => &mut counts.within,
            Status::Buffered(_) => &mut counts.buffered,
            Status::Out { deviation: Deviation::NotPresent, .. } => &mut counts.not_present,
            Status::Out { deviation: Deviation::WrongActivity, .. } => &mut counts.wrong_activity,
            Status::Out { deviation: Deviation::NotScheduled, .. } => &mut counts.not_scheduled,
            Status::Excused => &mut counts.excused,
            Status::Unknown => &mut counts.unknown,
            Status::Hidden => &mut counts.hidden,
        };
        *count = 1;
        counts.severe = i32::from(row.status.is_severe());
        let from_schedule = matches!(row.status, Status::Buffered(deviation) if deviation.is_from_schedule());
        counts.buffered_scheduled = i32::from(from_schedule);
        counts
    }

    /// Real-time adherence: (in + buffered) / (in + buffered + out) in percent, counting deviations from a schedule
    /// alone. None if nobody counts.
    pub fn real_time_percent(&self) -> Option<f64> {
        let good = self.within + self.buffered_scheduled;
        let all = good + self.not_present + self.wrong_activity;
        (all > 0).then(|| 100.0 * f64::from(good) / f64::from(all))
    }

    fn fields(&mut self) -> [&mut i32; 10] {
        [
            &mut self.within,
            &mut self.buffered,
            &mut self.buffered_scheduled,
            &mut self.not_present,
            &mut self.wrong_activity,
            &mut self.not_scheduled,
            &mut self.excused,
            &mut self.unknown,
            &mut self.hidden,
            &mut self.severe,
        ]
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, mut other: Self) {
        for (own, other) in self.fields().into_iter().zip(other.fields()) {
            *own += *other;
        }
    }
}

impl SubAssign for Counts {
    fn sub_assign(&mut self, mut other: Self) {
        for (own, other) in self.fields().into_iter().zip(other.fields()) {
            *own -= *other;
        }
    }
}
