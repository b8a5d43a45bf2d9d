//! Stores notifications with the states read from them. The answer is the promise that they are on disk.

mod items;
mod notifications;
mod quotas;
mod snapshot;
pub(in crate::rpc) mod stream;

use kadans_proto::v1::{
    AgentStateOutcome, AgentStateResult, NotificationOutcome, ReportAgentStatesRequest, ReportAgentStatesResponse,
};

use super::Homes;
use crate::{
    auth::caller::StateSource,
    domain::ids::{AccountId, IntegrationId},
    rpc::{error::RpcError, read::Reader},
    store::{
        Store,
        journal::{Outcome, Receipt, Submission},
    },
};
use notifications::Sorted;
pub(in crate::rpc) use quotas::Quotas;
pub(crate) use quotas::Rates;

const LONGEST_ETAG: usize = 200;

pub(in crate::rpc) async fn report_agent_states(
    store: &Store,
    homes: &Homes,
    source: &StateSource,
    request: ReportAgentStatesRequest,
) -> Result<ReportAgentStatesResponse, RpcError> {
    let queued = queue(store, homes, source, request).await?;
    Ok(ReportAgentStatesResponse { notifications: queued.stored().await? })
}

/// A request that was read and waits to be stored.
#[derive(Debug)]
struct Queued {
    receipt: Receipt,
    /// What became of the given states of each notification.
    sorted: Vec<Vec<Sorted>>,
    /// How many items of each notification were set aside.
    set_aside: Vec<usize>,
}

/// Reads a request, and puts what is in it into the journal's queue.
async fn queue(
    store: &Store,
    homes: &Homes,
    source: &StateSource,
    request: ReportAgentStatesRequest,
) -> Result<Queued, RpcError> {
    let now = store.clock().now();
    let mut reader = Reader::new();
    let (account, integration) = whose(&mut reader, source, &request.integration_id);
    let format_etag = reader.optional_text("format_etag", &request.format_etag, LONGEST_ETAG);
    notifications::check_size(&mut reader, &request);
    let read = notifications::read(&mut reader, request.notifications, now);
    let integration = reader.finish_with(integration)?;
    let oldest_kept = homes.oldest_kept(account, integration, now).await?;
    let (notifications, sorted): (Vec<_>, Vec<_>) =
        read.into_iter().map(|read| (read.notification, read.states)).unzip();
    homes.quotas.take(account, integration, &notifications)?;
    let set_aside = notifications.iter().map(|notification| notification.unreadable.len()).collect();
    let submission = Submission { account, integration, format_etag, oldest_kept, notifications };
    let receipt = store.journal().submit(submission).await?;
    Ok(Queued { receipt, sorted, set_aside })
}

impl Queued {
    /// Waits until it is on disk: what became of each notification.
    async fn stored(self) -> Result<Vec<NotificationOutcome>, RpcError> {
        let outcomes = self.receipt.stored().await?;
        let notifications = self.sorted.into_iter().zip(outcomes).zip(self.set_aside);
        let notifications = notifications.map(|((sorted, outcomes), set_aside)| NotificationOutcome {
            states: answer(sorted, outcomes),
            quarantined_count: i32::try_from(set_aside).unwrap_or(i32::MAX),
        });
        Ok(notifications.collect())
    }
}

/// The account, and the integration the states come from.
fn whose(reader: &mut Reader, source: &StateSource, given: &str) -> (AccountId, Option<IntegrationId>) {
    match source {
        StateSource::Program(caller) => (caller.account, reader.id("integration_id", given)),
        StateSource::UrlToken(reporter) => {
            if !given.is_empty() && given.parse().ok() != Some(reporter.integration) {
                let description = "must be empty or the integration of the URL token";
                reader.refuse("integration_id", "NOT_OF_THIS_TOKEN", description);
            }
            (reporter.account, Some(reporter.integration))
        }
    }
}

/// An outcome for each given state, in order: the journal answers for those it was handed.
fn answer(sorted: Vec<Sorted>, stored: Vec<Outcome>) -> Vec<AgentStateOutcome> {
    let mut stored = stored.into_iter();
    let outcomes = sorted.into_iter().filter_map(|sorted| {
        let (result, message) = match sorted {
            Sorted::Refused(message) => (AgentStateResult::Refused, message),
            Sorted::Kept { rows } => {
                let mut is_new = false;
                for _ in 0..rows {
                    is_new |= stored.next()? == Outcome::Accepted;
                }
                let result = if is_new { AgentStateResult::Accepted } else { AgentStateResult::Duplicate };
                (result, String::new())
            }
        };
        Some(AgentStateOutcome { result: result.into(), message })
    });
    outcomes.collect()
}
