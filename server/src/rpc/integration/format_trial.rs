//! Tries formats on what was captured: proposes one, and shows what another would read. Changes nothing.

use kadans_proto::v1::{
    FieldCandidate, NotificationFormat, NotificationPreview, PreviewNotificationFormatRequest,
    PreviewNotificationFormatResponse, ProposeNotificationFormatRequest, ProposeNotificationFormatResponse,
};
use prost::Message as _;

use super::{captured, format};
use crate::{
    auth::caller::Caller,
    capture::reading::{Read, raw, read, reader},
    domain::ids::IntegrationId,
    odigo::propose::{self, Sample},
    rpc::{
        error::RpcError,
        read::{Reader, timestamp},
    },
    store::{
        Store, accounts, integrations,
        journal::{Reading, StoredNotification},
        notification_formats,
    },
};

/// How many of the newest notifications a format is tried on.
const NEWEST: u64 = 200;

/// How many characters of a notification a preview shows.
const EXCERPT: usize = 500;

/// How large all previews together may get before each is shortened to its share.
const LARGEST_RESPONSE: usize = 2_500_000;
const SHARE: usize = 5_000;

pub(super) async fn propose(
    store: &Store,
    caller: &Caller,
    request: ProposeNotificationFormatRequest,
) -> Result<ProposeNotificationFormatResponse, RpcError> {
    let mut request_reader = Reader::new();
    let id: Option<IntegrationId> = request_reader.id("integration_id", &request.integration_id);
    let id = request_reader.finish_with(id)?;
    let integration = integrations::get(store, caller.account, id).await?;
    let present = notification_formats::parse(&integration.format)?;
    let captured = store.journal().newest_raw(caller.account, id, NEWEST).await?;
    let (zone, etag) = (integration.zone, integration.format_etag);
    let proposal = working(move || {
        let samples: Vec<Sample<'_>> =
            captured.iter().map(|stored| Sample { raw: raw(stored), received: stored.received_at }).collect();
        let zone = jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC);
        (propose::propose(&present, &zone, &samples), samples.len())
    });
    let (proposal, notifications) = proposal.await?;
    let candidates = proposal.candidates.into_iter().map(|candidate| FieldCandidate {
        field: format::render_field(candidate.field).into(),
        path: candidate.path,
        sample_values: candidate.samples,
        notification_count: captured::count(candidate.notifications as u64),
        proposed: candidate.proposed,
    });
    Ok(ProposeNotificationFormatResponse {
        // With the version it is meant to replace.
        format: Some(NotificationFormat { etag, ..format::render(&proposal.format) }),
        candidates: candidates.collect(),
        notification_count: captured::count(notifications as u64),
    })
}

pub(super) async fn preview(
    store: &Store,
    caller: &Caller,
    request: PreviewNotificationFormatRequest,
) -> Result<PreviewNotificationFormatResponse, RpcError> {
    let mut request_reader = Reader::new();
    let id: Option<IntegrationId> = request_reader.id("integration_id", &request.integration_id);
    let other = format::read(&mut request_reader, request.format);
    let (id, other) = request_reader.finish_with(id.zip(other))?;
    let integration = integrations::get(store, caller.account, id).await?;
    let account = accounts::get(store, caller.account).await?;
    let present = reader(notification_formats::parse(&integration.format)?, &integration.zone)?;
    let other = reader(other, &integration.zone)?;
    let captured = store.journal().newest_raw(caller.account, id, NEWEST).await?;
    let tried = working(move || {
        let try_both = |stored: StoredNotification| {
            let (before, after) = (read(&present, &stored), read(&other, &stored));
            (stored, before, after)
        };
        captured.into_iter().map(try_both).collect::<Vec<_>>()
    });
    let mut response = PreviewNotificationFormatResponse::default();
    for (stored, before, after) in tried.await? {
        let is_changed = says(&before) != says(&after);
        let whole = |read: &Read| read.outcome() == Reading::Accepted;
        response.changed_count += i32::from(is_changed);
        response.newly_readable_count += i32::from(!whole(&before) && whole(&after));
        response.newly_unreadable_count += i32::from(whole(&before) && !whole(&after));
        let oldest_kept = account.oldest_kept(stored.received_at)?;
        response.previews.push(NotificationPreview {
            id: stored.id.to_string(),
            received_time: Some(timestamp(stored.received_at)),
            excerpt: captured::excerpt(&stored, EXCERPT),
            before: Some(captured::reading(before, stored.received_at, oldest_kept)),
            after: Some(captured::reading(after, stored.received_at, oldest_kept)),
            is_changed,
        });
    }
    if response.encoded_len() > LARGEST_RESPONSE {
        for preview in &mut response.previews {
            preview.before.iter_mut().chain(&mut preview.after).for_each(|one| captured::shorten(one, SHARE));
        }
    }
    Ok(response)
}

/// What a reading says, whatever the places where it was found.
fn says(read: &Read) -> impl PartialEq + use<> {
    let states = read.states.iter().map(|state| {
        let (item, new) = crate::capture::reading::new_state(state);
        (item, new.agent, new.status, new.detail, new.sent_at, new.event_id, new.flags)
    });
    (states.collect::<Vec<_>>(), read.unreadable.clone())
}

/// Does work that keeps a thread busy, away from the threads that answer calls.
async fn working<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, RpcError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| RpcError::Internal(Box::new(error)))
}
