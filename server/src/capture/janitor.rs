//! Deletes raw text when it was kept for long enough, and what is too much of it in quarantine, in the background.

use std::{collections::HashMap, sync::Arc};

use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    domain::{ids::IntegrationId, instant::Span},
    store::{Commit, Logged, Store, StoreError},
};

/// How often to look at everything. The shortest retention is an hour.
const LOOK_EVERY: Span = Span::from_minutes(10);

/// How often, at most, to look in between at the quarantine of those whose notifications can't be read.
const LOOK_AT_QUARANTINE_EVERY: Span = Span::from_minutes(1);

/// How many notifications of an integration are set aside before that is worth a look: a quarantine grows by 4 MiB, if
/// each is as large as it may be.
const WORTH_A_LOOK: usize = 64;

/// Looks at once and then again and again, until `stopping`.
pub async fn run(store: Store, clock: Clock, stopping: CancellationToken) {
    // What is being deleted meanwhile is a small transaction in a task of its own.
    stopping.run_until_cancelled(work(store, clock)).await;
}

async fn work(store: Store, clock: Clock) {
    let mut commits = store.subscribe();
    let mut set_aside = SetAside::default();
    let mut everything_at = clock.now();
    let mut quarantine_at = clock.now();
    loop {
        tokio::select! {
            () = clock.sleep_until(everything_at) => {
                set_aside = SetAside::default();
                note(store.delete_old_raw().await);
                everything_at = clock.now() + LOOK_EVERY;
                quarantine_at = clock.now() + LOOK_AT_QUARANTINE_EVERY;
            }
            () = clock.sleep_until(quarantine_at), if set_aside.is_worth_a_look() => {
                for integration in set_aside.take() {
                    note(store.delete_old_quarantine(integration).await);
                }
                quarantine_at = clock.now() + LOOK_AT_QUARANTINE_EVERY;
            }
            commit = commits.recv() => match commit {
                Ok(commit) => set_aside.count(&commit),
                // Whoever it was that sent so much.
                Err(RecvError::Lagged(_)) => everything_at = everything_at.min(quarantine_at),
                Err(RecvError::Closed) => return,
            },
        }
    }
}

fn note(deleted: Result<u64, StoreError>) {
    match deleted {
        Ok(0) => {}
        Ok(deleted) => tracing::info!(deleted, "deleted the raw text of notifications that were kept for long"),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "old raw text can't be deleted now");
        }
    }
}

/// How many notifications of each integration were set aside since its quarantine was looked at.
#[derive(Debug, Default)]
struct SetAside(HashMap<IntegrationId, usize>);

impl SetAside {
    fn count(&mut self, commit: &Arc<Commit>) {
        let Logged::States(batch) = &commit.logged else { return };
        for arrival in batch.arrivals.iter().filter(|arrival| arrival.set_aside > 0) {
            *self.0.entry(arrival.integration).or_default() += 1;
        }
    }

    fn is_worth_a_look(&self) -> bool {
        self.0.values().any(|count| *count >= WORTH_A_LOOK)
    }

    /// Those that are worth a look, which is taken now.
    fn take(&mut self) -> Vec<IntegrationId> {
        let worth: Vec<_> = self.0.iter().filter(|(_, count)| **count >= WORTH_A_LOOK).map(|(id, _)| *id).collect();
        self.0.retain(|_, count| *count < WORTH_A_LOOK);
        worth
    }
}
