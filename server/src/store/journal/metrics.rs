//! What the journal measures.

use std::time::Duration;

use prometheus_client::{metrics::histogram::Histogram, registry::Registry};

use crate::metrics::DURATION_BOUNDS;

/// Sizes of batches, from an idle journal to one that is flooded.
const BATCH_BOUNDS: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

/// The batches of one journal. Clones count together.
#[derive(Clone, Debug)]
pub struct JournalMetrics {
    submissions: Histogram,
    commit: Histogram,
}

impl JournalMetrics {
    pub(super) fn new() -> Self {
        Self { submissions: Histogram::new(BATCH_BOUNDS), commit: Histogram::new(DURATION_BOUNDS) }
    }

    /// Registers the metrics.
    pub fn register(&self, registry: &mut Registry) {
        let help = "Submissions that share a commit";
        registry.register("journal_batch_submissions", help, self.submissions.clone());
        registry.register("journal_commit_seconds", "Seconds a commit takes", self.commit.clone());
    }

    pub(super) fn committed(&self, submissions: usize, after: Duration) {
        #[allow(clippy::cast_precision_loss, reason = "a batch holds far fewer than 2^52 submissions")]
        self.submissions.observe(submissions as f64);
        self.commit.observe(after.as_secs_f64());
    }
}
