//! One request to an address that a user chose, and to nothing else: https to the public Internet, the name resolved
//! once and the connection made to what was found, no redirects, no proxy, an answer of at most 64 KiB.

mod connect;
mod exchange;
mod resolve;

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;
pub use resolve::{Resolve, SystemResolver};
use tokio::time::timeout;
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring},
};
use url::Url;

use crate::odigo::web_service::Reach;

/// How long a request may take, from the name to the last byte of the answer.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How many bytes an answer may have.
pub const LARGEST_ANSWER: usize = 64 * 1024;

/// The way out. Cheap to clone.
#[derive(Clone)]
pub struct Network {
    reach: Reach,
    resolver: Arc<dyn Resolve>,
    tls: TlsConnector,
}

/// Nothing answered in time at an address that may be asked. Nobody is told more: it would map the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing answered in time at an address that may be asked")]
pub struct Unreachable;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its body; none if it was larger than [`LARGEST_ANSWER`].
    pub body: Option<Bytes>,
}

impl Network {
    /// The way out as the machine resolves names, trusting the authorities that browsers trust.
    pub fn new(reach: Reach) -> Self {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        Self::with(reach, Arc::new(SystemResolver), roots)
    }

    /// As [`new`](Self::new), with this resolver, trusting these authorities.
    pub fn with(reach: Reach, resolver: Arc<dyn Resolve>, roots: RootCertStore) -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider has ciphers for TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { reach, resolver, tls: TlsConnector::from(Arc::new(config)) }
    }

    /// Where a web service may be.
    pub const fn reach(&self) -> Reach {
        self.reach
    }

    /// Sends a request to `url`, on a connection of its own. Its target and Host are set here.
    pub async fn send(&self, url: &Url, request: Request<Full<Bytes>>) -> Result<Answer, Unreachable> {
        let exchange = async {
            let stream = connect::connect(url, self.reach, &*self.resolver, &self.tls).await?;
            exchange::exchange(stream, url, request).await
        };
        timeout(PATIENCE, exchange).await.unwrap_or(Err(Unreachable))
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network").field("reach", &self.reach).finish_non_exhaustive()
    }
}
