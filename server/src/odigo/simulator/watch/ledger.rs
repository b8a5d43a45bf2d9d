//! Which notification a change on the board tells of.
//!
//! The board shows people, not notifications: of each person the newest status and detail, and since when the present
//! *activity* lasts, which may be longer than the status. So a change is matched to the **oldest** notification of that
//! agent under way that says the same and is not older than the activity, and to the one with exactly that time if
//! there is one. Where that is wrong, it is too early, and the latency of a newer one comes out longer, never shorter.
//!
//! The latency of a notification runs from the time at which it was *meant* to be sent (so a sender that falls behind
//! does not hide it) to the arrival of the change that shows its state **or a newer one** of the same agent. A state
//! that was never shown because a newer one came before it counts too, as *conflated*: the watcher was up to date then.
//!
//! Not measured, only counted: notifications of agents whom the watcher can't tell apart (nobody's, or one of several of
//! a person), those sent after a newer one was shown already, and those that repeat a state, as they change nothing.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use tokio::time::Instant;

use super::super::agent::State;
use super::super::traffic::Note;
use super::latency::Latency;
use crate::domain::instant::Instant as Moment;

/// What the board shows of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The status as Odigo sent it; empty if there is none.
    pub status: String,
    /// Its detail; empty if there is none.
    pub detail: String,
    /// Since when the present activity lasts.
    pub since: Option<Moment>,
}

/// Notifications under way, by agent, and what became of the others.
#[derive(Debug, Default)]
pub struct Ledger {
    agents: HashMap<Arc<str>, AgentRecord>,
    counts: Deliveries,
}

/// How notifications reached a watcher.
#[derive(Clone, Debug, Default)]
pub struct Deliveries {
    /// From the intended sending to the watcher.
    pub latency: Latency,
    /// How many of those measured were passed over for a newer state.
    pub conflated: u64,
    /// How many were delivered at a time that can't be told.
    pub untimed: u64,
    /// How many changed nothing: they came after a newer one, or repeated a state.
    pub unchanging: u64,
    /// How many belong to agents who are not watched.
    pub unwatched: u64,
    /// How many were acknowledged and never reached the watcher.
    pub lost: u64,
}

#[derive(Debug, Default)]
struct AgentRecord {
    shown: Option<Shown>,
    /// The time of the newest notification known to be shown.
    shown_up_to: Option<Moment>,
    /// In order of their own times.
    under_way: Vec<UnderWay>,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    sent: Moment,
    state: State,
    intended: Instant,
}

impl Ledger {
    /// Expects changes of these agents.
    pub fn new(watched: impl IntoIterator<Item = Arc<str>>) -> Self {
        let agents = watched.into_iter().map(|agent| (agent, AgentRecord::default())).collect();
        Self { agents, counts: Deliveries::default() }
    }

    /// A notification is about to be sent.
    pub fn sent(&mut self, note: &Note, intended: Instant) {
        let Some(record) = self.agents.get_mut(&note.agent) else {
            self.counts.unwatched += 1;
            return;
        };
        if record.shown_up_to.is_some_and(|newest| note.sent <= newest) || record.is_refresh(note) {
            self.counts.unchanging += 1;
            return;
        }
        let place = record.under_way.partition_point(|other| other.sent < note.sent);
        record.under_way.insert(place, UnderWay { sent: note.sent, state: note.state, intended });
    }

    /// A notification was not taken: nobody owes its delivery.
    pub fn not_taken(&mut self, agent: &str, sent: Moment) {
        if let Some(record) = self.agents.get_mut(agent) {
            record.under_way.retain(|other| other.sent != sent);
        }
    }

    /// The board shows this of an agent.
    pub fn shown(&mut self, agent: &str, shown: Shown, at: Instant) {
        let Some(record) = self.agents.get_mut(agent) else { return };
        if record.shown.as_ref() == Some(&shown) {
            return;
        }
        let Some((count, itself)) = record.delivered_by(&shown) else {
            record.shown = Some(shown);
            return;
        };
        for delivered in record.under_way.drain(..count) {
            self.counts.latency.record(at.saturating_duration_since(delivered.intended));
            record.shown_up_to = Some(delivered.sent);
        }
        self.counts.conflated += (count - usize::from(itself)) as u64;
        record.shown = Some(shown);
    }

    /// How many notifications are under way.
    pub fn under_way(&self) -> usize {
        self.agents.values().map(|record| record.under_way.len()).sum()
    }

