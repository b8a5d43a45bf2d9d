//! Counts the journal of one account: steps that are over are stored together with how far they count, the one that is
//! not over is kept here, and counted again from the journal after a restart.
//!
//! A row of the journal belongs to the five minutes of its receipt, or to the step of the row before it, if that began
//! later: so every server that reads the journal counts the same, and each row once.

use std::collections::HashMap;

use uuid::Uuid;

use super::tally::Tally;
use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::{Instant, Span},
        novelty::{Newest, Novelty, Words},
    },
    store::{
        Store, StoreError,
        health::{Position, Step, StepCounts},
        journal::{Arrival, StoredBatch, StoredState, last_place},
    },
};

/// How long a step is.
pub(super) const STEP: Span = Span::from_minutes(5);

/// How long steps that are over are kept.
pub(super) const KEPT_FOR: Span = Span::from_hours(8 * 24);

/// How many notifications are read at a time.
const READ_AT_A_TIME: u64 = 5_000;

/// How many users are remembered before starting over.
const USERS: usize = 200_000;

/// Somebody else stored the steps of the account: what is counted here has to be counted anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Overtaken;

/// Where the count of an account stands.
#[derive(Debug)]
pub(super) struct Counter {
    account: AccountId,
    /// What is stored.
    stored: Position,
    /// Up to which log number everything is counted.
    log_number: i64,
    /// Up to which place everything is counted.
    counted_to: i64,
    step: Instant,
    open: HashMap<IntegrationId, Tally>,
    /// What users said last, if anything; those that are not here have to be looked up.
    newest: HashMap<ExternalUserId, Option<Newest>>,
    words: HashMap<Uuid, Words>,
}

impl Counter {
    /// Goes on from what is stored.
    pub(super) async fn load(store: &Store, account: AccountId) -> Result<Self, StoreError> {
        let stored = store.health_position(account).await?;
        Ok(Self {
            account,
            stored,
            // The rest of that number is read again; what is counted of it is told by its place.
            log_number: (stored.counted_to >> 16) - 1,
            counted_to: stored.counted_to,
            step: stored.open_step,
            open: HashMap::new(),
            newest: HashMap::new(),
            words: HashMap::new(),
        })
    }

    /// Up to which log number everything is counted.
    pub(super) const fn log_number(&self) -> i64 {
        self.log_number
    }

    /// When the step that is not over began.
    pub(super) const fn open_step(&self) -> Instant {
        self.step
    }

    /// What an integration brought in the step that is not over.
    pub(super) fn open(&self, integration: IntegrationId) -> Option<StepCounts> {
        self.open.get(&integration).map(Tally::counts)
    }

    /// What every integration brought in the step that is not over.
    pub(super) fn all_open(&self) -> impl Iterator<Item = (IntegrationId, StepCounts)> {
        self.open.iter().map(|(integration, tally)| (*integration, tally.counts()))
    }

    /// A log number that is no batch of states: nothing to count.
    pub(super) fn skip(&mut self, log_number: i64) {
        self.log_number = log_number;
        self.counted_to = self.counted_to.max(last_place(log_number));
    }

    /// Counts the journal on up to a log number that is committed.
    pub(super) async fn read_on(&mut self, store: &Store, until: i64) -> Result<Result<(), Overtaken>, StoreError> {
        while self.log_number < until {
            let part = store.journal().counted_after(self.account, self.counted_to, until, READ_AT_A_TIME).await?;
            if self.count(store, &part.batch).await? == Err(Overtaken) {
                return Ok(Err(Overtaken));
            }
            self.counted_to = self.counted_to.max(part.complete_to);
            if part.complete_to == last_place(until) {
                self.log_number = until;
            }
        }
        Ok(Ok(()))
    }

    /// Counts a batch that follows what is counted.
    pub(super) async fn take(
        &mut self,
        store: &Store,
        log_number: i64,
        batch: &StoredBatch,
    ) -> Result<Result<(), Overtaken>, StoreError> {
        let counted = self.count(store, batch).await?;
        self.skip(log_number);
        Ok(counted)
    }

