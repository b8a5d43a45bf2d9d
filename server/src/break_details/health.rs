//! How web services have been doing, kept in memory: each server tells what it saw itself since it started.

use std::{collections::HashMap, sync::Arc};

use parking_lot::RwLock;

use super::Failure;
use crate::domain::{ids::IntegrationId, instant::Instant};

/// Whether a web service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It answered the last question.
    Answering,
    /// It failed the last question.
    Failing,
    /// It failed so often that it is not asked for a while.
    Suspended,
}

/// How a web service has been doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether it answers.
    pub state: State,
    /// Since when it has been in this state.
    pub since: Instant,
    /// What the last failure was, and when; none since the server started or the settings changed.
    pub last_failure: Option<(Failure, Instant)>,
}

/// How the web services of all integrations have been doing. Cheap to clone; clones share what they know.
#[derive(Clone, Debug, Default)]
pub struct BreakDetailsHealth(Arc<RwLock<HashMap<IntegrationId, Health>>>);

impl BreakDetailsHealth {
    /// How the web service of an integration has been doing; none if it was not asked since this server started, or
    /// since its settings changed.
    pub fn of(&self, integration: IntegrationId) -> Option<Health> {
        self.0.read().get(&integration).copied()
    }

    /// Notes what became of a question, at `now`.
    pub(super) fn note(
        &self,
        integration: IntegrationId,
        outcome: Result<(), Failure>,
        is_suspended: bool,
        now: Instant,
    ) {
        let state = match outcome {
            _ if is_suspended => State::Suspended,
            Ok(()) => State::Answering,
            Err(_) => State::Failing,
        };
        let mut all = self.0.write();
        let health = all.entry(integration).or_insert(Health { state, since: now, last_failure: None });
        if health.state != state {
            (health.state, health.since) = (state, now);
        }
        if let Err(failure) = outcome {
            health.last_failure = Some((failure, now));
        }
    }

    /// Forgets an integration: its settings changed, or it has none any more.
    pub(super) fn forget(&self, integration: IntegrationId) {
        self.0.write().remove(&integration);
    }
}
