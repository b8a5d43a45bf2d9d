//! How much may be reported, by one integration and by all of an account.

use std::num::NonZeroU32;

use super::{sources::Sources, values};

/// States a second. Ten times as many may come at once after a quiet time, and never fewer than one request may bring.
/// Whoever sends more is told to wait; that others are not kept waiting by whoever sends much is for the journal's queue
/// to see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Most states a second of one integration.
    pub integration: NonZeroU32,
    /// Most states a second of all integrations of an account together.
    pub account: NonZeroU32,
}

impl Default for Quotas {
    /// More than the largest contact centres send, and more than a small machine stores: what runs wild is stopped,
    /// nothing else.
    fn default() -> Self {
        Self { integration: rate(100_000), account: rate(200_000) }
    }
}

impl Quotas {
    pub(super) fn read(sources: &mut Sources<'_>) -> Self {
        let default = Self::default();
        let count = |text: &str| values::count(text).map(|count| rate(u32::try_from(count).unwrap_or(u32::MAX)));
        Self {
            integration: sources.read("integration_quota", count, || default.integration),
            account: sources.read("account_quota", count, || default.account),
        }
    }
}

fn rate(states: u32) -> NonZeroU32 {
    NonZeroU32::new(states).unwrap_or(NonZeroU32::MIN)
}
