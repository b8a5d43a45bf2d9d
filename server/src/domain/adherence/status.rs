//! Adherence at an instant: statuses, types of deviation, impact.

use crate::domain::activity::{Activity, ActivityType, Actual};
use crate::domain::instant::Span;
use crate::domain::settings::Buffers;

/// The type of a deviation from the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deviation {
    /// Scheduled, but logged out.
    NotPresent,
    /// Scheduled for something else.
    WrongActivity,
    /// Active without being scheduled; never lowers a score.
    NotScheduled,
}

impl Deviation {
    /// Whether the person was scheduled. The two types that deviate from a schedule form one kind
    /// of run and lower the score; not being scheduled is the other kind.
    #[must_use]
    pub const fn is_from_schedule(self) -> bool {
        matches!(self, Self::NotPresent | Self::WrongActivity)
    }

    /// The buffer time of this type.
    #[must_use]
    pub const fn buffer(self, buffers: &Buffers) -> Span {
        match self {
            Self::NotPresent => buffers.not_present,
            Self::WrongActivity => buffers.wrong_activity,
            Self::NotScheduled => buffers.not_scheduled,
        }
    }
}

/// The adherence of a person at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nothing to say: not scheduled, and not at work.
    Hidden,
    /// In adherence.
    In,
    /// Deviating, but still within the buffer time.
    Buffered(Deviation),
    /// Out of adherence.
    Out {
        /// The type now.
        deviation: Deviation,
        /// Whether a deviation from the schedule has lasted for the severe threshold.
        severe: bool,
    },
    /// Excused by an exception: NEUTRAL.
    Excused,
    /// Scheduled, and nobody can tell what the person does.
    Unknown,
}

impl Status {
    /// The type of the deviation, buffered or not.
    #[must_use]
    pub const fn deviation(self) -> Option<Deviation> {
        match self {
            Self::Buffered(deviation) | Self::Out { deviation, .. } => Some(deviation),
            Self::Hidden | Self::In | Self::Excused | Self::Unknown => None,
        }
    }

    /// Whether it is OUT and severe.
    #[must_use]
    pub const fn is_severe(self) -> bool {
        matches!(self, Self::Out { severe: true, .. })
    }
}

/// What a deviation does to service: shown, never scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Impact {
    /// More hands than planned.
    Positive,
    /// Fewer hands than planned.
    Negative,
    /// Neither.
    Neutral,
}

impl Impact {
    /// The impact of doing `actual` while scheduled for `scheduled`.
    #[must_use]
    pub fn of(scheduled: Option<Activity>, actual: Actual) -> Self {
        use ActivityType::{Break, Meeting, Presence};
        let Some(scheduled) = scheduled else {
            return Self::Neutral;
        };
        let doing = actual.activity().map(|activity| activity.activity_type);
        match (scheduled.activity_type, doing) {
            (Break, Some(Presence | Meeting)) => Self::Positive,
            (Presence | Meeting, Some(Break)) => Self::Negative,
            (Presence | Meeting, None) if actual == Actual::Offline => Self::Negative,
            _ => Self::Neutral,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ActivityId;

    fn activity(activity_type: ActivityType) -> Activity {
        Activity::new(ActivityId::PRESENT, activity_type)
    }

    fn impact(scheduled: ActivityType, actual: Actual) -> Impact {
        Impact::of(Some(activity(scheduled)), actual)
    }

    #[test]
    fn working_through_a_break_helps_and_a_break_instead_of_work_hurts() {
        use ActivityType::{Break, Illness, Meeting, Presence};
        let doing = |activity_type| Actual::Activity(activity(activity_type));
        assert_eq!(impact(Break, doing(Meeting)), Impact::Positive);
        assert_eq!(impact(Presence, doing(Break)), Impact::Negative);
        assert_eq!(impact(Meeting, Actual::Offline), Impact::Negative);
        assert_eq!(impact(Break, Actual::Offline), Impact::Neutral);
        assert_eq!(impact(Presence, doing(Illness)), Impact::Neutral);
        assert_eq!(impact(Presence, Actual::Unknown), Impact::Neutral);
        assert_eq!(Impact::of(None, doing(Presence)), Impact::Neutral);
    }
}
