//! The two ports of whatever serves: one for everything, one for the metrics.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::StartError;
use crate::{
    config::{Config, Limits, Tls},
    listener::{self, ConnectionMetrics},
};

/// How long the work at the end may take, after the last request.
pub(super) const LAST_WORK: Duration = Duration::from_secs(1);
/// Connections to the port of the metrics.
const ADMIN_CONNECTIONS: usize = 100;

/// The two ports, bound.
#[derive(Debug)]
pub struct Listeners {
    /// For everything.
    pub main: TcpListener,
    /// For the metrics.
    pub admin: TcpListener,
}

impl Listeners {
    /// Binds the addresses of the settings.
    pub async fn bind(config: &Config) -> Result<Self, StartError> {
        Self::bind_to(config.listen, config.admin_listen).await
    }

    /// Binds two addresses.
    pub async fn bind_to(main: SocketAddr, admin: SocketAddr) -> Result<Self, StartError> {
        Ok(Self { main: bind(main).await?, admin: bind(admin).await? })
    }

    /// Where the main port is.
    pub(super) fn main_addr(&self) -> Result<SocketAddr, StartError> {
        self.main.local_addr().map_err(StartError::Listener)
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|cause| StartError::Bind { address, cause })
}

/// What the two ports serve, and how.
pub(super) struct Service {
    pub(super) public: Router,
    pub(super) admin: Router,
    pub(super) tls: Option<Tls>,
    pub(super) limits: Limits,
    pub(super) metrics: ConnectionMetrics,
    /// Cancelled when the main port is to take nothing more.
    pub(super) draining: CancellationToken,
}

/// The two ports, served until they are stopped.
pub(super) struct Ports {
    pub(super) addr: SocketAddr,
    pub(super) admin_addr: SocketAddr,
    main: JoinHandle<usize>,
    admin: JoinHandle<usize>,
    draining: DropGuard,
    admin_draining: DropGuard,
}

impl Ports {
    pub(super) fn serve(listeners: Listeners, service: Service) -> Result<Self, StartError> {
        let Service { public, admin, tls, limits, metrics, draining } = service;
        let address_of = |listener: &TcpListener| listener.local_addr().map_err(StartError::Listener);
        let (addr, admin_addr) = (address_of(&listeners.main)?, address_of(&listeners.admin)?);
        let admin_draining = CancellationToken::new();
        let admin_limits = Limits { connections: ADMIN_CONNECTIONS, drain: LAST_WORK, ..limits.clone() };
        let uncounted = ConnectionMetrics::default();
        let admin = listener::serve(listeners.admin, None, admin, admin_limits, uncounted, admin_draining.clone());
        let main = listener::serve(listeners.main, tls, public, limits, metrics, draining.clone());
        Ok(Self {
            addr,
            admin_addr,
            main: tokio::spawn(main),
            admin: tokio::spawn(admin),
            draining: draining.drop_guard(),
            admin_draining: admin_draining.drop_guard(),
        })
    }

    /// Accepts nothing more, lets what is under way end for as long as the limits allow, then cuts it off; then does
    /// `last`. Metrics stand until the end. Returns how many connections were cut off.
    pub(super) async fn stop(self, last: impl Future<Output = ()>) -> usize {
        drop(self.draining);
        let cut_off = self.main.await.unwrap_or_default();
        last.await;
        drop(self.admin_draining);
        self.admin.abort();
        cut_off
    }
}
