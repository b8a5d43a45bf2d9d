//! What the server counts and measures, for Prometheus. Each server has its own registry: several in one process do
//! not disturb each other.

use std::fmt;

use parking_lot::Mutex;
use prometheus_client::{encoding::text, registry::Registry};

/// Bounds of histograms of durations, in seconds: from a notification stored at once to a call that is given up.
pub const DURATION_BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The content type of [`Metrics::render`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics of one server. Every room registers its own.
pub struct Metrics(Mutex<Registry>);

impl Metrics {
    /// No metrics yet; all names will begin with `kadans_`.
    pub fn new() -> Self {
        Self(Mutex::new(Registry::with_prefix("kadans")))
    }

    /// Lets a room register its metrics. Labels must come from bounded sets and never name a person.
    pub fn register<M>(&self, register: impl FnOnce(&mut Registry) -> M) -> M {
        register(&mut self.0.lock())
    }

    /// All metrics as they are now, in the text format of `OpenMetrics`.
    pub fn render(&self) -> Result<String, fmt::Error> {
        let mut rendered = String::new();
        text::encode(&mut rendered, &self.0.lock())?;
        Ok(rendered)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}
