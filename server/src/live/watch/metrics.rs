//! What is counted of watchers.

use prometheus_client::{
    metrics::{counter::Counter, gauge::Gauge},
    registry::Registry,
};

/// The watchers of all boards. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct WatchMetrics {
    watchers: Gauge,
    conflated: Counter,
}

impl WatchMetrics {
    /// Registers the metrics.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("watchers", "Watchers of adherence now", self.watchers.clone());
        let help = "Changes that a watcher was not sent one by one: a later one of the same person came first";
        registry.register("watch_conflated_changes", help, self.conflated.clone());
    }

    pub(super) fn sat_down(&self) {
        self.watchers.inc();
    }

    pub(super) fn left(&self) {
        self.watchers.dec();
    }

    pub(super) fn conflated(&self, changes: usize) {
        self.conflated.inc_by(u64::try_from(changes).unwrap_or(u64::MAX));
    }
}
