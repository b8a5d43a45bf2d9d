//! How much one integration, and all of an account, may report a second.

use std::{fmt, num::NonZeroU32, sync::Arc, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};

use crate::{
    domain::ids::{AccountId, IntegrationId},
    rpc::error::RpcError,
    store::journal::NewNotification,
};

/// How many seconds' worth may come at once, after a time without any.
const BURST: u32 = 10;

/// A call brings no more than this (500 agents of a complete list are two states each), so that even the smallest quota
/// lets each through, one after the other.
const LARGEST_CALL: u32 = 1_000;

/// More keys than this are not kept: those that have used up nothing are forgotten then.
const MOST_KEYS: usize = 10_000;

/// States a second; a notification without any counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rates {
    /// Of one integration.
    pub(crate) integration: NonZeroU32,
    /// Of all integrations of an account together.
    pub(crate) account: NonZeroU32,
}

/// Keeps to the rates. Cheap to clone; clones count together. Keyed by what was found in the store alone, so that
/// nobody can make it grow with made-up names.
#[derive(Clone)]
pub(in crate::rpc) struct Quotas(Option<Arc<Limiters>>);

struct Limiters {
    integrations: Limiter<IntegrationId>,
    accounts: Limiter<AccountId>,
}

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock>;

impl Quotas {
    /// Limits nothing.
    pub(in crate::rpc) const UNLIMITED: Self = Self(None);

    /// Keeps to these rates.
    pub(in crate::rpc) fn new(rates: Rates) -> Self {
        let limiters = Limiters { integrations: limiter(rates.integration), accounts: limiter(rates.account) };
        Self(Some(Arc::new(limiters)))
    }

    /// Takes what these notifications use up; an error that says how long to wait if that is too much.
    pub(super) fn take(
        &self,
        account: AccountId,
        integration: IntegrationId,
        notifications: &[NewNotification],
    ) -> Result<(), RpcError> {
        let Some(limiters) = &self.0 else { return Ok(()) };
        let used: usize = notifications.iter().map(|notification| notification.states.len().max(1)).sum();
        let Some(used) = u32::try_from(used).ok().and_then(|used| NonZeroU32::new(used.min(LARGEST_CALL))) else {
            return Ok(());
        };
        let refused = |whose| move |retry_after| RpcError::OverQuota { whose, retry_after };
        check(&limiters.integrations, &integration, used).map_err(refused("integration"))?;
        check(&limiters.accounts, &account, used).map_err(refused("account"))
    }
}

fn limiter<K: Clone + Eq + std::hash::Hash>(rate: NonZeroU32) -> Limiter<K> {
    let burst = rate.saturating_mul(NonZeroU32::new(BURST).unwrap_or(NonZeroU32::MIN));
    let burst = burst.max(NonZeroU32::new(LARGEST_CALL).unwrap_or(NonZeroU32::MIN));
    RateLimiter::hashmap(Quota::per_second(rate).allow_burst(burst))
}

/// How long to wait, if it is too much now.
fn check<K: Clone + Eq + std::hash::Hash>(limiter: &Limiter<K>, key: &K, used: NonZeroU32) -> Result<(), Duration> {
    if limiter.len() > MOST_KEYS {
        limiter.retain_recent();
        limiter.shrink_to_fit();
    }
    match limiter.check_key_n(key, used) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(not_until)) => Err(not_until.wait_time_from(limiter.clock().now())),
        // More than may ever come at once; no call is as large.
        Err(_too_much) => Err(Duration::from_secs(1)),
    }
}

impl fmt::Debug for Quotas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Quotas")
    }
}
