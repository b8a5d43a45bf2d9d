//! The table that gives the status at an instant, and which activity the time counts for.

use super::status::Deviation;
use crate::domain::activity::{Activity, Actual};
use crate::domain::exceptions::Cover;
use crate::domain::matches::Matches;

/// What the table says about an instant, before buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Hidden,
    In,
    Excused,
    Unknown,
    Deviates(Deviation),
}

/// What the table says, and the activity that the time is attributed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) attributed: Option<Activity>,
}

/// Judges an instant: `planned` is the activity of the segment there, working or leave.
///
/// The rules are tried from 1 to 7; the first one that holds decides.
pub(crate) fn judge(planned: Option<Activity>, actual: Actual, cover: Cover, matches: &Matches) -> Judgement {
    let done_as_planned = planned.filter(|planned| matches.matches(actual, *planned));
    let verdict = match planned.filter(|planned| planned.is_working()) {
        None => not_scheduled(actual, done_as_planned.is_some(), cover),
        Some(_) => scheduled(actual, done_as_planned.is_some(), cover),
    };
    Judgement { verdict, attributed: done_as_planned.or(actual.activity()) }
}

/// Rules 1, 2 and 3; an approval as in adherence has nothing to approve here.
fn not_scheduled(actual: Actual, matches_leave: bool, cover: Cover) -> Verdict {
    match actual {
        Actual::Activity(activity) if !activity.is_leave() && !matches_leave => {
            if cover.excused {
                Verdict::Excused
            } else {
                Verdict::Deviates(Deviation::NotScheduled)
            }
        }
        _ => Verdict::Hidden,
    }
}

/// Rules 2 and 4 to 7.
fn scheduled(actual: Actual, matches_scheduled: bool, cover: Cover) -> Verdict {
    if cover.in_adherence {
        return Verdict::In;
    }
    if cover.excused {
        return Verdict::Excused;
    }
    match actual {
        Actual::Unknown => Verdict::Unknown,
        _ if matches_scheduled => Verdict::In,
        Actual::Offline => Verdict::Deviates(Deviation::NotPresent),
        Actual::Activity(_) => Verdict::Deviates(Deviation::WrongActivity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::ActivityType;
    use crate::domain::ids::ActivityId;
    use crate::domain::matches::{MatchRule, Targets};

    const NONE: Cover = Cover { excused: false, in_adherence: false };
    const BOTH: Cover = Cover { excused: true, in_adherence: true };

    fn activity(id: u128, activity_type: ActivityType) -> Activity {
        Activity::new(ActivityId::new(uuid::Uuid::from_u128(id)), activity_type)
    }

    fn verdict(planned: Option<Activity>, actual: Actual, cover: Cover) -> Verdict {
        judge(planned, actual, cover, &Matches::default()).verdict
    }

    #[test]
    fn approval_wins_over_excuse_while_scheduled_and_not_otherwise() {
        let calls = activity(10, ActivityType::Presence);
        assert_eq!(verdict(Some(calls), Actual::Offline, BOTH), Verdict::In);
        assert_eq!(verdict(None, Actual::Activity(calls), BOTH), Verdict::Excused);
    }

    #[test]
    fn an_approval_does_not_cover_time_that_is_not_scheduled() {
        let calls = activity(10, ActivityType::Presence);
        let approved = Cover { in_adherence: true, ..NONE };
        assert_eq!(verdict(None, Actual::Activity(calls), approved), Verdict::Deviates(Deviation::NotScheduled));
    }

    #[test]
    fn being_away_while_not_scheduled_is_hidden_even_where_excused() {
        let sick = activity(10, ActivityType::Illness);
        for actual in [Actual::Offline, Actual::Unknown, Actual::Activity(sick)] {
            assert_eq!(verdict(None, actual, BOTH), Verdict::Hidden);
        }
    }

    #[test]
    fn a_status_matched_to_the_leave_there_is_hidden_and_counts_as_the_leave() {
        let vacation = activity(10, ActivityType::Vacation);
        let away = activity(11, ActivityType::Presence);
        let rule = MatchRule {
            targets: Targets { activities: [vacation.id].into(), ..Targets::default() },
            ..MatchRule::default()
        };
        let matches = Matches::new([(away.id, rule)], Targets::default());
        let judged = judge(Some(vacation), Actual::Activity(away), NONE, &matches);
        assert_eq!(judged.verdict, Verdict::Hidden);
        assert_eq!(judged.attributed, Some(vacation));
    }

    #[test]
    fn approved_time_counts_for_what_was_done_in_it() {
        let calls = activity(10, ActivityType::Presence);
        let pause = activity(11, ActivityType::Break);
        let judged = judge(Some(calls), Actual::Activity(pause), BOTH, &Matches::default());
        assert_eq!(judged.attributed, Some(pause));
    }
}
