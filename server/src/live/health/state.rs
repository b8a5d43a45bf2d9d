//! What an integration is doing, and since when.

use std::sync::Arc;

use crate::{
    domain::{
        ids::AccountId,
        instant::{Instant, Span},
        silence::Silence,
    },
    live::silences::past_silences,
    store::{Store, StoreError, facts::Facts, integrations::Integration, settings},
};

/// How far back silences are looked for when telling since when an integration has been heard of.
const LOOKBACK: Span = Span::from_hours(24);

const MICROSECOND: Span = Span::from_micros(1);

/// What an integration is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// No notification ever arrived.
    Waiting,
    /// Notifications arrive and can be read.
    Receiving,
    /// It is silent, as the board finds it.
    Silent,
    /// In none of the newest notifications, over a minute or more, is anything that can be read; or there never was.
    Rejecting,
    /// Somebody paused it.
    Paused,
}

/// What an integration is doing, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthState {
    /// What.
    pub doing: Doing,
    /// Since when; none while nothing ever arrived. Receiving: since the first of the notifications in a row that could
    /// be read, but for slips of less than a minute, the last time it was resumed, or the end of the last silence within
    /// 24 hours, whichever came last.
    /// Rejecting: since the first of the notifications in a row in which nothing could be read.
    pub since: Option<Instant>,
}

/// Tells what the integrations of one account are doing at an instant.
#[derive(Debug)]
pub struct States<'s> {
    store: &'s Store,
    account: AccountId,
    now: Instant,
    silence_after: Span,
    /// Read only once somebody may be silent.
    facts: Option<Arc<Facts>>,
}

impl<'s> States<'s> {
    /// For integrations of this account.
    pub async fn of(store: &'s Store, account: AccountId) -> Result<Self, StoreError> {
        let silence_after = settings::get(store, account).await?.settings.silence_after;
        Ok(Self { store, account, now: store.clock().now(), silence_after, facts: None })
    }

    /// What an integration is doing. Somebody's pause goes first, then that nothing is heard, then that nothing can be
    /// read.
    pub async fn state(&mut self, integration: &Integration) -> Result<HealthState, StoreError> {
        let state = |doing, since| Ok(HealthState { doing, since });
        if let Some(since) = integration.paused_since {
            return state(Doing::Paused, Some(since));
        }
        if integration.last_notification_at.is_none() {
            return state(Doing::Waiting, None);
        }
        let silence = self.last_silence(integration).await?;
        if let Some(Silence { start, end: None }) = silence {
            return state(Doing::Silent, Some(start));
        }
        if let Some(since) = integration.rejecting_since() {
            return state(Doing::Rejecting, Some(since));
        }
        let heard_again = silence.and_then(|silence| silence.end);
        state(
            Doing::Receiving,
            [integration.readable_since, integration.resumed_at, heard_again].into_iter().max().flatten(),
        )
    }

    /// The last silence that ended within the last 24 hours, or lasts.
    async fn last_silence(&mut self, integration: &Integration) -> Result<Option<Silence>, StoreError> {
        let (store, account, until) = (self.store, self.account, self.now);
        let from = until - LOOKBACK;
        if self.silence_after <= Span::ZERO {
            return Ok(None);
        }
        let mut signs = store.journal().signs_of_life(account, integration.id, from, until + MICROSECOND).await?;
        signs.push(until);
        let is_gap = |pair: &[Instant]| matches!(pair, [start, end] if *end - *start >= self.silence_after);
        if !signs.windows(2).any(is_gap) {
            return Ok(None);
        }
        let facts = match &self.facts {
            Some(facts) => Arc::clone(facts),
            None => Arc::clone(self.facts.insert(Arc::new(store.facts(account).await?))),
        };
        let silences = past_silences(store, account, &facts, integration.id, from, until).await?;
        Ok(silences.last().copied())
    }
}
