//! What whoever holds an access token may do at present: read from the store, and kept for a moment, because every call
//! asks.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use uuid::Uuid;

use super::{
    caller::{Caller, Origin, Role, UnitScope},
    jwt::Grant,
};
use crate::{
    domain::instant::{Instant, Span},
    store::{Store, StoreError, sessions::LiveSession},
};

/// A lost role, an ended session or a revoked principal bites after this long at the latest. Streams ask every two
/// seconds, so they end within the five that are promised.
const KEPT: Span = Span::from_micros(2_500_000);

/// How many sessions are kept.
const CAPACITY: usize = 10_000;

/// The sessions asked for lately.
#[derive(Debug)]
pub(super) struct Standings {
    store: Store,
    kept: Mutex<HashMap<Uuid, Kept>>,
}

#[derive(Clone, Debug)]
struct Kept {
    session: Arc<LiveSession>,
    read_at: Instant,
}

impl Standings {
    pub(super) fn new(store: Store) -> Self {
        Self { store, kept: Mutex::default() }
    }

    /// Who holds a token that says this; nobody if its session has ended, or is somebody else's.
    pub(super) async fn caller(&self, grant: &Grant, origin: Origin) -> Result<Option<Caller>, StoreError> {
        let Some(session) = self.session(grant.session).await? else { return Ok(None) };
        let principal = &session.principal;
        if principal.id != grant.principal || principal.account != grant.account {
            return Ok(None);
        }
        let roles = Role::known(&principal.roles);
        Ok(Some(Caller {
            account: grant.account,
            principal: principal.id,
            name: principal.name.clone(),
            units: UnitScope::of(&roles, &principal.planning_units),
            roles,
            session: session.id,
            expires_at: grant.expires_at,
            origin,
        }))
    }

    /// Forgets a session that has ended, so that this process need not wait to see it.
    pub(super) fn forget(&self, session: Uuid) {
        self.kept.lock().remove(&session);
    }

    /// Forgets what a principal may do, which has changed.
    pub(super) fn forget_principal(&self, principal: Uuid) {
        self.kept.lock().retain(|_, kept| kept.session.principal.id != principal);
    }

    async fn session(&self, id: Uuid) -> Result<Option<Arc<LiveSession>>, StoreError> {
        let now = self.store.clock().now();
        let kept = self.kept.lock().get(&id).filter(|kept| kept.holds(now)).map(|kept| Arc::clone(&kept.session));
        if kept.is_some() {
            return Ok(kept);
        }
        let Some(session) = self.store.live_session(id).await?.map(Arc::new) else {
            self.forget(id);
            return Ok(None);
        };
        let mut kept = self.kept.lock();
        if kept.len() >= CAPACITY {
            kept.retain(|_, kept| kept.holds(now));
        }
        // A full map costs a query per call, not memory.
        if kept.len() < CAPACITY {
            kept.insert(id, Kept { session: Arc::clone(&session), read_at: now });
        }
        Ok(Some(session))
    }
}

impl Kept {
    fn holds(&self, now: Instant) -> bool {
        let age = now - self.read_at;
        // A clock that was set back must not keep anybody signed in.
        Span::ZERO <= age && age <= KEPT && now < self.session.expires_at
    }
}