    async fn count(&mut self, store: &Store, batch: &StoredBatch) -> Result<Result<(), Overtaken>, StoreError> {
        self.learn(store, batch).await?;
        let mut over = Vec::new();
        let mut states = batch.states.iter().peekable();
        for arrival in &batch.arrivals {
            // What a replay read anew from an older notification did not arrive now.
            while states.next_if(|state| state.id < arrival.id).is_some() {}
            if !arrival.is_refinement {
                over.extend(self.enter(arrival));
                self.open.entry(arrival.integration).or_default().arrive(arrival.duplicates, arrival.set_aside);
            }
            while let Some(state) = states.next_if(|state| state.notification == arrival.id) {
                let novelty = self.hear(store, state).await?;
                if !arrival.is_refinement {
                    let skew = state.sent_at.map(|sent_at| state.received_at - sent_at);
                    self.open.entry(state.integration).or_default().accept(novelty, skew);
                }
            }
        }
        self.store(store, over).await
    }

    /// Goes over to the step of a notification, if it is a later one; what was counted in the one before.
    fn enter(&mut self, arrival: &Arrival) -> Vec<(Step, Position)> {
        let start = step_of(arrival.received_at);
        if start <= self.step {
            return Vec::new();
        }
        let to = Position { counted_to: arrival.id - 1, open_step: start };
        let step = std::mem::replace(&mut self.step, start);
        let over = std::mem::take(&mut self.open).into_iter();
        over.map(|(integration, tally)| (Step { integration, start: step, counts: tally.counts() }, to)).collect()
    }

    /// Stores steps that are over.
    async fn store(&mut self, store: &Store, over: Vec<(Step, Position)>) -> Result<Result<(), Overtaken>, StoreError> {
        let Some((_, to)) = over.last().copied() else { return Ok(Ok(())) };
        let oldest_kept = store.clock().now() - KEPT_FOR;
        let steps = over.into_iter().map(|(step, _)| step).filter(|step| step.start >= oldest_kept).collect();
        if !store.store_steps(self.account, self.stored, to, steps).await? {
            return Ok(Err(Overtaken));
        }
        self.stored = to;
        Ok(Ok(()))
    }

    /// What a state says that was not known of its user.
    async fn hear(&mut self, store: &Store, state: &StoredState) -> Result<Novelty, StoreError> {
        let words = self.words.get(&state.external_status).cloned().ok_or(StoreError::NotFound)?;
        let user = state.external_user;
        let mut newest = match self.newest.remove(&user) {
            Some(known) => known,
            None => self.newest_before(store, &[user], state.id).await?.remove(&user),
        };
        let novelty = Newest::take(&mut newest, state.at, words);
        if newest.is_some() {
            self.newest.insert(user, newest);
        }
        Ok(novelty)
    }

    /// Learns what the states of a batch say, and what their users said before.
    async fn learn(&mut self, store: &Store, batch: &StoredBatch) -> Result<(), StoreError> {
        if batch.states.iter().any(|state| !self.words.contains_key(&state.external_status)) {
            self.words = store.status_words(self.account).await?;
        }
        if self.newest.len() > USERS {
            self.newest.clear();
        }
        let mut first: HashMap<ExternalUserId, i64> = HashMap::new();
        for state in &batch.states {
            if !self.newest.contains_key(&state.external_user) {
                first.entry(state.external_user).or_insert(state.id);
            }
        }
        let Some(place) = first.values().copied().min() else { return Ok(()) };
        // Nothing of these users was stored between the first of all these states and their own first one.
        let users: Vec<ExternalUserId> = first.into_keys().collect();
        let mut known = self.newest_before(store, &users, place).await?;
        for user in users {
            self.newest.insert(user, known.remove(&user));
        }
        Ok(())
    }

    async fn newest_before(
        &self,
        store: &Store,
        users: &[ExternalUserId],
        place: i64,
    ) -> Result<HashMap<ExternalUserId, Newest>, StoreError> {
        let runs = store.journal().runs_before(self.account, users, place).await?;
        Ok(runs.into_iter().filter_map(|(user, run)| Some((user, Newest::of(run)?))).collect())
    }
}

/// When the step of an instant began.
pub(super) fn step_of(at: Instant) -> Instant {
    let micros = at.micros();
    Instant::from_micros(micros - micros.rem_euclid(STEP.micros()))
}
