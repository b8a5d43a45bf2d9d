//! Reading the audit record. It only ever grows: nothing changes or deletes what stands in it.

use std::net::IpAddr;

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait as _},
};
use uuid::Uuid;

use super::FieldChange;
use crate::{
    domain::{ids::AccountId, instant::Instant},
    store::{
        Store, StoreError,
        entity::audit_event,
        page::{NewestKey, Page, Rows},
        text,
    },
};

/// Which events to list; what is none or empty limits nothing.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only events at or after this.
    pub start: Option<Instant>,
    /// Only events before this.
    pub end: Option<Instant>,
    /// Only what this person or program did.
    pub actor: Option<Uuid>,
    /// Only what was done to this.
    pub subject: Option<Uuid>,
    /// Looked for in the names of actor and subject, and in the action.
    pub search: String,
}

/// A change somebody made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who; none: the command line.
    pub actor: Option<Uuid>,
    /// Their name at that time.
    pub actor_name: String,
    /// What was done, as `<kind>.<what>`.
    pub action: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// Its id, if it has one.
    pub subject: Option<Uuid>,
    /// Its name at that time.
    pub subject_name: String,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// The address it was done from; none if it did not come over the network.
    pub address: Option<IpAddr>,
    /// Id of the request; empty if there is none.
    pub request_id: String,
}

impl Store {
    /// A page of what was changed in the account, the newest first.
    pub async fn audit_events(
        &self,
        account: AccountId,
        filter: &AuditFilter,
        page: &Page<NewestKey>,
    ) -> Result<Rows<AuditEvent, NewestKey>, StoreError> {
        let mut query = narrowed(account, filter);
        if let Some(after) = &page.after {
            let row = [audit_event::Column::CreatedAt, audit_event::Column::Id].map(column);
            query = query.filter(Expr::tuple(row).lt(Expr::tuple([Expr::val(after.at), Expr::val(after.id)])));
        }
        let rows = query
            .order_by_desc(audit_event::Column::CreatedAt)
            .order_by_desc(audit_event::Column::Id)
            .limit(page.limit())
            .all(self.reader())
            .await?;
        let rows = page.cut(rows, |row| NewestKey { at: row.created_at, id: row.id });
        let events = rows.rows.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Rows { rows: events, next: rows.next })
    }
}

fn narrowed(account: AccountId, filter: &AuditFilter) -> sea_orm::Select<audit_event::Entity> {
    let mut query = audit_event::Entity::find().filter(audit_event::Column::AccountId.eq(account.uuid()));
    if let Some(start) = filter.start {
        query = query.filter(audit_event::Column::CreatedAt.gte(start.micros()));
    }
    if let Some(end) = filter.end {
        query = query.filter(audit_event::Column::CreatedAt.lt(end.micros()));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_event::Column::ActorId.eq(actor));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(audit_event::Column::SubjectId.eq(subject));
    }
    if !filter.search.is_empty() {
        let texts =
            [audit_event::Column::ActorName, audit_event::Column::Action, audit_event::Column::SubjectName].map(column);
        query = query.filter(text::contains(texts, &filter.search));
    }
    query
}

fn column(column: audit_event::Column) -> Expr {
    Expr::col((audit_event::Entity, column))
}

fn read(row: audit_event::Model) -> Result<AuditEvent, StoreError> {
    let changes = serde_json::from_str(&row.changes)
        .map_err(|_| StoreError::Corrupt { what: "list of changes", value: row.changes })?;
    let address = row.address.map(|address| {
        address.parse().map_err(|_| StoreError::Corrupt { what: "address of an audit event", value: address })
    });
    Ok(AuditEvent {
        id: row.id,
        at: Instant::from_micros(row.created_at),
        actor: row.actor_id,
        actor_name: row.actor_name,
        action: row.action,
        subject_kind: row.subject_kind,
        subject: row.subject_id,
        subject_name: row.subject_name,
        changes,
        address: address.transpose()?,
        request_id: row.request_id.unwrap_or_default(),
    })
}
