//! Shows what was captured: notifications, and what is in quarantine.

use kadans_proto::v1::{
    self, CaptureOutcome, GetNotificationRequest, GetNotificationResponse, ListNotificationsRequest,
    ListNotificationsResponse, ListQuarantineRequest, ListQuarantineResponse,
};
use prost::Message as _;
use serde::Serialize;

use super::captured::{self, Detail};
use crate::{
    auth::caller::Caller,
    capture::reading::as_stored,
    domain::ids::IntegrationId,
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, duration, timestamp},
    },
    store::{
        Store, integrations,
        journal::{
            CaptureFilter, Reading,
            retention::{QUARANTINE_BYTES, QUARANTINE_RETENTION},
        },
        page::Page,
    },
};

const DEFAULT_SIZE: i32 = 50;
const LARGEST_SIZE: i32 = 100;
const LONGEST_CODE: usize = 100;
const LONGEST_AGENT: usize = 200;

/// A page ends early rather than grow beyond this.
const LARGEST_PAGE: usize = 2 * 1024 * 1024;

/// What a page token is good for.
#[derive(Serialize)]
struct Filter<'a> {
    integration: Option<IntegrationId>,
    outcomes: &'a [i32],
    reason: &'a str,
    agent: &'a str,
    window: [Option<i64>; 2],
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListNotificationsRequest,
) -> Result<ListNotificationsResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let from = reader.optional_time("start_time", request.start_time);
    let until = reader.optional_time("end_time", request.end_time);
    let reason = reader.optional_text("reason_code", &request.reason_code, LONGEST_CODE);
    if request.agent.chars().count() > LONGEST_AGENT {
        reader.refuse("agent", "TOO_LONG", format!("must have at most {LONGEST_AGENT} characters"));
    }
    let readings = read_outcomes(&mut reader, &request.outcomes);
    let filter = Filter {
        integration: id,
        outcomes: &request.outcomes,
        reason: &reason,
        agent: &request.agent,
        window: [from, until].map(|at| at.map(crate::domain::instant::Instant::micros)),
    };
    let list = pages.list("ListNotifications", caller.account, &filter);
    let size = if request.page_size == 0 { DEFAULT_SIZE } else { request.page_size.min(LARGEST_SIZE) };
    let page: Page<i64> = list.read(&mut reader, size, &request.page_token);
    let id = reader.finish_with(id)?;
    let integration = integrations::get(store, caller.account, id).await?;
    let filter = CaptureFilter {
        readings,
        reason: Some(reason).filter(|reason| !reason.is_empty()),
        agent: Some(request.agent).filter(|agent| !agent.is_empty()),
        from,
        until,
    };
    let found = store.journal().captured(caller.account, id, &filter, page.after, page.limit()).await?;
    let rows = page.cut(found, |notification| notification.id);
    let reads = as_stored(store, caller.account, &integration, &rows.rows).await?;
    let (mut notifications, mut next, mut size) = (Vec::new(), rows.next, 0);
    let mut last = None;
    for stored in rows.rows {
        let (id, read) = (stored.id, reads.get(&stored.id));
        let shown = captured::notification(stored, read, Detail::InList);
        size += shown.encoded_len();
        if size > LARGEST_PAGE && last.is_some() {
            next = last;
            break;
        }
        notifications.push(shown);
        last = Some(id);
    }
    Ok(ListNotificationsResponse { notifications, next_page_token: list.token(next.as_ref()) })
}

pub(super) async fn get(
    store: &Store,
    caller: &Caller,
    request: GetNotificationRequest,
) -> Result<GetNotificationResponse, RpcError> {
    let mut reader = Reader::new();
    let integration: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    if request.id.is_empty() {
        reader.refuse("id", "REQUIRED", "must be an id");
    }
    let integration = reader.finish_with(integration)?;
    let integration = integrations::get(store, caller.account, integration).await?;
    // What was never given out as an id can't be there.
    let id: i64 = request.id.parse().map_err(|_| RpcError::NotFound)?;
    let stored = store.journal().notification(caller.account, id).await?;
    if stored.integration != integration.id {
        return Err(RpcError::NotFound);
    }
    let reads = as_stored(store, caller.account, &integration, std::slice::from_ref(&stored)).await?;
    let read = reads.get(&stored.id);
    Ok(GetNotificationResponse { notification: Some(captured::notification(stored, read, Detail::Whole)) })
}

pub(super) async fn quarantine(
    store: &Store,
    caller: &Caller,
    request: ListQuarantineRequest,
) -> Result<ListQuarantineResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let id = reader.finish_with(id)?;
    integrations::get(store, caller.account, id).await?;
    let found = store.journal().quarantine(caller.account, id).await?;
    let groups = found.groups.into_iter().map(|group| v1::QuarantineGroup {
        code: group.code,
        message: group.message,
        notification_count: captured::count(group.notifications),
        oldest_time: Some(timestamp(group.oldest)),
        newest_time: Some(timestamp(group.newest)),
    });
    Ok(ListQuarantineResponse {
        groups: groups.collect(),
        notification_count: captured::count(found.notifications),
        byte_count: found.bytes,
        retention: Some(duration(QUARANTINE_RETENTION)),
        max_byte_count: QUARANTINE_BYTES,
    })
}

fn read_outcomes(reader: &mut Reader, outcomes: &[i32]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (place, outcome) in outcomes.iter().enumerate() {
        match CaptureOutcome::try_from(*outcome) {
            Ok(CaptureOutcome::Accepted) => readings.push(Reading::Accepted),
            Ok(CaptureOutcome::Partly) => readings.push(Reading::Partly),
            Ok(CaptureOutcome::Quarantined) => readings.push(Reading::Quarantined),
            Ok(CaptureOutcome::Unspecified) | Err(_) => {
                reader.refuse(format!("outcomes[{place}]"), "UNKNOWN", "must be accepted, partly or quarantined");
            }
        }
    }
    readings
}
