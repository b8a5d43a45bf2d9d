//! The writer: one batch after the other, each in one transaction.

mod batch;
mod blame;
mod events;
mod integrations;
mod names;
mod resolve;
mod rows;
mod signs;
mod sql;

use std::{sync::Arc, time::Instant};

use sea_orm::DbErr;
use tracing::{Instrument as _, Span};

pub(super) use self::{
    events::Events,
    names::Known,
    resolve::{Ids, resolve},
    rows::{StateRow, count, written},
    signs::Signs,
    sql::{Inserts, step, with_values},
};
use super::{
    Outcome,
    metrics::JournalMetrics,
    queue::{Request, Requests},
};
use crate::store::{StoreError, begin, changes::Announcer, connect::Pools};

/// Stores what is requested until the queue is closed and empty.
pub(super) async fn run(mut requests: Requests, pools: Arc<Pools>, announcer: Announcer, metrics: JournalMetrics) {
    let mut writer = Writer { pools, announcer, known: Known::default(), metrics };
    while let Some(batch) = requests.next_batch().await {
        writer.store(batch).await;
    }
}

struct Writer {
    pools: Arc<Pools>,
    announcer: Announcer,
    known: Known,
    metrics: JournalMetrics,
}

impl Writer {
    /// Stores a batch and answers each request. If one of them may be to blame for a failure the batch is halved until
    /// that one stands alone; the order stays.
    async fn store(&mut self, batch: Vec<Request>) {
        let mut parts = vec![batch];
        while let Some(mut part) = parts.pop() {
            match self.commit(&part).instrument(span(&part)).await {
                Ok(outcomes) => {
                    for (request, outcomes) in part.into_iter().zip(outcomes) {
                        request.answer(Ok(outcomes));
                    }
                }
                Err(error) if blame::may_be_of_one(&error) => {
                    if part.len() > 1 {
                        parts.push(part.split_off(part.len() / 2));
                        parts.push(part);
                    } else if let Some(request) = part.pop() {
                        request.answer(Err(error));
                    }
                }
                Err(error) => {
                    // The database failed: it would fail for the other parts as well, and slowly.
                    parts.push(part);
                    fail_all(parts.drain(..).flatten(), error);
                }
            }
        }
    }

    async fn commit(&mut self, part: &[Request]) -> Result<Vec<Vec<Vec<Outcome>>>, StoreError> {
        let started = Instant::now();
        let transaction = begin(&self.pools.writer).await?;
        let written = match batch::write(&transaction, &self.known, part).await {
            Ok(written) => written,
            Err(error) => {
                // If this fails too the connection is lost, and the transaction with it; the first error says more.
                let _ = transaction.rollback().await;
                return Err(error);
            }
        };
        self.announcer.commit(transaction, written.commits).await?;
        self.known.learn(written.learned);
        self.metrics.committed(part.len(), started.elapsed());
        Ok(written.outcomes)
    }
}

/// What a commit is traced as: it belongs to the first request, and follows from the others.
fn span(part: &[Request]) -> Span {
    let Some((first, others)) = part.split_first() else { return Span::none() };
    let span = tracing::info_span!(parent: &first.span, "commit", submissions = part.len());
    for other in others {
        span.follows_from(&other.span);
    }
    span
}

fn fail_all(requests: impl Iterator<Item = Request>, error: StoreError) {
    let cause = match error {
        StoreError::Unavailable(cause) => cause,
        error => DbErr::Custom(error.to_string()),
    };
    for request in requests {
        request.answer(Err(StoreError::Unavailable(cause.clone())));
    }
}
