//! One person of a board: a checkpoint of the past and the entries after it.

use crate::{
    domain::{
        adherence::{Present, RUN_LOOKBACK, Tracker},
        entry::{self, Entry, Order},
        ids::{ExternalUserId, IntegrationId},
        instant::{Instant, Span},
    },
    live::inputs::PersonInputs,
    store::facts::Facts,
};

/// Entries this young stay out of the checkpoint, so that notifications in disorder need no look into the journal.
const DISORDER: Span = Span::from_minutes(2);

/// A user that sends faster than anybody works must not make each look at the person longer.
const LONGEST_TAIL: usize = 64;

/// A person, folded up to a checkpoint.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Entries newer than the checkpoint, and everything else that decides.
    inputs: PersonInputs,
    checkpoint: Tracker,
    /// The newest log number among the states that were loaded or have come since.
    newest_log_number: i64,
}

/// What a look at a person finds.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// What holds now.
    pub(super) present: Present,
    /// When it changes if nothing is heard.
    pub(super) next_change: Option<Instant>,
    /// The integrations through which the person is online, or that would be missed while it is scheduled.
    pub(super) attends: Vec<IntegrationId>,
}

/// Whether an entry could be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is in, or was already.
    Yes,
    /// It is older than the checkpoint: the person must be loaded anew.
    TooOld,
}

impl Person {
    /// Where the entries that a person at `now` needs begin.
    pub(super) fn lookback(now: Instant) -> Instant {
        now - RUN_LOOKBACK
    }

    /// A person from loaded inputs, whose entries reach back to [`Person::lookback`].
    pub(super) fn new(inputs: PersonInputs, facts: &Facts, now: Instant) -> Self {
        let from = Self::lookback(now);
        let checkpoint = inputs.with(facts, |inputs| Tracker::start(from, inputs));
        let orders = inputs.users.iter().flat_map(|user| user.entries.iter().map(|entry| entry.order));
        let newest_log_number = orders.map(log_number_of).max().unwrap_or(0);
        let mut person = Self { inputs, checkpoint, newest_log_number };
        person.settle(facts, now);
        person
    }

    /// The log number of the newest state heard of the person.
    pub(super) const fn newest_log_number(&self) -> i64 {
        self.newest_log_number
    }

    /// The integrations of the person's external users.
    pub(super) fn integrations(&self) -> impl Iterator<Item = IntegrationId> {
        self.inputs.users.iter().map(|user| user.integration)
    }

    /// Takes a new entry of one of the person's users.
    pub(super) fn take(&mut self, user: ExternalUserId, new: &Entry) -> Taken {
        if self.inputs.users.iter().all(|known| known.user != user) {
            return Taken::Yes;
        }
        self.newest_log_number = self.newest_log_number.max(log_number_of(new.order));
        if new.time <= self.checkpoint.at() {
            return Taken::TooOld;
        }
        // A user that was assigned twice, for two stretches, stands there twice.
        for user in self.inputs.users.iter_mut().filter(|known| known.user == user) {
            if user.entries.iter().all(|known| known.order != new.order) {
                user.entries.push(new.clone());
                entry::sort(&mut user.entries);
            }
        }
        Taken::Yes
    }

    /// The integration said at `at` who is logged in: the person's users that were listed have an entry of that instant.
    pub(super) fn take_snapshot(&mut self, integration: IntegrationId, at: Instant) -> Taken {
        if at <= self.checkpoint.at() {
            return Taken::TooOld;
        }
        for user in self.inputs.users.iter_mut().filter(|user| user.integration == integration) {
            if let Err(place) = user.snapshots.binary_search(&at) {
                user.snapshots.insert(place, at);
            }
        }
        Taken::Yes
    }

    /// An integration fell silent at `at`.
    pub(super) fn fall_silent(&mut self, integration: IntegrationId, at: Instant) {
        for user in self.inputs.users.iter_mut().filter(|user| user.integration == integration) {
            if user.silences.last().is_none_or(|last| *last < at) {
                user.silences.push(at);
            }
        }
    }

    /// What holds at `now`.
    pub(super) fn look(&mut self, facts: &Facts, now: Instant) -> Look {
        if self.tail_length() > LONGEST_TAIL || now - self.checkpoint.at() > DISORDER.times(2) {
            self.settle(facts, now);
        }
        self.inputs.with(facts, |inputs| {
            let mut tracker = self.checkpoint.clone();
            tracker.advance(inputs, now, &mut ());
            let present = tracker.present(inputs);
            let online: Vec<ExternalUserId> = tracker.online_users(inputs).collect();
            let scheduled = present.scheduled().is_some();
            let attending = self.inputs.users.iter().filter(|user| {
                let assigned = user.from.is_none_or(|from| from <= now) && user.until.is_none_or(|until| now < until);
                online.contains(&user.user) || (scheduled && assigned)
            });
            let mut attends: Vec<IntegrationId> = attending.map(|user| user.integration).collect();
            attends.sort_unstable();
            attends.dedup();
            Look { present, next_change: tracker.next_change(inputs), attends }
        })
    }

    /// Folds what is old enough into the checkpoint.
    fn settle(&mut self, facts: &Facts, now: Instant) {
        let mut until = now - DISORDER;
        if self.tail_length() > LONGEST_TAIL {
            let mut times: Vec<Instant> =
                self.inputs.users.iter().flat_map(|user| user.entries.iter().map(|entry| entry.time)).collect();
            times.sort_unstable();
            let kept = LONGEST_TAIL / 4;
            until = times.len().checked_sub(kept).and_then(|cut| times.get(cut)).map_or(until, |cut| until.max(*cut));
        }
        self.inputs.with(facts, |inputs| self.checkpoint.advance(inputs, until.min(now), &mut ()));
        let at = self.checkpoint.at();
        for user in &mut self.inputs.users {
            user.entries.retain(|entry| entry.time > at);
            user.snapshots.retain(|taken| *taken > at);
            user.silences.retain(|silence| *silence > at);
        }
    }

    fn tail_length(&self) -> usize {
        self.inputs.users.iter().map(|user| user.entries.len()).sum()
    }
}

/// The log number a state was stored under.
const fn log_number_of(order: Order) -> i64 {
    order.state >> 16
}
