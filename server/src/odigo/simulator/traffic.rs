//! The stream of requests that a contact centre's Odigo sends.

use std::collections::VecDeque;
use std::sync::Arc;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::agent::State;
use super::centre::{Centre, Change};
use super::dice;
use super::encode::{Encoded, Format, encode};
use super::faults::{FaultRates, Line, Passed};
use super::web_service::Presence;
use crate::domain::instant::Instant;

/// What a notification says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The agent as Odigo knows it.
    pub agent: Arc<str>,
    /// What the agent does.
    pub state: State,
    /// When the state began, by the sender's clock.
    pub sent: Instant,
    /// The sender's id of the event, if it gives one.
    pub event_id: Option<String>,
}

/// A request to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Shipment {
    /// The request.
    pub request: Encoded,
    /// What it is.
    pub content: Content,
}

/// What a request is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A notification, sent for the first time.
    Fresh(Note),
    /// A notification that was sent before.
    Duplicate,
    /// No notification.
    Garbage,
}

/// How a contact centre's changes become requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrafficOptions {
    /// One seed, one traffic.
    pub seed: u64,
    /// The format of every notification; any of them by turns if none.
    pub format: Option<Format>,
    /// The share of notifications that carry an event id, from 0 to 1.
    pub event_ids: f64,
    /// The faults of the line.
    pub faults: FaultRates,
}

/// Turns the changes of a [`Centre`] into requests.
#[derive(Debug)]
pub struct Traffic {
    centre: Centre,
    options: TrafficOptions,
    dice: ChaCha8Rng,
    line: Line,
    ready: VecDeque<Passed>,
    /// Makes event ids differ from those of another run.
    run: u64,
    count: u64,
    latest: Instant,
    /// Told of everything that agents do.
    presence: Option<Presence>,
    /// Whether notifications leave the types of breaks out.
    plain_breaks: bool,
}

impl Traffic {
    /// The traffic of a contact centre, begun at `start`, which is part of the event ids.
    pub fn new(centre: Centre, options: TrafficOptions, start: Instant) -> Self {
        Self {
            centre,
            options,
            dice: dice(options.seed, u64::MAX, 0),
            line: Line::new(options.faults, options.seed),
            ready: VecDeque::new(),
            run: start.micros().cast_unsigned(),
            count: 0,
            latest: Instant::MIN,
            presence: None,
            plain_breaks: false,
        }
    }

    /// The same, that tells `presence` what agents do.
    #[must_use]
    pub fn known_to(self, presence: Presence) -> Self {
        Self { presence: Some(presence), ..self }
    }

    /// The same, whose notifications leave the types of breaks out.
    #[must_use]
    pub fn with_plain_breaks(self) -> Self {
        Self { plain_breaks: true, ..self }
    }

    /// The contact centre.
    pub const fn centre(&mut self) -> &mut Centre {
        &mut self.centre
    }

    /// The next request, whose state begins at `now` whenever the contact centre meant it to. For a given rate.
    ///
    /// States get times of their own, each later than all before, even if `now` does not move on.
    pub fn at(&mut self, now: Instant) -> Option<Shipment> {
        while self.ready.is_empty() {
            let Some(change) = self.centre.next() else {
                self.line.flush(&mut self.ready);
                break;
            };
            let sent = now.max(Instant::from_micros(self.latest.micros().saturating_add(1)));
            self.latest = sent;
            self.put(change, sent);
        }
        let passed = self.ready.pop_front()?;
        Some(self.ship(passed))
    }

    /// Every request due by `now` in the contact centre's time; `sent` tells the time of a state for the sender. For
    /// traffic that goes with the clock, perhaps faster.
    pub fn due(&mut self, now: Instant, sent: impl Fn(Instant) -> Instant) -> Vec<Shipment> {
        while self.centre.next_due().is_some_and(|at| at <= now) {
            let Some(change) = self.centre.next() else { break };
            let sent = sent(change.at);
            self.put(change, sent);
        }
        self.drain()
    }

    /// Requests for these changes, with their own times.
    pub fn of(&mut self, changes: impl IntoIterator<Item = Change>) -> Vec<Shipment> {
        for change in changes {
            let at = change.at;
            self.put(change, at);
        }
        self.drain()
    }

