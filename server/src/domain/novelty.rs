//! What a state that arrives says of its user, seen against those stored before it: something new, the same again, or
//! something old.

use std::sync::Arc;

use super::instant::Instant;

/// What a state says, seen against those stored before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// Something new.
    New,
    /// The same status with the same detail or with none: a sign of life (rule 4).
    Refresh,
    /// It holds from before the newest one.
    Late,
}

/// A status as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The status.
    pub status: Arc<str>,
    /// The detail; empty if none.
    pub detail: Arc<str>,
}

/// What a user does by the newest of its states: silences, automatic logouts and ends are for the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    words: Words,
    since: Instant,
    at: Instant,
}

impl Newest {
    /// By states in the order of the instants they hold from, and of storing; of those that say the same at the end
    /// all, of others before them none or some.
    pub fn of(states: impl IntoIterator<Item = (Instant, Words)>) -> Option<Self> {
        states.into_iter().fold(None, |mut newest, (at, words)| {
            Self::take(&mut newest, at, words);
            newest
        })
    }

    /// Takes the next state in the order of storing. Nothing is known of the user any more, and has to be told from its
    /// past, if the state is late and changes what led up to the newest one.
    pub fn take(newest: &mut Option<Self>, at: Instant, words: Words) -> Novelty {
        let Some(known) = newest else {
            *newest = Some(Self { words, since: at, at });
            return Novelty::New;
        };
        let same_status = known.words.status == words.status;
        let refresh = same_status && (words.detail.is_empty() || words.detail == known.words.detail);
        if at < known.at {
            let within = at >= known.since;
            // It ends what seemed to go on, or begins what began later so far, maybe with a detail.
            if (within && !refresh) || (!within && same_status) {
                *newest = None;
            }
            return Novelty::Late;
        }
        if refresh {
            known.at = at;
            return Novelty::Refresh;
        }
        *newest = Some(Self { words, since: at, at });
        Novelty::New
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        let (status, detail) = text.split_once(':').unwrap_or((text, ""));
        Words { status: status.into(), detail: detail.into() }
    }

    /// States as (second, status), in the order of storing.
    fn novelties(states: &[(i64, &str)]) -> Vec<Novelty> {
        let mut newest = None;
        let mut novelties = Vec::new();
        for (place, (second, text)) in states.iter().enumerate() {
            if newest.is_none() {
                let mut before: Vec<_> = states[..place].to_vec();
                before.sort_by_key(|(second, _)| *second);
                newest = Newest::of(before.iter().map(|(second, text)| (Instant::from_secs(*second), words(text))));
            }
            novelties.push(Newest::take(&mut newest, Instant::from_secs(*second), words(text)));
        }
        novelties
    }

    #[test]
    fn the_same_status_with_the_same_or_no_detail_is_a_refresh() {
        use Novelty::{New, Refresh};
        let states = [(0, "PAUSE:LUNCH"), (1, "PAUSE"), (2, "PAUSE:LUNCH"), (3, "PAUSE:TEA"), (3, "CALL")];
        assert_eq!(novelties(&states), [New, Refresh, Refresh, New, New]);
    }

    #[test]
    fn what_holds_from_before_the_newest_is_late_whatever_it_says() {
        use Novelty::{Late, New, Refresh};
        assert_eq!(novelties(&[(5, "CALL"), (4, "CALL"), (5, "CALL")]), [New, Late, Refresh]);
    }

    #[test]
    fn a_late_state_may_end_what_the_newest_seemed_to_go_on_with() {
        use Novelty::{Late, New, Refresh};
        let states = [(0, "PAUSE:LUNCH"), (10, "PAUSE"), (5, "CALL"), (11, "PAUSE:LUNCH"), (12, "PAUSE")];
        assert_eq!(novelties(&states), [New, Refresh, Late, New, Refresh]);
    }

    #[test]
    fn a_late_state_may_give_the_newest_its_detail() {
        use Novelty::{Late, New, Refresh};
        assert_eq!(novelties(&[(10, "PAUSE"), (5, "PAUSE:LUNCH"), (11, "PAUSE:LUNCH")]), [New, Late, Refresh]);
    }
}
