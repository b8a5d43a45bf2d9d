//! A server that runs: its two ports, and how it stops.

use std::{fmt, io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use futures::future::{BoxFuture, join_all};
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tokio_util::sync::{CancellationToken, DropGuard};
use tower::BoxError;

use super::{App, AppParts, Context, Services, assemble};
use crate::{
    clock::Clock,
    config::{Config, Limits, PublicUrl},
    health::{Probe, Readiness},
    listener::{self, ConnectionMetrics},
    metrics::Metrics,
    store::{Store, StoreError},
};

/// How long the work at the end may take, after the last request.
const LAST_WORK: Duration = Duration::from_secs(1);
/// Connections to the port of the metrics.
const ADMIN_CONNECTIONS: usize = 100;

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address can't be listened on.
    #[error("can't listen on {address}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The data directory can't be made.
    #[error("the data directory {path} can't be made")]
    DataDir {
        /// Where it should be.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The database can't be used.
    #[error("the database can't be opened")]
    Store(#[from] StoreError),
    /// The services can't be put together.
    #[error("the services can't be started")]
    Services(#[source] BoxError),
    /// A listener has no address.
    #[error("a listener has no address")]
    Listener(#[source] io::Error),
}

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
        Ok(Self { main: bind(config.listen).await?, admin: bind(config.admin_listen).await? })
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|cause| StartError::Bind { address, cause })
}

/// Starts servers.
#[derive(Clone, Copy, Debug)]
pub struct Server;

impl Server {
    /// Opens the database, puts the services together, and serves on ports that are bound already.
    pub async fn start(config: Config, clock: Clock, listeners: Listeners) -> Result<RunningServer, StartError> {
        Self::start_with(config, clock, listeners, assemble::assemble).await
    }

    /// As [`start`](Self::start), with services that `assemble` puts together.
    pub async fn start_with<F>(
        config: Config,
        clock: Clock,
        listeners: Listeners,
        assemble: impl FnOnce(Context) -> F,
    ) -> Result<RunningServer, StartError>
    where
        F: Future<Output = Result<Services, BoxError>>,
    {
        let (addr, admin_addr) = (address_of(&listeners.main)?, address_of(&listeners.admin)?);
        config.create_data_dir().map_err(|cause| StartError::DataDir { path: config.data_dir.clone(), cause })?;
        let store = Store::open(config.database.reveal(), clock.clone()).await?;
        let context = Context {
            public_url: config.public_url_at(addr),
            config: Arc::new(config),
            store,
            clock,
            metrics: Arc::new(Metrics::new()),
            draining: CancellationToken::new(),
        };
        let mut services = assemble(context.clone()).await.map_err(StartError::Services)?;
        let Context { config, store, clock, public_url, metrics, draining } = context;
        let on_stopped = std::mem::take(&mut services.on_stopped);
        let first_admin_links = std::mem::take(&mut services.first_admin_links);
        let app = App::build(AppParts {
            services,
            clock,
            readiness: Readiness::watch(Probe::of_store(store), draining.clone()).await,
            public_url: public_url.clone(),
            trusted_proxies: config.trusted_proxies.clone(),
            body_limit: config.limits.body,
            metrics: Arc::clone(&metrics),
        });
        let counted = metrics.register(ConnectionMetrics::register);
        let admin_draining = CancellationToken::new();
        let admin_limits = Limits { connections: ADMIN_CONNECTIONS, drain: LAST_WORK, ..config.limits.clone() };
        let admin = listener::serve(
            listeners.admin,
            app.admin,
            admin_limits,
            ConnectionMetrics::default(),
            admin_draining.clone(),
        );
        let main = listener::serve(listeners.main, app.public, config.limits.clone(), counted, draining.clone());
        Ok(RunningServer {
            addr,
            admin_addr,
            public_url,
            first_admin_links,
            main: tokio::spawn(main),
            admin: tokio::spawn(admin),
            draining: draining.drop_guard(),
            admin_draining: admin_draining.drop_guard(),
            on_stopped,
        })
    }
}

fn address_of(listener: &TcpListener) -> Result<SocketAddr, StartError> {
    listener.local_addr().map_err(StartError::Listener)
}

/// A server that serves until it is stopped. Dropped, it stops too, but nobody waits for it.
pub struct RunningServer {
    addr: SocketAddr,
    admin_addr: SocketAddr,
    public_url: PublicUrl,
    first_admin_links: Vec<String>,
    main: JoinHandle<usize>,
    admin: JoinHandle<usize>,
    draining: DropGuard,
    admin_draining: DropGuard,
    on_stopped: Vec<BoxFuture<'static, ()>>,
}

impl RunningServer {
    /// The address of the main port.
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address of the port of the metrics.
    pub const fn admin_addr(&self) -> SocketAddr {
        self.admin_addr
    }

    /// How the world reaches it.
    pub const fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// Links by which the first people of a new server get in; none if there are people.
    pub fn first_admin_links(&self) -> &[String] {
        &self.first_admin_links
    }

    /// Stops: accepts nothing more, lets what is under way end for as long as the limits allow, then cuts it off.
    /// Metrics stand until the end. Returns how many connections were cut off.
    pub async fn stop(self) -> usize {
        drop(self.draining);
        let cut_off = self.main.await.unwrap_or_default();
        if timeout(LAST_WORK, join_all(self.on_stopped)).await.is_err() {
            tracing::warn!("not everything in the background came to its end");
        }
        drop(self.admin_draining);
        self.admin.abort();
        cut_off
    }
}

impl fmt::Debug for RunningServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningServer").field("addr", &self.addr).finish_non_exhaustive()
    }
}
