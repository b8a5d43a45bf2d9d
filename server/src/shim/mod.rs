//! The shim: takes Odigo's notifications over plain HTTP, and what other telephone systems push, and reports them as
//! states over gRPC.
//!
//! It holds a gRPC client and nothing else, so that it can stand alone in front of the server. What it answers is a
//! promise: a 2xx means that the notification is on disk.

mod answer;
mod batch;
mod lanes;
mod metrics;
mod notification;
mod push;
mod receive;
#[cfg(test)]
pub(crate) mod tests;
mod tokens;
mod upstream;

use std::{sync::Arc, time::Duration};

pub use answer::Answer;
use axum::{
    Router,
    routing::{MethodFilter, on, post},
};
pub use lanes::LaneLimits;
use lanes::Lanes;
pub use metrics::ShimMetrics;
use tokens::Tokens;
pub use upstream::Upstream;

use crate::clock::Clock;

/// Most bytes of a notification's body.
pub const MAX_BODY: usize = 64 * 1024;

/// What the shim is made of.
#[derive(Debug)]
pub struct ShimParts {
    /// Where states are reported.
    pub upstream: Upstream,
    /// Whether a token has the right form and checksum; it is asked before anything else is.
    pub is_well_formed: fn(&str) -> bool,
    /// Whether an API key has; likewise.
    pub is_api_key: fn(&str) -> bool,
    /// Says when a notification was received.
    pub clock: Clock,
    /// How long a body may take.
    pub body_limit: Duration,
    /// How much may wait for the upstream.
    pub lane_limits: LaneLimits,
    /// What the shim counts.
    pub metrics: ShimMetrics,
}

/// The shim. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Shim(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    tokens: Tokens,
    lanes: Lanes,
    is_well_formed: fn(&str) -> bool,
    is_api_key: fn(&str) -> bool,
    clock: Clock,
    body_limit: Duration,
    metrics: ShimMetrics,
}

impl Shim {
    /// Puts the shim together.
    pub fn new(parts: ShimParts) -> Self {
        let ShimParts { upstream, is_well_formed, is_api_key, clock, body_limit, lane_limits, metrics } = parts;
        let tokens = Tokens::new(upstream.clone());
        let lanes = Lanes::new(upstream, lane_limits);
        Self(Arc::new(Inner { tokens, lanes, is_well_formed, is_api_key, clock, body_limit, metrics }))
    }

    /// The push API, and everything below `/notify`, with no word of which tokens there are for those who have none.
    pub fn router(self) -> Router {
        // GET takes HEAD with it.
        let methods = MethodFilter::GET.or(MethodFilter::POST).or(MethodFilter::PUT);
        Router::new()
            .route("/notify", on(methods, receive::receive))
            .route("/notify/", on(methods, receive::receive))
            .route("/notify/{*path}", on(methods, receive::receive))
            .route(push::PATH, post(push::receive))
            .with_state(self)
    }
}
