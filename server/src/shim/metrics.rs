//! What the shim counts and measures.

use std::time::Duration;

use http::StatusCode;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};

use crate::metrics::DURATION_BOUNDS;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    code: u16,
}

/// The answers of a shim. Clones count together.
#[derive(Clone, Debug)]
pub struct ShimMetrics {
    answers: Family<Labels, Counter>,
    duration: Histogram,
}

impl ShimMetrics {
    /// Registers the metrics.
    pub fn register(registry: &mut Registry) -> Self {
        let metrics = Self { answers: Family::default(), duration: Histogram::new(DURATION_BOUNDS) };
        registry.register(
            "shim_answers",
            "Answers to notifications, and to what is pushed, by HTTP status",
            metrics.answers.clone(),
        );
        let help = "Seconds from a notification's headers to its answer";
        registry.register("shim_duration_seconds", help, metrics.duration.clone());
        metrics
    }

    pub(super) fn answered(&self, status: StatusCode, after: Duration) {
        self.answers.get_or_create(&Labels { code: status.as_u16() }).inc();
        self.duration.observe(after.as_secs_f64());
    }
}
