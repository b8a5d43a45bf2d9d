//! Lists what was changed in the account.

use kadans_proto::v1::{AuditChange, AuditEvent, ListAuditEventsRequest, ListAuditEventsResponse};
use uuid::Uuid;

use crate::{
    auth::caller::Caller,
    domain::instant::Instant,
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
    },
    store::{
        Store,
        audit::{self, AuditFilter, FieldChange},
    },
};

const LONGEST_SEARCH: usize = 200;

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListAuditEventsRequest,
) -> Result<ListAuditEventsResponse, RpcError> {
    let mut reader = Reader::new();
    let filter = AuditFilter {
        start: reader.optional_time("start_time", request.start_time),
        end: reader.optional_time("end_time", request.end_time),
        actor: reader.optional_id("actor_id", &request.actor_id),
        subject: reader.optional_id("subject_id", &request.subject_id),
        search: reader.optional_text("search", &request.search, LONGEST_SEARCH),
    };
    if let (Some(start), Some(end)) = (filter.start, filter.end)
        && end <= start
    {
        reader.refuse("end_time", "NOT_AFTER_START", "must be after start_time");
    }
    let list = pages.list("ListAuditEvents", caller.account, &bound(&filter));
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = store.audit_events(caller.account, &filter, &page).await?;
    Ok(ListAuditEventsResponse {
        audit_events: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

/// What page tokens are bound to.
fn bound(filter: &AuditFilter) -> (Option<i64>, Option<i64>, Option<Uuid>, Option<Uuid>, &str) {
    let AuditFilter { start, end, actor, subject, search } = filter;
    (start.map(Instant::micros), end.map(Instant::micros), *actor, *subject, search)
}

fn render(event: audit::AuditEvent) -> AuditEvent {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let change = |FieldChange { field, before, after }| AuditChange { field, before, after };
    AuditEvent {
        id: event.id.to_string(),
        create_time: Some(timestamp(event.at)),
        actor_id: id(event.actor),
        actor_name: event.actor_name,
        action: event.action,
        subject_kind: event.subject_kind,
        subject_id: id(event.subject),
        subject_name: event.subject_name,
        changes: event.changes.into_iter().map(change).collect(),
        address: event.address.map(|address| address.to_string()).unwrap_or_default(),
        request_id: event.request_id,
    }
}
