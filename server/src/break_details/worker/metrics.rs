//! What is counted of questions to web services.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};

use super::super::Failure;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByOutcome {
    outcome: &'static str,
}

/// Counts questions by what became of them. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct BreakDetailsMetrics {
    questions: Family<ByOutcome, Counter>,
}

impl BreakDetailsMetrics {
    /// Registers the metrics.
    pub fn register(registry: &mut Registry) -> Self {
        let metrics = Self::default();
        // A rate of what never happened is nought, rather than unknown.
        for outcome in ["answered", "failed", "not_needed", "given_up"] {
            drop(metrics.questions.get_or_create(&ByOutcome { outcome }));
        }
        let help = "Questions to web services for the type of a break, by what became of them";
        registry.register("break_detail_questions", help, metrics.questions.clone());
        metrics
    }

    /// A question was given up, because too many wait.
    pub(super) fn given_up(&self) {
        self.count("given_up");
    }

    /// A question ended.
    pub(super) fn ended(&self, outcome: Option<Result<(), Failure>>) {
        self.count(match outcome {
            Some(Ok(())) => "answered",
            Some(Err(_)) => "failed",
            None => "not_needed",
        });
    }

    fn count(&self, outcome: &'static str) {
        self.questions.get_or_create(&ByOutcome { outcome }).inc();
    }
}
