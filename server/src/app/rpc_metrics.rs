//! What is counted and measured of calls.

use std::{collections::HashSet, sync::Arc, time::Instant};

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use tonic::Code;

use super::methods;
use crate::metrics::DURATION_BOUNDS;

/// The label of calls that are none of ours, such as reflection.
const OTHER: &str = "other";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByMethod {
    method: Arc<str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByCode {
    method: Arc<str>,
    code: String,
}

/// Rate, errors and duration of each method. Clones count together.
#[derive(Clone, Debug)]
pub struct RpcMetrics {
    methods: Arc<HashSet<String>>,
    calls: Family<ByCode, Counter>,
    under_way: Family<ByMethod, Gauge>,
    duration: Family<ByMethod, Histogram, fn() -> Histogram>,
}

impl RpcMetrics {
    /// Registers the metrics.
    pub fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            methods: Arc::new(methods::all()),
            calls: Family::default(),
            under_way: Family::default(),
            duration: Family::new_with_constructor(|| Histogram::new(DURATION_BOUNDS)),
        };
        registry.register("rpc_calls", "Calls that ended, by method and gRPC code", metrics.calls.clone());
        registry.register("rpc_under_way", "Calls under way, streams included", metrics.under_way.clone());
        let help = "Seconds from the headers of a call to the end of its answer";
        registry.register("rpc_duration_seconds", help, metrics.duration.clone());
        metrics
    }

    /// A call to `path` begins.
    pub(super) fn begin(&self, path: &str) -> Call {
        let known = self.methods.get(path).and_then(|path| path.strip_prefix('/'));
        let method = Arc::<str>::from(known.unwrap_or(OTHER));
        self.under_way.get_or_create(&ByMethod { method: Arc::clone(&method) }).inc();
        Call { metrics: self.clone(), method, begin: Instant::now(), code: None }
    }
}

/// A call under way. It is counted when this is dropped.
#[derive(Debug)]
pub(super) struct Call {
    metrics: RpcMetrics,
    method: Arc<str>,
    begin: Instant,
    code: Option<Code>,
}

impl Call {
    /// The call ended with this code.
    pub(super) fn ended(&mut self, code: Code) {
        self.code = Some(code);
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let method = Arc::clone(&self.method);
        // An answer that was not sent to its end: the caller went away.
        let code = format!("{:?}", self.code.unwrap_or(Code::Cancelled));
        let by_method = ByMethod { method: Arc::clone(&method) };
        self.metrics.under_way.get_or_create(&by_method).dec();
        self.metrics.duration.get_or_create(&by_method).observe(self.begin.elapsed().as_secs_f64());
        self.metrics.calls.get_or_create(&ByCode { method, code }).inc();
    }
}
