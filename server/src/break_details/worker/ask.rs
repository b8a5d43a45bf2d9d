//! One question, with its tries, and what becomes of the answer.

use std::{collections::HashSet, sync::Arc, time::Duration};

use super::super::{BreakDetails, Failure, line::Source, refinement::plain_break};
use crate::{
    domain::ids::{AccountId, ExternalUserId},
    store::Store,
};

/// How long to wait after each try that failed, before the next.
const WAITS: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(1)];

/// What to ask.
pub(super) struct Question {
    pub(super) store: Store,
    pub(super) account: AccountId,
    pub(super) user: ExternalUserId,
    pub(super) break_statuses: Arc<HashSet<String>>,
    pub(super) source: Source,
}

/// Asks, and appends the answer to the journal. Without an outcome, nobody was asked: the agent moved on, the type is
/// known, or the store does not answer.
pub(super) async fn ask(question: Question) -> Option<Result<(), Failure>> {
    let Question { store, account, user, break_statuses, source } = question;
    let found = plain_break(&store, account, user, &break_statuses).await;
    let plain = found.unwrap_or_else(|error| {
        tracing::warn!(%error, "a break can't be looked up: it stays plain");
        None
    })?;
    let answer = match &source {
        Ok(source) => patiently(&**source, &plain.login).await,
        Err(failure) => Err(*failure),
    };
    match answer {
        Ok(Some(detail)) => {
            if let Err(error) = plain.refine(&store, &detail).await {
                tracing::warn!(%error, "the type of a break can't be stored: it stays plain");
            }
            Some(Ok(()))
        }
        Ok(None) => Some(Ok(())),
        Err(failure) => Some(Err(failure)),
    }
}

/// Tries again where that may help.
async fn patiently(source: &dyn BreakDetails, login: &str) -> Result<Option<String>, Failure> {
    for wait in WAITS {
        match source.detail(login).await {
            Err(failure) if failure.may_pass() => tokio::time::sleep(wait).await,
            answer => return answer,
        }
    }
    source.detail(login).await
}
