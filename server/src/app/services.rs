//! The services of a server, whatever they are.

use std::{convert::Infallible, fmt, sync::Arc};

use axum::response::IntoResponse;
use futures::future::BoxFuture;
use http::Request;
use tokio_util::sync::CancellationToken;
use tonic::{
    body::Body,
    server::NamedService,
    service::{Routes, RoutesBuilder},
};
use tower::Service;

use crate::{
    clock::Clock,
    config::{Config, PublicUrl},
    metrics::Metrics,
    store::Store,
};

/// What the services are made from.
#[derive(Clone, Debug)]
pub struct Context {
    /// The settings.
    pub config: Arc<Config>,
    /// The database.
    pub store: Store,
    /// Tells the time.
    pub clock: Clock,
    /// How the world reaches the server.
    pub public_url: PublicUrl,
    /// Where rooms register their metrics.
    pub metrics: Arc<Metrics>,
    /// Cancelled when the server stops: streams end then.
    pub draining: CancellationToken,
}

/// The services of a server, and what goes with them.
pub struct Services {
    routes: RoutesBuilder,
    pub(super) names: Vec<&'static str>,
    pub(super) is_url_token: fn(&str) -> bool,
    pub(super) is_api_key: fn(&str) -> bool,
    pub(super) first_admin_links: Vec<String>,
    pub(super) on_stopped: Vec<BoxFuture<'static, ()>>,
}

impl Services {
    /// No services yet; `is_url_token` says whether a text has the form and the checksum of a URL token.
    pub fn new(is_url_token: fn(&str) -> bool) -> Self {
        Self {
            routes: RoutesBuilder::default(),
            names: Vec::new(),
            is_url_token,
            is_api_key: |_| false,
            first_admin_links: Vec::new(),
            on_stopped: Vec::new(),
        }
    }

    /// Takes what is pushed with API keys; `is_api_key` says whether a text has the form and the checksum of one.
    #[must_use]
    pub fn with_api_keys(mut self, is_api_key: fn(&str) -> bool) -> Self {
        self.is_api_key = is_api_key;
        self
    }

    /// Adds a service. It must refuse messages beyond [`MAX_MESSAGE`](super::MAX_MESSAGE).
    #[must_use]
    pub fn with<S>(mut self, service: S) -> Self
    where
        S: Service<Request<Body>, Error = Infallible> + NamedService + Clone + Send + Sync + 'static,
        S::Response: IntoResponse,
        S::Future: Send + 'static,
    {
        self.routes.add_service(service);
        self.names.push(S::NAME);
        self
    }

    /// Links to show at the start, by which the first people of a new server get in.
    #[must_use]
    pub fn with_first_admin_links(mut self, links: impl IntoIterator<Item = String>) -> Self {
        self.first_admin_links.extend(links);
        self
    }

    /// Work to do when no request is under way any more, such as ending background tasks.
    #[must_use]
    pub fn on_stopped(mut self, work: impl Future<Output = ()> + Send + 'static) -> Self {
        self.on_stopped.push(Box::pin(work));
        self
    }

    pub(super) fn routes(&self) -> Routes {
        self.routes.clone().routes()
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").field("names", &self.names).finish_non_exhaustive()
    }
}
