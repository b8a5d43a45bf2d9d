//! Signs of life over HTTP, for whatever starts, stops and balances servers.

use axum::{Router, extract::State, routing::get};
use http::StatusCode;

use crate::health::Readiness;

pub(super) fn router(readiness: Readiness) -> Router {
    Router::new().route("/readyz", get(ready)).with_state(readiness).route("/healthz", get(alive))
}

/// The process runs.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

async fn ready(State(readiness): State<Readiness>) -> (StatusCode, &'static str) {
    if readiness.is_ready() { (StatusCode::OK, "ready\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n") }
}
