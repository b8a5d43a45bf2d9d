//! One batch in one transaction, step by step.

use std::collections::BTreeSet;

use sea_orm::DatabaseTransaction;

use super::{
    events::Events,
    integrations,
    names::Known,
    resolve::{Ids, resolve},
    rows::Rows,
};
use crate::store::{
    Commit, StoreError,
    changes::next_log_numbers,
    journal::{Outcome, queue::Request},
};

/// What a batch came to, true once its transaction is committed.
pub(super) struct Written {
    /// By request, notification and state.
    pub(super) outcomes: Vec<Vec<Vec<Outcome>>>,
    /// What to tell the listeners.
    pub(super) commits: Vec<Commit>,
    /// The names that were new.
    pub(super) learned: Known,
}

/// Writes a batch. The log numbers come first: they hold the accounts' locks, so that nobody else stores a state of
/// these accounts between the look for duplicates and the commit.
pub(super) async fn write(
    transaction: &DatabaseTransaction,
    known: &Known,
    requests: &[Request],
) -> Result<Written, StoreError> {
    let submissions: Vec<_> = requests.iter().map(|request| &request.submission).collect();
    let accounts: BTreeSet<_> = submissions.iter().map(|submission| submission.account).collect();
    let log_numbers = next_log_numbers(transaction, &accounts).await?;
    integrations::touch(transaction, &submissions).await?;
    let learned = resolve(transaction, known, &submissions).await?;
    let ids = Ids { known, learned: &learned };
    let events = Events::load(transaction, ids, &submissions).await?;
    let mut rows = Rows::new(&log_numbers, ids, events);
    let outcomes = submissions.iter().map(|submission| rows.add(submission)).collect::<Result<Vec<_>, _>>()?;
    let commits = rows.store(transaction).await?;
    Ok(Written { outcomes, commits, learned })
}
