//! The external users and statuses the writer knows, so that it asks the database only for new ones.

use std::{borrow::Cow, collections::HashMap};

use uuid::Uuid;

use crate::domain::{
    ids::{ExternalUserId, IntegrationId},
    instant::Instant,
};

/// How many names are kept before starting over: some 100 bytes each.
const CAPACITY: usize = 500_000;

/// What an integration calls an agent (without detail) or a status.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::store::journal) struct Name<'a> {
    pub(in crate::store::journal) integration: IntegrationId,
    pub(in crate::store::journal) text: Cow<'a, str>,
    pub(in crate::store::journal) detail: Cow<'a, str>,
}

impl<'a> Name<'a> {
    pub(in crate::store::journal) fn agent(integration: IntegrationId, agent: &'a str) -> Self {
        Self { integration, text: agent.into(), detail: "".into() }
    }

    pub(in crate::store::journal) fn status(integration: IntegrationId, status: &'a str, detail: &'a str) -> Self {
        Self { integration, text: status.into(), detail: detail.into() }
    }

    pub(in crate::store::journal) fn owned(integration: Uuid, text: String, detail: String) -> Name<'static> {
        Name { integration: IntegrationId::new(integration), text: text.into(), detail: detail.into() }
    }
}

/// A status that was seen.
#[derive(Clone, Copy, Debug)]
pub(in crate::store::journal) struct KnownStatus {
    pub(in crate::store::journal) id: Uuid,
    /// When it was last seen, as the database has it.
    pub(in crate::store::journal) last_seen_at: Instant,
}

/// Names with what they stand for. Only what is committed may be kept: what is rolled back has no id.
#[derive(Debug, Default)]
pub(in crate::store::journal) struct Known {
    users: HashMap<Name<'static>, ExternalUserId>,
    statuses: HashMap<Name<'static>, KnownStatus>,
}

impl Known {
    pub(in crate::store::journal) fn user<'a>(&'a self, name: &Name<'a>) -> Option<ExternalUserId> {
        let users: &HashMap<Name<'a>, _> = &self.users;
        users.get(name).copied()
    }

    pub(in crate::store::journal) fn status<'a>(&'a self, name: &Name<'a>) -> Option<KnownStatus> {
        let statuses: &HashMap<Name<'a>, _> = &self.statuses;
        statuses.get(name).copied()
    }

    pub(in crate::store::journal) fn add_user(&mut self, name: Name<'static>, id: ExternalUserId) {
        self.users.insert(name, id);
    }

    pub(in crate::store::journal) fn add_status(&mut self, name: Name<'static>, status: KnownStatus) {
        self.statuses.insert(name, status);
    }

    /// Takes over what a committed batch found out.
    pub(in crate::store::journal) fn learn(&mut self, learned: Self) {
        if self.users.len() + learned.users.len() > CAPACITY {
            self.users.clear();
        }
        if self.statuses.len() + learned.statuses.len() > CAPACITY {
            self.statuses.clear();
        }
        self.users.extend(learned.users);
        self.statuses.extend(learned.statuses);
    }
}
