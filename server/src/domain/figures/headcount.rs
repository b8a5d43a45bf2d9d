//! How many persons are in which status now, and the real-time percentage.

use super::percent;
use crate::domain::adherence::{Deviation, Status};

/// How many persons are in which status now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// IN.
    pub in_adherence: u32,
    /// BUFFERED while scheduled.
    pub buffered: u32,
    /// OUT while scheduled.
    pub out: u32,
    /// Deviating without being scheduled, buffered or not: beside the percentage.
    pub not_scheduled: u32,
    /// Excused: beside the percentage.
    pub excused: u32,
    /// UNKNOWN: beside the percentage.
    pub unknown: u32,
    /// Hidden: neither scheduled nor at work.
    pub hidden: u32,
}

impl Headcount {
    /// Counts one person more.
    pub fn count(&mut self, status: Status) {
        let counter = match status {
            Status::Hidden => &mut self.hidden,
            Status::In => &mut self.in_adherence,
            Status::Excused => &mut self.excused,
            Status::Unknown => &mut self.unknown,
            Status::Buffered(Deviation::NotScheduled) | Status::Out { deviation: Deviation::NotScheduled, .. } => {
                &mut self.not_scheduled
            }
            Status::Buffered(_) => &mut self.buffered,
            Status::Out { .. } => &mut self.out,
        };
        *counter += 1;
    }

    /// Real-time %: `100 · (IN + BUFFERED) / (IN + BUFFERED + OUT)`; none if nobody counts.
    #[must_use]
    pub fn real_time_pct(&self) -> Option<f64> {
        let fine = i64::from(self.in_adherence) + i64::from(self.buffered);
        percent(fine, fine + i64::from(self.out))
    }
}

impl FromIterator<Status> for Headcount {
    fn from_iter<I: IntoIterator<Item = Status>>(statuses: I) -> Self {
        let mut headcount = Self::default();
        for status in statuses {
            headcount.count(status);
        }
        headcount
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_deviations_from_the_schedule_lower_the_real_time_percentage() {
        let out = |deviation| Status::Out { deviation, severe: false };
        let headcount: Headcount = [
            Status::In,
            Status::In,
            Status::Buffered(Deviation::NotPresent),
            out(Deviation::WrongActivity),
            out(Deviation::NotScheduled),
            Status::Buffered(Deviation::NotScheduled),
            Status::Excused,
            Status::Unknown,
            Status::Hidden,
        ]
        .into_iter()
        .collect();
        assert_eq!(headcount.real_time_pct(), Some(75.0));
        assert_eq!(headcount.not_scheduled, 2);
    }

    #[test]
    fn where_nobody_counts_there_is_no_percentage() {
        let headcount: Headcount = [Status::Unknown, Status::Excused].into_iter().collect();
        assert_eq!(headcount.real_time_pct(), None);
    }
}
