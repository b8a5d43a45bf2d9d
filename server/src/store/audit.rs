//! The audit record: who changed what, when and from where, written in the transaction that makes the change.

mod list;

use std::net::IpAddr;

use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Numbered, StoreError, entity::audit_event, new_id};
use crate::domain::{ids::AccountId, instant::Instant};

pub use list::{AuditEvent, AuditFilter};

/// A bulk operation records each of so many things by itself; of more, only how many they were.
pub(crate) const RECORDED_EACH: usize = 50;

/// Who makes a change, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The account that is changed.
    pub account: AccountId,
    /// The person or program; none: the command line.
    pub principal: Option<Uuid>,
    /// Their name at this time.
    pub name: String,
    /// The address the change is made from; none if it does not come over the network.
    pub address: Option<IpAddr>,
    /// Id of the request, as it stands in the logs; empty if there is none.
    pub request_id: String,
}

impl Author {
    /// The person or program as rows name their author; the nil id for the command line.
    pub(crate) fn id(&self) -> Uuid {
        self.principal.unwrap_or_default()
    }

    /// Whoever operates the server, at its command line.
    pub fn operator(account: AccountId) -> Self {
        Self { account, principal: None, name: "kadans".to_owned(), address: None, request_id: String::new() }
    }
}

/// One field that changed, as people read it. Secrets are never in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its name as the services call it, e.g. `time_zone`.
    pub field: String,
    /// What it was; empty if it was not there.
    pub before: String,
    /// What it is; empty if it is not there any more.
    pub after: String,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    action: &'static str,
    subject: Option<Uuid>,
    subject_name: String,
    changes: Vec<FieldChange>,
}

impl Deed {
    /// Something done, named as `<kind of subject>.<what>`, e.g. `integration.create`.
    pub(crate) fn new(action: &'static str) -> Self {
        Self { action, subject: None, subject_name: String::new(), changes: Vec::new() }
    }

    /// What it was done to, with its name as people know it.
    pub(crate) fn to(mut self, subject: Uuid, name: impl Into<String>) -> Self {
        self.subject = Some(subject);
        self.subject_name = name.into();
        self
    }

    /// Whether a field of it is said to have changed.
    pub(crate) fn changes_anything(&self) -> bool {
        !self.changes.is_empty()
    }

    /// A field of it; one that stayed the same is left out.
    #[allow(clippy::needless_pass_by_value, reason = "a count, a name, a reference to either: callers read better")]
    pub(crate) fn field(mut self, field: &str, before: impl ToString, after: impl ToString) -> Self {
        let (before, after) = (before.to_string(), after.to_string());
        if before != after {
            self.changes.push(FieldChange { field: field.to_owned(), before, after });
        }
        self
    }
}

/// Records a deed. It is on record if and only if the transaction is committed.
pub(crate) async fn record(
    transaction: &impl ConnectionTrait,
    now: Instant,
    author: &Author,
    deed: Deed,
) -> Result<(), StoreError> {
    let kind = deed.action.split('.').next().unwrap_or_default();
    let row = audit_event::Model {
        id: new_id(now),
        account_id: author.account.uuid(),
        created_at: now.micros(),
        actor_id: author.principal,
        actor_name: author.name.clone(),
        action: deed.action.to_owned(),
        subject_kind: kind.to_owned(),
        subject_id: deed.subject,
        subject_name: deed.subject_name,
        changes: serde_json::json!(deed.changes).to_string(),
        address: author.address.map(|address| address.to_string()),
        request_id: Some(author.request_id.clone()).filter(|id| !id.is_empty()),
    };
    audit_event::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
    Ok(())
}

impl Numbered<'_> {
    /// Records a deed with the change it makes.
    pub(crate) async fn record(&self, author: &Author, deed: Deed) -> Result<(), StoreError> {
        record(self.transaction, self.now, author, deed).await
    }
}
