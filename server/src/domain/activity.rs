//! Activities and their types, and what a person can be found doing.

use serde::{Deserialize, Serialize};

use super::ids::ActivityId;

/// What kind of thing an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActivityType {
    /// Working with customers: calls, mail, chat.
    Presence,
    /// A pause that belongs to the shift.
    Break,
    /// Working without customers: meetings, trainings.
    Meeting,
    /// Away for a reason other than illness and vacation.
    Absence,
    /// Away ill.
    Illness,
    /// Away on vacation.
    Vacation,
}

impl ActivityType {
    /// All types, in the order they are listed in.
    pub const ALL: [Self; 6] =
        [Self::Presence, Self::Break, Self::Meeting, Self::Absence, Self::Illness, Self::Vacation];

    /// Whether a segment of this type makes a person *scheduled*: Presence, Meeting, Break.
    #[must_use]
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Presence | Self::Break | Self::Meeting)
    }

    /// Whether a segment of this type counts as not scheduled: Absence, Illness, Vacation.
    #[must_use]
    pub const fn is_leave(self) -> bool {
        !self.is_working()
    }
}

/// A set of activity types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ActivityTypes(u8);

impl ActivityTypes {
    /// No type at all.
    pub const NONE: Self = Self(0);

    const fn bit(activity_type: ActivityType) -> u8 {
        1 << activity_type as u8
    }

    /// Whether the type is in the set.
    #[must_use]
    pub const fn contains(self, activity_type: ActivityType) -> bool {
        self.0 & Self::bit(activity_type) != 0
    }

    /// The set with this type added.
    #[must_use]
    pub const fn with(self, activity_type: ActivityType) -> Self {
        Self(self.0 | Self::bit(activity_type))
    }

    /// The types in the set, in the order of [`ActivityType::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ActivityType> {
        ActivityType::ALL.into_iter().filter(move |activity_type| self.contains(*activity_type))
    }
}

impl FromIterator<ActivityType> for ActivityTypes {
    fn from_iter<I: IntoIterator<Item = ActivityType>>(types: I) -> Self {
        types.into_iter().fold(Self::NONE, Self::with)
    }
}

/// An activity with the one fact about it that adherence depends on: its type.
///
/// The built-in Offline has no type, so it is never an `Activity`; see [`Actual::Offline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Activity {
    /// Which activity.
    pub id: ActivityId,
    /// Its type.
    pub activity_type: ActivityType,
}

impl Activity {
    /// The built-in activity *Present*.
    pub const PRESENT: Self = Self { id: ActivityId::PRESENT, activity_type: ActivityType::Presence };

    /// Puts an activity and its type together.
    #[must_use]
    pub const fn new(id: ActivityId, activity_type: ActivityType) -> Self {
        Self { id, activity_type }
    }

    /// Whether time scheduled for it or spent in it is working time.
    #[must_use]
    pub const fn is_working(self) -> bool {
        self.activity_type.is_working()
    }

    /// Whether it is Absence, Illness or Vacation.
    #[must_use]
    pub const fn is_leave(self) -> bool {
        self.activity_type.is_leave()
    }
}

/// What a person is found doing at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Actual {
    /// Logged in, in this activity.
    Activity(Activity),
    /// Logged out.
    Offline,
    /// Nobody can tell: no data, no assignment, a silent or paused integration.
    Unknown,
}

impl Actual {
    /// The activity, unless offline or unknown.
    #[must_use]
    pub const fn activity(self) -> Option<Activity> {
        match self {
            Self::Activity(activity) => Some(activity),
            Self::Offline | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_either_working_or_leave() {
        let working: Vec<_> =
            ActivityType::ALL.into_iter().filter(|activity_type| activity_type.is_working()).collect();
        assert_eq!(working, [ActivityType::Presence, ActivityType::Break, ActivityType::Meeting]);
    }

    #[test]
    fn a_set_holds_exactly_the_types_put_in() {
        let set: ActivityTypes = [ActivityType::Break, ActivityType::Vacation].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [ActivityType::Break, ActivityType::Vacation]);
        assert!(!set.contains(ActivityType::Presence));
    }
}
