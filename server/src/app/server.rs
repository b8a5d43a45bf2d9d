//! A server that runs: its two ports, and how it stops.

use std::{fmt, io, net::SocketAddr, path::PathBuf, sync::Arc};

use futures::future::{BoxFuture, join_all};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tower::BoxError;

use super::{
    App, AppParts, Context, Listeners, Services, assemble,
    ports::{LAST_WORK, Ports, Service},
};
use crate::{
    clock::Clock,
    config::{Config, PublicUrl},
    health::{Probe, Readiness},
    listener::ConnectionMetrics,
    metrics::Metrics,
    store::{Store, StoreError},
};

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
    /// The way to the upstream can't be prepared.
    #[error("the upstream can't be used")]
    Upstream(#[source] tonic::transport::Error),
    /// A listener has no address.
    #[error("a listener has no address")]
    Listener(#[source] io::Error),
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
        let addr = listeners.main_addr()?;
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
        let service = Service {
            public: app.public,
            admin: app.admin,
            tls: config.tls.clone(),
            limits: config.limits.clone(),
            metrics: metrics.register(ConnectionMetrics::register),
            draining,
        };
        let ports = Ports::serve(listeners, service)?;
        Ok(RunningServer { ports, public_url, first_admin_links, on_stopped })
    }
}

/// A server that serves until it is stopped. Dropped, it stops too, but nobody waits for it.
pub struct RunningServer {
    ports: Ports,
    public_url: PublicUrl,
    first_admin_links: Vec<String>,
    on_stopped: Vec<BoxFuture<'static, ()>>,
}

impl RunningServer {
    /// The address of the main port.
    pub const fn addr(&self) -> SocketAddr {
        self.ports.addr
    }

    /// The address of the port of the metrics.
    pub const fn admin_addr(&self) -> SocketAddr {
        self.ports.admin_addr
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
        let work = async {
            if timeout(LAST_WORK, join_all(self.on_stopped)).await.is_err() {
                tracing::warn!("not everything in the background came to its end");
            }
        };
        self.ports.stop(work).await
    }
}

impl fmt::Debug for RunningServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningServer").field("addr", &self.addr()).finish_non_exhaustive()
    }
}
