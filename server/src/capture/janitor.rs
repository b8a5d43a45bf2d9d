//! Deletes raw text when it was kept for long enough, in the background.

use tokio_util::sync::CancellationToken;

use crate::{clock::Clock, domain::instant::Span, store::Store};

/// How often to look. The shortest retention is an hour.
const LOOK_EVERY: Span = Span::from_minutes(10);

/// Looks at once and then again and again, until `stopping`.
pub async fn run(store: Store, clock: Clock, stopping: CancellationToken) {
    let work = async {
        loop {
            match store.delete_old_raw().await {
                Ok(0) => {}
                Ok(deleted) => tracing::info!(deleted, "deleted the raw text of notifications that were kept for long"),
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "old raw text can't be deleted now");
                }
            }
            clock.sleep_until(clock.now() + LOOK_EVERY).await;
        }
    };
    // What is being deleted meanwhile is a small transaction in a task of its own.
    stopping.run_until_cancelled(work).await;
}
