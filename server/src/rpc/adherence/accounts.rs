//! What reporting states needs to know of an integration and its account, kept for a moment: reporting is the one
//! method that is called thousands of times a second.

use std::{collections::HashMap, fmt, sync::Arc};

use parking_lot::Mutex;

use super::Quotas;
use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::{Instant, Span},
    },
    rpc::error::RpcError,
    store::{Store, StoreError, accounts, integrations},
};

/// How long it is kept: so long may a changed retention or a deleted integration go unnoticed. States that a deleted
/// integration brings meanwhile change no figure.
const KEPT_FOR: Span = Span::from_secs(10);

/// More integrations than this are not kept at a time.
const MOST_KEPT: usize = 10_000;

/// Where integrations are at home. Cheap to clone; clones share what is kept.
#[derive(Clone)]
pub(in crate::rpc) struct Homes {
    store: Store,
    kept: Arc<Mutex<HashMap<(AccountId, IntegrationId), Home>>>,
    /// How much they may report.
    pub(super) quotas: Quotas,
}

#[derive(Clone, Copy)]
struct Home {
    oldest_kept: Instant,
    read_at: Instant,
}

impl Homes {
    /// Homes from which any amount may be reported.
    pub(in crate::rpc) fn new(store: Store) -> Self {
        Self { store, kept: Arc::default(), quotas: Quotas::UNLIMITED }
    }

    /// The same, with these quotas.
    #[must_use]
    pub(in crate::rpc) fn with_quotas(self, quotas: Quotas) -> Self {
        Self { quotas, ..self }
    }

    /// The instant from which on the integration's account keeps states. An integration that is deleted, another
    /// account's, or not there at all is not found.
    pub(super) async fn oldest_kept(
        &self,
        account: AccountId,
        integration: IntegrationId,
        now: Instant,
    ) -> Result<Instant, RpcError> {
        let known = self.kept.lock().get(&(account, integration)).copied();
        if let Some(home) = known.filter(|home| home.read_at <= now && now < home.read_at + KEPT_FOR) {
            return Ok(home.oldest_kept);
        }
        let home = self.read(account, integration, now).await?;
        let mut kept = self.kept.lock();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert((account, integration), home);
        Ok(home.oldest_kept)
    }

    async fn read(&self, account: AccountId, integration: IntegrationId, now: Instant) -> Result<Home, StoreError> {
        integrations::get(&self.store, account, integration).await?;
        let account = accounts::get(&self.store, account).await?;
        Ok(Home { oldest_kept: account.oldest_kept(now)?, read_at: now })
    }
}

impl fmt::Debug for Homes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Homes")
    }
}
