//! Activity matches: which actual activities count as doing which scheduled ones.

use std::collections::{BTreeMap, BTreeSet};

use super::activity::{Activity, ActivityTypes, Actual};
use super::ids::ActivityId;

/// What an actual activity (or Offline) was matched to by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// Single scheduled activities.
    pub activities: BTreeSet<ActivityId>,
    /// Whole types of scheduled activities.
    pub types: ActivityTypes,
}

impl Targets {
    fn cover(&self, scheduled: Activity) -> bool {
        self.types.contains(scheduled.activity_type) || self.activities.contains(&scheduled.id)
    }
}

/// How one actual activity matches; the default is how an activity matches that nobody touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchRule {
    /// *Type match*: it matches every scheduled activity of its own type.
    pub own_type: bool,
    /// *Absence match*: being Absence, Illness or Vacation it matches all three.
    pub absences: bool,
    /// What it was matched to beyond that.
    pub targets: Targets,
}

impl Default for MatchRule {
    fn default() -> Self {
        Self { own_type: true, absences: true, targets: Targets::default() }
    }
}

/// The matches of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    rules: BTreeMap<ActivityId, MatchRule>,
    offline: Targets,
}

impl Matches {
    /// Matches from the rules that differ from the default and from what Offline was given.
    #[must_use]
    pub fn new(rules: impl IntoIterator<Item = (ActivityId, MatchRule)>, offline: Targets) -> Self {
        Self { rules: rules.into_iter().collect(), offline }
    }

    /// Whether doing `actual` counts as doing what was scheduled.
    ///
    /// The same activity always matches; then its own type and the absences among each other,
    /// where switched on; then what it was matched to. Offline matches only what it was given,
    /// Unknown nothing.
    #[must_use]
    pub fn matches(&self, actual: Actual, scheduled: Activity) -> bool {
        match actual {
            Actual::Activity(actual) => self.activity_matches(actual, scheduled),
            Actual::Offline => self.offline.cover(scheduled),
            Actual::Unknown => false,
        }
    }

    fn activity_matches(&self, actual: Activity, scheduled: Activity) -> bool {
        if actual.id == scheduled.id {
            return true;
        }
        let same_type = actual.activity_type == scheduled.activity_type;
        let both_leave = actual.is_leave() && scheduled.is_leave();
        match self.rules.get(&actual.id) {
            None => same_type || both_leave,
            Some(rule) => {
                (rule.own_type && same_type) || (rule.absences && both_leave) || rule.targets.cover(scheduled)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::ActivityType::{self, Break, Illness, Presence, Vacation};

    fn activity(id: u128, activity_type: ActivityType) -> Activity {
        Activity::new(ActivityId::new(uuid::Uuid::from_u128(id)), activity_type)
    }

    fn with_rule(of: Activity, rule: MatchRule) -> Matches {
        Matches::new([(of.id, rule)], Targets::default())
    }

    #[test]
    fn an_activity_always_matches_itself() {
        let calls = activity(10, Presence);
        let all_off = MatchRule { own_type: false, absences: false, targets: Targets::default() };
        assert!(with_rule(calls, all_off).matches(Actual::Activity(calls), calls));
    }

    #[test]
    fn switching_type_match_off_concerns_only_that_actual_activity() {
        let (calls, email) = (activity(10, Presence), activity(11, Presence));
        let matches = with_rule(email, MatchRule { own_type: false, ..MatchRule::default() });
        assert!(!matches.matches(Actual::Activity(email), calls));
        assert!(matches.matches(Actual::Activity(calls), email));
    }

    #[test]
    fn absences_match_one_another_until_switched_off() {
        let (sick, vacation) = (activity(10, Illness), activity(11, Vacation));
        assert!(Matches::default().matches(Actual::Activity(sick), vacation));
        let off = MatchRule { absences: false, ..MatchRule::default() };
        assert!(!with_rule(sick, off).matches(Actual::Activity(sick), vacation));
    }

    #[test]
    fn offline_matches_only_what_it_was_given() {
        let (pause, calls) = (activity(10, Break), activity(11, Presence));
        let given = Targets { types: ActivityTypes::NONE.with(Break), ..Targets::default() };
        let matches = Matches::new([], given);
        assert!(matches.matches(Actual::Offline, pause));
        assert!(!matches.matches(Actual::Offline, calls));
        assert!(!Matches::default().matches(Actual::Offline, pause));
    }

    #[test]
    fn unknown_matches_nothing() {
        assert!(!Matches::default().matches(Actual::Unknown, activity(10, Presence)));
    }
}
