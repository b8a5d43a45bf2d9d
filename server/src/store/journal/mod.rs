//! The journal: what arrived is appended here and acknowledged once it is on disk. Everything else follows from it.
//!
//! One task per process writes: it takes what waits, stores it in one transaction, and only then answers each caller
//! and tells the listeners. While a commit waits for the disk the next batch gathers by itself, so that a busy
//! journal makes few large commits and an idle one answers at once.

mod metrics;
mod queue;
mod read;
mod replay;
pub mod retention;
mod stored;
mod submission;
mod write;

use std::sync::Arc;

use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

use super::{StoreError, changes::Announcer, connect::Pools};
use crate::domain::instant::Instant;
pub use metrics::JournalMetrics;
use queue::Queue;
pub use read::{CaptureFilter, CountedPart, Quarantine, QuarantineGroup, Run, SetAside, last_place};
pub(in crate::store) use replay::has_reason;
pub use replay::{Batch, Replayed, Rereading, Run as ReplayRun, Selection};
pub use stored::{Arrival, NotedState, Reading, StoredBatch, StoredNotification, StoredSnapshot, StoredState};
pub use submission::{NewNotification, NewState, Outcome, Submission, Unreadable};

/// The method of a notification that nobody sent: it has what a web service said about a state that was stored before.
/// It has the receipt of that state, so it is no sign of life of the telephone system.
pub const FROM_WEB_SERVICE: &str = "WEB_SERVICE";

/// How many bits of a row's id are its position within the log number.
const POSITION_BITS: u32 = 16;

/// How many notifications and states together one log number has room for.
const POSITIONS: usize = 1 << POSITION_BITS;

/// The minute an instant lies in, counted from 1970: signs of life are kept by it.
fn minute_of(at: Instant) -> i64 {
    at.floor_secs().div_euclid(60)
}

/// Appends to the journal and reads it. Cheap to clone; clones share one writer.
#[derive(Clone, Debug)]
pub struct Journal {
    pools: Arc<Pools>,
    queue: Queue,
    writer: TaskTracker,
    metrics: JournalMetrics,
}

/// Stands for a submission that is in the queue.
#[derive(Debug)]
pub struct Receipt(oneshot::Receiver<Result<Vec<Vec<Outcome>>, StoreError>>);

impl Receipt {
    /// Waits until the submission is on disk: what became of it, as [`Journal::append`] says.
    pub async fn stored(self) -> Result<Vec<Vec<Outcome>>, StoreError> {
        // The writer answers everything it takes, unless the runtime is torn down under it.
        self.0.await.unwrap_or(Err(StoreError::Closed))
    }
}

impl Journal {
    /// Starts the writer. It ends when it is [closed](Self::close) or the last clone is gone.
    pub(super) fn start(pools: Arc<Pools>, announcer: Announcer) -> Self {
        let (queue, requests) = queue::new();
        let writer = TaskTracker::new();
        let metrics = JournalMetrics::new();
        writer.spawn(write::run(requests, Arc::clone(&pools), announcer, metrics.clone()));
        writer.close();
        Self { pools, queue, writer, metrics }
    }

    /// What the journal measures, to be registered.
    pub fn metrics(&self) -> &JournalMetrics {
        &self.metrics
    }

    /// Stores a submission, all of it or nothing, and returns once it is on disk: for each notification, what became
    /// of each of its states.
    ///
    /// A caller that goes away while it waits changes nothing: the submission is stored all the same.
    ///
    /// Fails with [`StoreError::Unavailable`] if the database does, or if the queue stays full for seconds: trying
    /// again is safe, since states with an event id are told apart and others repeat harmlessly.
    pub async fn append(&self, submission: Submission) -> Result<Vec<Vec<Outcome>>, StoreError> {
        self.submit(submission).await?.stored().await
    }

    /// Puts a submission into the queue, as soon as there is room: what is submitted one after the other is stored in
    /// that order. Fails as [`append`](Self::append) does.
    pub async fn submit(&self, submission: Submission) -> Result<Receipt, StoreError> {
        let (answer, outcomes) = oneshot::channel();
        if submission.notifications.is_empty() {
            // The receiving end is right here.
            let _ = answer.send(Ok(Vec::new()));
        } else {
            self.queue.send(submission, answer).await?;
        }
        Ok(Receipt(outcomes))
    }

    /// Takes nothing more, and returns once everything that waits is stored and answered.
    pub async fn close(&self) {
        self.queue.close();
        self.writer.wait().await;
    }
}