    fn drain(&mut self) -> Vec<Shipment> {
        let ready = std::mem::take(&mut self.ready);
        ready.into_iter().map(|passed| self.ship(passed)).collect()
    }

    fn put(&mut self, change: Change, sent: Instant) {
        self.count += 1;
        let with_id = self.dice.random_bool(self.options.event_ids);
        let event_id = with_id.then(|| format!("{:x}-{:x}", self.run, self.count));
        if let Some(presence) = &self.presence {
            presence.note(&change.login, change.state);
        }
        let state = if self.plain_breaks { State::plain(change.state.status) } else { change.state };
        let note = Note { agent: change.login, state, sent, event_id };
        self.line.pass(note, &mut self.ready);
    }

    fn ship(&mut self, passed: Passed) -> Shipment {
        match passed {
            Passed::Fresh(note) => {
                Shipment { request: encode(&note, self.pick_format()), content: Content::Fresh(note) }
            }
            Passed::Duplicate(note) => {
                Shipment { request: encode(&note, self.pick_format()), content: Content::Duplicate }
            }
            Passed::Garbage(request) => Shipment { request, content: Content::Garbage },
        }
    }

    fn pick_format(&mut self) -> Format {
        self.options.format.unwrap_or_else(|| {
            let [first, ..] = Format::ALL;
            Format::ALL.get(self.dice.random_range(0..Format::ALL.len())).copied().unwrap_or(first)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::centre::logins;
    use super::*;
    use crate::domain::instant::Span;

    const NOW: Instant = Instant::from_secs(1_700_000_000);

    fn traffic(seed: u64) -> Traffic {
        let centre = Centre::self_planned(seed, logins("agent", 20), NOW);
        let faults =
            FaultRates { duplicates: 0.1, disorder: 0.1, gaps: 0.05, garbage: 0.05, skew: Span::from_secs(-2) };
        Traffic::new(centre, TrafficOptions { seed, format: None, event_ids: 0.5, faults }, NOW)
    }

    fn requests(seed: u64) -> Vec<Shipment> {
        let mut traffic = traffic(seed);
        (0..2_000).filter_map(|at| traffic.at(NOW + Span::from_micros(at * 200))).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_requests_byte_for_byte() {
        let first = requests(1);
        assert_eq!(first.len(), 2_000);
        assert_eq!(first, requests(1));
        assert_ne!(first, requests(2));
    }

    #[test]
    fn at_a_given_rate_no_two_states_begin_at_the_same_time() {
        let mut traffic = traffic(1);
        let mut times: Vec<Instant> = Vec::new();
        for _ in 0..500 {
            if let Some(Shipment { content: Content::Fresh(note), .. }) = traffic.at(NOW) {
                times.push(note.sent);
            }
        }
        let count = times.len();
        times.sort_unstable();
        times.dedup();
        assert_eq!(times.len(), count);
    }

    #[test]
    fn types_of_breaks_can_be_left_to_the_web_service() {
        let presence = Presence::default();
        let mut traffic = traffic(1).known_to(presence.clone()).with_plain_breaks();
        let mut breaks = 0;
        for at in 0..5_000 {
            let shipment = traffic.at(NOW + Span::from_micros(at * 200));
            if let Some(Shipment { content: Content::Fresh(note), .. }) = shipment {
                assert_eq!(note.state.detail, "");
                breaks += usize::from(presence.of(&note.agent).is_some_and(|state| !state.detail.is_empty()));
            }
        }
        assert!(breaks > 20, "{breaks}");
    }

    #[test]
    fn in_real_time_nothing_is_sent_before_it_is_due() {
        let mut traffic = traffic(1);
        let present = traffic.centre().catch_up(NOW);
        traffic.of(present);
        for second in 1..600 {
            let now = NOW + Span::from_secs(second);
            for shipment in traffic.due(now, |at| at) {
                if let Content::Fresh(note) = shipment.content {
                    assert!(note.sent + Span::from_secs(2) <= now);
                }
            }
        }
    }
}
