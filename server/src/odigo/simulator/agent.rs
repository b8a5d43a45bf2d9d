//! One agent: from shifts to the states that Odigo would notify.

use std::collections::VecDeque;
use std::sync::Arc;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::dice;
use super::habits::Habits;
use super::plan::{Doing, Part, PauseType, Shift};
use super::roster::Roster;
use crate::domain::instant::{Instant, Span};

/// A state as notifications name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State {
    /// The status.
    pub status: &'static str,
    /// The type of the pause; empty if it is none, or none is known.
    pub detail: &'static str,
}

impl State {
    /// Logged out.
    pub const LOGOUT: Self = Self::plain("LOGOUT");

    /// A state without detail.
    pub const fn plain(status: &'static str) -> Self {
        Self { status, detail: "" }
    }

    /// A pause of this type.
    pub const fn pause(what: PauseType) -> Self {
        Self { status: "PAUSE", detail: what.code() }
    }
}

/// How long work goes on in one state before the next; 1 is as in life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calm(f64);

impl Calm {
    /// Calls as long as they are in life.
    pub const LIFELIKE: Self = Self(1.0);
    /// Calls ten times as long: for history that is looked at from afar.
    pub const COARSE: Self = Self(10.0);
}

/// An agent and where it is in its shifts.
#[derive(Debug)]
pub(super) struct Agent {
    login: Arc<str>,
    seed: u64,
    number: u64,
    habits: Habits,
    given: VecDeque<Shift>,
    roster: Option<Roster>,
    calm: Calm,
    dice: ChaCha8Rng,
    /// What is left of the present shift, as it is lived.
    parts: VecDeque<Part>,
    step: u32,
    /// When the present state ends.
    until: Instant,
    last: Option<(Instant, State)>,
}

impl Agent {
    pub(super) fn new(login: Arc<str>, seed: u64, number: u64, habits: Habits) -> Self {
        Self {
            login,
            seed,
            number,
            habits,
            given: VecDeque::new(),
            roster: None,
            calm: Calm::LIFELIKE,
            dice: dice(seed, number, 0),
            parts: VecDeque::new(),
            step: 0,
            until: Instant::MIN,
            last: None,
        }
    }

    pub(super) fn with_roster(mut self, roster: Roster) -> Self {
        self.roster = Some(roster);
        self
    }

    pub(super) fn login(&self) -> &Arc<str> {
        &self.login
    }

    pub(super) fn give(&mut self, shift: Shift) {
        self.given.push_back(shift);
    }

    pub(super) fn set_calm(&mut self, calm: Calm) {
        self.calm = calm;
    }

    /// The next change of state, later than the one before and to another state; none if there is no shift left.
    pub(super) fn next(&mut self) -> Option<(Instant, State)> {
        loop {
            let Some(part) = self.parts.front().copied() else {
                if self.last.is_some_and(|(_, state)| state != State::LOGOUT) {
                    return Some(self.enter(self.until, State::LOGOUT));
                }
                let shift = self.given.pop_front().or_else(|| self.roster.as_mut().map(Roster::shift))?;
                self.begin(&shift);
                continue;
            };
            if self.until >= part.end {
                self.parts.pop_front();
                self.step = 0;
                continue;
            }
            let start = self.until.max(part.start);
            let (state, seconds) = self.work(part.doing);
            self.until = match seconds {
                Some(seconds) => (start + Span::from_secs(seconds)).min(part.end),
                None => part.end,
            };
            if self.last.is_none_or(|(_, last)| last != state) {
                return Some(self.enter(start, state));
            }
        }
    }

    fn enter(&mut self, at: Instant, state: State) -> (Instant, State) {
        let earliest = self.last.map_or(Instant::MIN, |(last, _)| last + Span::from_secs(1));
        let change = (at.max(earliest), state);
        self.last = Some(change);
        change
    }

    /// Dice of the shift's own: what happens in it does not depend on the shifts before.
    fn begin(&mut self, shift: &Shift) {
        self.dice = dice(self.seed, self.number, shift.start().micros().cast_unsigned());
        self.parts = self.habits.live(shift, &mut self.dice).into();
        self.step = 0;
        self.until = self.until.max(self.parts.front().map_or(Instant::MIN, |part| part.start));
    }

    /// The next state of an occupation and for how many seconds; for as long as the occupation lasts, if none.
    fn work(&mut self, doing: Doing) -> (State, Option<i64>) {
        let step = self.step;
        self.step += 1;
        let (state, seconds) = match doing {
            Doing::Calls => match step % 5 {
                0 => (State::plain("AVAILABLE"), self.about(75)),
                1 => (State::plain("RINGING"), self.dice.random_range(2..=9)),
                2 => (State::plain("ON_CALL"), self.about(210)),
                3 if self.dice.random_bool(0.06) => (State::plain("CONSULT"), self.about(40)),
                3 => (State::plain("WRAP_UP"), self.dice.random_range(5..=20)),
                _ => (State::plain("WRAP_UP"), self.dice.random_range(10..=60)),
            },
            Doing::Email if step.is_multiple_of(2) => (State::plain("EMAIL"), self.about(300)),
            Doing::Chat if step.is_multiple_of(2) => (State::plain("CHAT"), self.about(360)),
            Doing::Email | Doing::Chat => (State::plain("WRAP_UP"), self.dice.random_range(10..=40)),
            // Now and then somebody does not say what the pause is for.
            Doing::Pause(PauseType::Coffee | PauseType::Restroom) if self.dice.random_bool(0.1) => {
                return (State::plain("PAUSE"), None);
            }
            Doing::Pause(what) => return (State::pause(what), None),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "seconds of a state are few")]
        let seconds = (seconds as f64 * self.calm.0) as i64;
        (state, Some(seconds.max(1)))
    }

    /// Exponentially distributed seconds, at least 2 and at most eight times the mean.
    fn about(&mut self, mean: u32) -> i64 {
        let even: f64 = self.dice.random_range(f64::EPSILON..1.0);
        #[expect(clippy::cast_possible_truncation, reason = "at most eight times a small mean")]
        let seconds = (-even.ln() * f64::from(mean)).min(f64::from(mean) * 8.0) as i64;
        seconds.max(2)
    }
}
