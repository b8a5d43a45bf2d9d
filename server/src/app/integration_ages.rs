//! How long ago each integration was last heard of, for Prometheus.

use std::{fmt, sync::Arc, time::Duration};

use parking_lot::Mutex;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _},
    metrics::{MetricType, gauge::ConstGauge},
    registry::Registry,
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    domain::{ids::IntegrationId, instant::Instant},
    store::Store,
};

/// How often the store is asked.
const ASK_EVERY: Duration = Duration::from_secs(5);
/// How many integrations have a label, the oldest first: the set has to be bounded.
pub(super) const LABELS: u64 = 500;

const NAME: &str = "integration_newest_state_age_seconds";
const HELP: &str = "Seconds since the newest state of each integration, for the first 500 that are not deleted";

/// Registers the metric, and follows the store until `draining`. What other servers on the same database received is
/// in it too.
pub(super) fn watch(registry: &mut Registry, store: Store, clock: Clock, draining: CancellationToken) {
    let newest = Arc::new(Mutex::new(Vec::new()));
    registry.register_collector(Box::new(Ages { newest: Arc::clone(&newest), clock }));
    tokio::spawn(draining.run_until_cancelled_owned(async move {
        let mut ticks = interval(ASK_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            // While the store does not answer, the ages grow.
            if let Ok(found) = store.newest_signs(LABELS).await {
                *newest.lock() = found;
            }
        }
    }));
}

/// The newest signs of life, and the clock by which they get old.
struct Ages {
    newest: Arc<Mutex<Vec<(IntegrationId, Instant)>>>,
    clock: Clock,
}

impl Collector for Ages {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let newest = self.newest.lock().clone();
        let mut metric = encoder.encode_descriptor(NAME, HELP, None, MetricType::Gauge)?;
        let now = self.clock.now();
        for (integration, at) in newest {
            let age = Duration::from_micros(u64::try_from(now.micros() - at.micros()).unwrap_or(0));
            let labels = [("integration", integration.to_string())];
            ConstGauge::new(age.as_secs_f64()).encode(metric.encode_family(&labels)?)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Ages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ages")
    }
}
