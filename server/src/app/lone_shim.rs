//! A shim that stands alone: notifications and probes on one port, everything else on another machine.

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use http::{HeaderValue, StatusCode, header};
use tokio_util::sync::CancellationToken;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};

use super::{
    Listeners, StartError, admin, panics,
    ports::{Ports, Service},
    probes, trace,
};
use crate::{
    auth::url_token::{TokenKind, UrlToken},
    clock::Clock,
    config::{ShimConfig, UpstreamAddress},
    health::{Probe, Readiness},
    listener::ConnectionMetrics,
    metrics::Metrics,
    shim::{LaneLimits, Shim, ShimMetrics, ShimParts, Upstream},
};

/// How long a connection to the upstream may take. What waits for it is answered then, and the next one tries anew.
const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// After how long a silence the upstream is asked for a sign of life, and how long it has for it: a connection that a
/// firewall forgot must not swallow notifications.
const KEEP_ALIVE: (Duration, Duration) = (Duration::from_secs(10), Duration::from_secs(5));

/// Starts shims that stand alone.
#[derive(Clone, Copy, Debug)]
pub struct LoneShim;

impl LoneShim {
    /// Serves on ports that are bound already. The upstream need not be there yet.
    pub async fn start(config: ShimConfig, clock: Clock, listeners: Listeners) -> Result<RunningShim, StartError> {
        let ShimConfig { front, upstream } = config;
        let channel = channel(&upstream).map_err(StartError::Upstream)?;
        let metrics = Arc::new(Metrics::new());
        let shim = Shim::new(ShimParts {
            upstream: Upstream::new(channel.clone()),
            is_well_formed: |token| UrlToken::is_well_formed(TokenKind::NotificationUrl, token),
            is_api_key: |key| UrlToken::is_well_formed(TokenKind::ApiKey, key),
            clock,
            body_limit: front.limits.body,
            lane_limits: LaneLimits::default(),
            metrics: metrics.register(ShimMetrics::register),
        });
        let draining = CancellationToken::new();
        let readiness = Readiness::watch(Probe::of_upstream(channel), draining.clone()).await;
        let public = Router::new()
            .merge(shim.router())
            .merge(probes::router(readiness))
            .fallback(async || (StatusCode::NOT_FOUND, "Not found.\n"))
            .layer(CatchPanicLayer::custom(panics::answer))
            .layer(SetResponseHeaderLayer::if_not_present(
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ));
        let service = Service {
            public: trace::traced(public, front.trusted_proxies),
            admin: admin::router(Arc::clone(&metrics)),
            tls: front.tls,
            limits: front.limits,
            metrics: metrics.register(ConnectionMetrics::register),
            draining,
        };
        Ok(RunningShim(Ports::serve(listeners, service)?))
    }
}

/// A connection that is made when it is needed, and made anew when it is lost.
fn channel(upstream: &UpstreamAddress) -> Result<Channel, tonic::transport::Error> {
    let (interval, limit) = KEEP_ALIVE;
    let mut endpoint = Endpoint::new(upstream.url.clone())?
        .connect_timeout(CONNECT_LIMIT)
        .http2_keep_alive_interval(interval)
        .keep_alive_timeout(limit)
        .keep_alive_while_idle(true)
        .tcp_nodelay(true);
    if upstream.url.starts_with("https:") {
        let tls = match &upstream.authority {
            Some(authority) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(authority)),
            None => ClientTlsConfig::new().with_webpki_roots(),
        };
        endpoint = endpoint.tls_config(tls)?;
    }
    Ok(endpoint.connect_lazy())
}

/// A shim that serves until it is stopped. Dropped, it stops too, but nobody waits for it.
pub struct RunningShim(Ports);

impl RunningShim {
    /// The address of the main port.
    pub const fn addr(&self) -> SocketAddr {
        self.0.addr
    }

    /// The address of the port of the metrics.
    pub const fn admin_addr(&self) -> SocketAddr {
        self.0.admin_addr
    }

    /// Stops: accepts nothing more, lets what is under way end for as long as the limits allow, then cuts it off.
    /// Returns how many connections were cut off.
    pub async fn stop(self) -> usize {
        self.0.stop(std::future::ready(())).await
    }
}

impl fmt::Debug for RunningShim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningShim").field("addr", &self.addr()).finish_non_exhaustive()
    }
}
