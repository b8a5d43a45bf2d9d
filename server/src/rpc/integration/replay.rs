//! `ReplayNotifications`: begins a replay, and tells how far it is.

use std::pin::Pin;

use kadans_proto::v1::{
    ReplayNotificationsRequest, ReplayNotificationsResponse, replay_notifications_request::Selection as Given,
};
use tokio::sync::watch;
use tokio_stream::Stream;
use tonic::Status;

use super::captured::count;
use crate::{
    auth::caller::Caller,
    capture::replay::{Progress, Replays, Wanted},
    domain::{ids::IntegrationId, instant::Instant},
    rpc::{error::RpcError, read::Reader},
    store::journal::Selection,
};

const MOST_IDS: usize = 500;
const MOST_CODES: usize = 50;
const LONGEST_CODE: usize = 100;

/// What the caller is sent.
pub(super) type ReplayStream = Pin<Box<dyn Stream<Item = Result<ReplayNotificationsResponse, Status>> + Send>>;

pub(super) async fn replay(
    replays: &Replays,
    caller: &Caller,
    request: ReplayNotificationsRequest,
) -> Result<ReplayStream, RpcError> {
    let mut reader = Reader::new();
    let integration: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let selection = read_selection(&mut reader, request.selection);
    let (integration, selection) = reader.finish_with(integration.zip(selection))?;
    let wanted = Wanted { integration, selection, rehearse: request.validate_only, by: caller.author() };
    let progress = replays.begin(wanted).await?;
    Ok(Box::pin(futures::stream::unfold(Some((progress, true)), next)))
}

/// The next message, and what is left to listen to.
async fn next(
    listening: Option<(watch::Receiver<Progress>, bool)>,
) -> Option<(Result<ReplayNotificationsResponse, Status>, Option<(watch::Receiver<Progress>, bool)>)> {
    let (mut progress, is_first) = listening?;
    if !is_first && progress.changed().await.is_err() {
        // The replay ended before its end; the log says why. What it did stays.
        return Some((Err(RpcError::Unavailable(None).into()), None));
    }
    let seen = progress.borrow_and_update().clone();
    let listening = (!seen.is_complete).then_some((progress, false));
    Some((Ok(render(seen)), listening))
}

fn read_selection(reader: &mut Reader, given: Option<Given>) -> Option<Selection> {
    match given {
        None => {
            reader.refuse("selection", "REQUIRED", "must say which notifications: quarantine, ids or received");
            None
        }
        Some(Given::Quarantine(quarantine)) => {
            if quarantine.reason_codes.len() > MOST_CODES {
                reader.refuse("quarantine.reason_codes", "TOO_MANY", format!("must be at most {MOST_CODES}"));
                return None;
            }
            let codes = quarantine.reason_codes.iter().enumerate();
            let codes =
                codes.map(|(at, code)| reader.text(&format!("quarantine.reason_codes[{at}]"), code, LONGEST_CODE));
            Some(Selection::Quarantine(codes.collect()))
        }
        Some(Given::Ids(given)) => {
            if given.ids.is_empty() || given.ids.len() > MOST_IDS {
                reader.refuse("ids.ids", "COUNT", format!("must be 1 to {MOST_IDS}"));
                return None;
            }
            // What was never given out as an id names nothing.
            Some(Selection::Ids(given.ids.iter().map(|id| id.parse().unwrap_or(-1)).collect()))
        }
        Some(Given::Received(window)) => {
            let from = reader.time("received.start_time", window.start_time);
            let until = match window.end_time {
                None => Some(Instant::MAX),
                given => reader.optional_time("received.end_time", given),
            };
            let (from, until) = from.zip(until)?;
            if until <= from {
                reader.refuse("received.end_time", "NOT_AFTER_START", "must be after start_time");
            }
            Some(Selection::Received(from, until))
        }
    }
}

fn render(progress: Progress) -> ReplayNotificationsResponse {
    ReplayNotificationsResponse {
        total_count: count(progress.total),
        done_count: count(progress.done),
        changed_count: count(progress.changed),
        unreadable_count: count(progress.unreadable),
        added_state_count: count(progress.added),
        superseded_state_count: count(progress.superseded),
        changed_person_names: progress.names,
        changed_person_count: count(progress.people),
        is_complete: progress.is_complete,
    }
}
