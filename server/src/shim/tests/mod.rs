mod batching;
mod reporting;
pub(crate) mod services;
mod table;

use std::{sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use http::{HeaderMap, Method, StatusCode, request};
use http_body_util::BodyExt as _;
use services::Memory;
use tower::ServiceExt as _;

use super::{LaneLimits, Shim, ShimMetrics, ShimParts, Upstream};
use crate::{clock::Clock, domain::instant::Instant, metrics::Metrics};

/// A shim in front of services in memory.
#[derive(Clone)]
pub(super) struct World {
    shim: Router,
    pub(super) memory: Arc<Memory>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with(LaneLimits::default())
    }

    fn with(lane_limits: LaneLimits) -> Self {
        let memory = Memory::new();
        let shim = Shim::new(ShimParts {
            upstream: Upstream::new(memory.routes()),
            is_well_formed: services::is_well_formed,
            is_api_key: |key| key.starts_with("kpk_"),
            clock: Clock::manual(Instant::from_secs(1_750_000_000)),
            body_limit: Duration::from_secs(10),
            lane_limits,
            metrics: Metrics::new().register(ShimMetrics::register),
        });
        Self { shim: shim.router(), memory }
    }

    pub(super) async fn send(&self, request: request::Builder, body: impl Into<Body>) -> Answer {
        let request: Request = request.body(body.into()).unwrap();
        let (parts, body) = self.shim.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8(body.into()).unwrap() }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    async fn post(&self, body: impl Into<Body>) -> Answer {
        self.send(Request::post("/notify/odg_valid"), body).await
    }

    /// The status for one state of an agent.
    async fn status_for(&self, agent: &str) -> u16 {
        self.post(format!("agentId={agent}&state=READY")).await.status.as_u16()
    }
}

fn request(method: Method, path: &str) -> request::Builder {
    Request::builder().method(method).uri(path)
}