    /// Closes the books: what is still under way does not arrive any more.
    pub fn close(mut self) -> Deliveries {
        for record in self.agents.values() {
            let shown = |other: &UnderWay| record.shown.as_ref().is_some_and(|shown| shown.tells(other.state));
            // What is shown at the end was delivered, even if an earlier change was taken for it.
            let untimed = record.under_way.iter().rposition(shown).map_or(0, |place| place + 1);
            self.counts.untimed += untimed as u64;
            self.counts.lost += (record.under_way.len() - untimed) as u64;
        }
        self.counts
    }
}

impl AgentRecord {
    /// How many under way, the oldest first, a change delivers, and whether the last of them is the one it shows.
    fn delivered_by(&self, shown: &Shown) -> Option<(usize, bool)> {
        let exact = |other: &UnderWay| Some(other.sent) == shown.since;
        let possible = |other: &UnderWay| shown.since.is_none_or(|since| since <= other.sent);
        let mut under_way = self.under_way.iter();
        let itself = under_way
            .position(|other| exact(other) && shown.tells(other.state))
            .or_else(|| self.under_way.iter().position(|other| possible(other) && shown.tells(other.state)));
        if let Some(place) = itself {
            return Some((place + 1, true));
        }
        let overtaken = self.under_way.partition_point(|other| !possible(other));
        (overtaken > 0).then_some((overtaken, false))
    }

    /// Whether the state before it is the same, so that it changes nothing.
    fn is_refresh(&self, note: &Note) -> bool {
        let place = self.under_way.partition_point(|other| other.sent < note.sent);
        let before = place.checked_sub(1).and_then(|place| self.under_way.get(place));
        match (before, &self.shown) {
            (Some(before), _) => {
                let same_detail = note.state.detail.is_empty() || before.state.detail == note.state.detail;
                before.state.status == note.state.status && same_detail
            }
            (None, Some(shown)) => shown.tells(note.state),
            (None, None) => false,
        }
    }
}

impl Shown {
    /// Whether this is what the board shows once a state has arrived; a detail that was known before stays.
    fn tells(&self, state: State) -> bool {
        self.status == state.status && (state.detail.is_empty() || self.detail == state.detail)
    }
}

