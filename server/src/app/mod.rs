//! Puts the rooms together: one router of gRPC, gRPC-web, shim, probes and web client, and the server around it.

mod admin;
mod admission;
mod assemble;
mod integration_ages;
mod integration_health;
mod lone_shim;
mod methods;
mod observe;
mod panics;
mod ports;
mod probes;
mod rpc;
mod rpc_metrics;
mod server;
mod services;
#[cfg(test)]
mod tests;
mod trace;

use std::{sync::Arc, time::Duration};

pub use assemble::master_key;
use axum::{Router, extract::Request, response::Response};
pub use lone_shim::{LoneShim, RunningShim};
pub use panics::log_panics;
pub use ports::Listeners;
pub use rpc_metrics::RpcMetrics;
pub use server::{RunningServer, Server, StartError};
pub use services::{Context, Services};
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    client_address::TrustedProxies,
    clock::Clock,
    config::PublicUrl,
    health::Readiness,
    metrics::Metrics,
    shim::{LaneLimits, Shim, ShimMetrics, ShimParts, Upstream},
    web,
};

/// Most bytes of one message of a call, in either direction. Each service has to be told so.
pub const MAX_MESSAGE: usize = 4 * 1024 * 1024;

/// What the routers are made of.
#[derive(Debug)]
pub struct AppParts {
    /// The services, and what goes with them.
    pub services: Services,
    /// Tells the time.
    pub clock: Clock,
    /// Whether the server can serve.
    pub readiness: Readiness,
    /// Where the rooms register their metrics.
    pub metrics: Arc<Metrics>,
    /// How the world reaches the server.
    pub public_url: PublicUrl,
    /// Whose word about the client's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// How long a notification's body may take.
    pub body_limit: Duration,
}

/// Everything the server answers.
#[derive(Debug)]
pub struct App {
    /// For the main port.
    pub public: Router,
    /// For the port of the metrics.
    pub admin: Router,
}

impl App {
    /// Puts the routers together.
    pub fn build(parts: AppParts) -> Self {
        let AppParts { services, clock, readiness, metrics, public_url, trusted_proxies, body_limit } = parts;
        let routes = services.routes();
        let shim = Shim::new(ShimParts {
            upstream: Upstream::new(routes.clone().prepare()),
            is_well_formed: services.is_url_token,
            is_api_key: services.is_api_key,
            clock,
            body_limit,
            lane_limits: LaneLimits::default(),
            metrics: metrics.register(ShimMetrics::register),
        });
        let calls =
            rpc::router(routes, &services.names, &readiness, metrics.register(RpcMetrics::register), public_url);
        let public = Router::new()
            .merge(calls)
            .merge(shim.router())
            .merge(probes::router(readiness))
            .fallback_service(web::router().layer(axum::middleware::from_fn(rpc::refuse_unknown_calls)))
            .layer(CatchPanicLayer::custom(panics::answer));
        Self { public: trace::traced(web::secured(public), trusted_proxies), admin: admin::router(metrics) }
    }

    /// The answer to one request on the main port, without a connection.
    pub async fn answer(&self, request: Request) -> Response {
        let Ok(response) = self.public.clone().oneshot(request).await;
        response
    }
}