impl fmt::Display for Deliveries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { latency, conflated, untimed, unchanging, unwatched, lost } = self;
        writeln!(f, "watched    {latency} from the intended time to the watcher, of {}", latency.count())?;
        writeln!(f, "           {conflated} of them conflated: a newer state of the agent was shown at once")?;
        writeln!(f, "           not measured: {untimed} untimed, {unchanging} unchanging, {unwatched} not watched")?;
        write!(f, "lost       {lost}")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::super::plan::PauseType;
    use super::*;

    const AGENT: &str = "agent0001";
    const AVAILABLE: State = State::plain("AVAILABLE");
    const ON_CALL: State = State::plain("ON_CALL");
    const WRAP_UP: State = State::plain("WRAP_UP");

    /// A ledger with one watched agent, and a clock in milliseconds.
    struct Bench {
        ledger: Ledger,
        begun: Instant,
    }

    impl Bench {
        fn new() -> Self {
            Self { ledger: Ledger::new([AGENT.into()]), begun: Instant::now() }
        }

        fn at(&self, millis: u64) -> Instant {
            self.begun + Duration::from_millis(millis)
        }

        /// Sends a state with its own time, in seconds, at some millisecond.
        fn send(&mut self, state: State, sent: i64, millis: u64) {
            let note = Note { agent: AGENT.into(), state, sent: Moment::from_secs(sent), event_id: None };
            let intended = self.at(millis);
            self.ledger.sent(&note, intended);
        }

        fn show(&mut self, state: State, since: i64, millis: u64) {
            let shown = Shown {
                status: state.status.to_owned(),
                detail: state.detail.to_owned(),
                since: Some(Moment::from_secs(since)),
            };
            let at = self.at(millis);
            self.ledger.shown(AGENT, shown, at);
        }

        fn close(self) -> Deliveries {
            self.ledger.close()
        }
    }

    const HALF_A_MILLISECOND: Duration = Duration::from_micros(500);

    /// How many were measured, conflated, untimed, unchanging and lost, and the longest latency in milliseconds.
    fn summary(deliveries: &Deliveries) -> (u64, u64, u64, u64, u64, u128) {
        let Deliveries { latency, conflated, untimed, unchanging, lost, .. } = deliveries;
        let longest = latency.quantile(1.0).map_or(0, |longest| (longest + HALF_A_MILLISECOND).as_millis());
        (latency.count(), *conflated, *untimed, *unchanging, *lost, longest)
    }

    #[test]
    fn a_change_that_shows_a_notification_ends_its_way() {
        let mut bench = Bench::new();
        bench.send(AVAILABLE, 1, 0);
        bench.show(AVAILABLE, 1, 30);
        bench.send(ON_CALL, 2, 100);
        bench.show(ON_CALL, 2, 110);
        assert_eq!(summary(&bench.close()), (2, 0, 0, 0, 0, 30));
    }

    #[test]
    fn a_state_passed_over_for_a_newer_one_arrives_with_it() {
        let mut bench = Bench::new();
        bench.send(AVAILABLE, 1, 0);
        bench.send(ON_CALL, 2, 10);
        bench.show(ON_CALL, 2, 50);
        assert_eq!(summary(&bench.close()), (2, 1, 0, 0, 0, 50));
    }

    #[test]
    fn a_status_is_told_even_if_the_activity_goes_on() {
        let mut bench = Bench::new();
        bench.send(ON_CALL, 1, 0);
        bench.show(ON_CALL, 1, 5);
        bench.send(WRAP_UP, 2, 10);
        bench.show(WRAP_UP, 1, 15);
        assert_eq!(summary(&bench.close()), (2, 0, 0, 0, 0, 5));
    }

    #[test]
    fn a_change_for_another_reason_ends_nothing() {
        let mut bench = Bench::new();
        bench.send(ON_CALL, 1, 0);
        bench.show(ON_CALL, 1, 5);
        bench.send(WRAP_UP, 2, 10);
        bench.show(ON_CALL, 1, 12);
        assert_eq!(bench.ledger.under_way(), 1);
        bench.show(WRAP_UP, 2, 40);
        assert_eq!(summary(&bench.close()), (2, 0, 0, 0, 0, 30));
    }

    #[test]
    fn of_two_equal_states_under_way_the_oldest_is_taken_for_the_one_shown() {
        let mut bench = Bench::new();
        for (at, state) in [(0, ON_CALL), (1, AVAILABLE), (2, ON_CALL)] {
            bench.send(state, at + 1, at.unsigned_abs());
        }
        bench.show(ON_CALL, 0, 10);
        assert_eq!(bench.ledger.under_way(), 2);
        // Nothing follows: it was the newest that was shown, and when is not known.
        assert_eq!(summary(&bench.close()), (1, 0, 2, 0, 0, 10));
    }

    #[test]
    fn the_exact_time_tells_equal_states_apart() {
        let mut bench = Bench::new();
        for (at, state) in [(1, ON_CALL), (2, AVAILABLE), (3, ON_CALL)] {
            bench.send(state, at, 0);
        }
        bench.show(ON_CALL, 3, 10);
        assert_eq!(summary(&bench.close()), (3, 2, 0, 0, 0, 10));
    }

    #[test]
    fn what_is_never_shown_is_lost_unless_it_was_not_taken() {
        let mut bench = Bench::new();
        bench.send(AVAILABLE, 1, 0);
        bench.show(AVAILABLE, 1, 1);
        bench.send(ON_CALL, 2, 2);
        bench.send(WRAP_UP, 3, 3);
        bench.ledger.not_taken(AGENT, Moment::from_secs(3));
        assert_eq!(summary(&bench.close()), (1, 0, 0, 0, 1, 1));
    }

    #[test]
    fn what_comes_after_a_newer_one_or_repeats_a_state_is_not_waited_for() {
        let mut bench = Bench::new();
        bench.send(ON_CALL, 5, 0);
        bench.show(ON_CALL, 5, 1);
        bench.send(AVAILABLE, 4, 2);
        bench.send(ON_CALL, 6, 3);
        assert_eq!(summary(&bench.close()), (1, 0, 0, 2, 0, 1));
    }

    #[test]
    fn a_pause_whose_type_was_known_keeps_it() {
        let mut bench = Bench::new();
        bench.send(State::pause(PauseType::Lunch), 1, 0);
        bench.show(State::pause(PauseType::Lunch), 1, 1);
        bench.send(State::plain("PAUSE"), 2, 2);
        assert_eq!(summary(&bench.close()), (1, 0, 0, 1, 0, 1));
    }

    #[test]
    fn agents_nobody_watches_are_only_counted() {
        let mut bench = Bench::new();
        let note = Note { agent: "stranger".into(), state: ON_CALL, sent: Moment::from_secs(1), event_id: None };
        let now = bench.at(0);
        bench.ledger.sent(&note, now);
        assert_eq!(bench.close().unwatched, 1);
    }
}
