//! The HTTP side: a notification URL, and a connection to it that is kept alive.

use std::io;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use ::http::header::{CONTENT_TYPE, HOST, HeaderValue, RETRY_AFTER};
use ::http::uri::Scheme;
use ::http::{Request, StatusCode, Uri};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{InvalidDnsNameError, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::super::encode::Encoded;

/// After how long an answer is not waited for any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// A notification URL.
#[derive(Clone)]
pub struct Target {
    host: String,
    port: u16,
    authority: HeaderValue,
    path: String,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

// The path holds the token, which does not belong into logs.
impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

/// A text that is not a notification URL.
#[derive(Debug, thiserror::Error)]
pub enum NotATarget {
    /// It is no URL.
    #[error("that is not a URL such as https://kadans.example/notify/…")]
    Syntax(#[source] ::http::uri::InvalidUri),
    /// It lacks the scheme or the host, or has others than are spoken here.
    #[error("a notification URL begins with http:// or https:// and a host")]
    Scheme,
    /// The host is no name.
    #[error("the host of the URL is not a name that a certificate could have")]
    Host(#[source] InvalidDnsNameError),
}

impl FromStr for Target {
    type Err = NotATarget;

    fn from_str(text: &str) -> Result<Self, NotATarget> {
        let url: Uri = text.trim().parse().map_err(NotATarget::Syntax)?;
        let authority = url.authority().ok_or(NotATarget::Scheme)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let (tls, usual_port) = match url.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => (None, 80),
            Some(scheme) if *scheme == Scheme::HTTPS => {
                let name = ServerName::try_from(host.clone()).map_err(NotATarget::Host)?;
                (Some((connector(), name)), 443)
            }
            _ => return Err(NotATarget::Scheme),
        };
        Ok(Self {
            port: authority.port_u16().unwrap_or(usual_port),
            authority: HeaderValue::from_str(authority.as_str()).map_err(|_| NotATarget::Scheme)?,
            path: url.path().to_owned(),
            host,
            tls,
        })
    }
}

fn connector() -> TlsConnector {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider has ciphers for TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// A request that got no answer.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// No connection.
    #[error("no connection: {0}")]
    Connect(#[source] io::Error),
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(#[source] hyper::Error),
    /// No answer for [`PATIENCE`].
    #[error("no answer within {} s", PATIENCE.as_secs())]
    Timeout,
    /// The request can't be written; a path that is none.
    #[error("that can't be sent: {0}")]
    Unsendable(#[source] ::http::Error),
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// After how long to try again, if it says so.
    pub retry_after: Option<Duration>,
}

/// A connection over which one request goes at a time.
#[derive(Debug)]
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
}

impl Target {
    /// The last part of the path: the URL token, if this is a notification URL.
    pub fn token(&self) -> Option<&str> {
        let mut parts = self.path.split('/').skip_while(|part| *part != "notify");
        parts.nth(1).filter(|token| !token.is_empty())
    }

    /// Opens a connection.
    pub async fn connect(&self) -> Result<Connection, SendError> {
        let opening = async {
            let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
            stream.set_nodelay(true)?;
            Ok(stream)
        };
        let stream = within(opening).await?.map_err(SendError::Connect)?;
        match &self.tls {
            None => Connection::over(stream).await,
            Some((connector, name)) => {
                let encrypting = connector.connect(name.clone(), stream);
                Connection::over(within(encrypting).await?.map_err(SendError::Connect)?).await
            }
        }
    }

    fn request(&self, encoded: Encoded) -> Result<Request<Full<Bytes>>, SendError> {
        let path = match encoded.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        };
        let mut request = Request::builder().method(encoded.method).uri(path).header(HOST, self.authority.clone());
        if let Some(content_type) = encoded.content_type {
            request = request.header(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        request.body(Full::new(encoded.body)).map_err(SendError::Unsendable)
    }
}

impl Connection {
    async fn over(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Result<Self, SendError> {
        let (sender, connection) = within(handshake(TokioIo::new(stream))).await?.map_err(SendError::Broken)?;
        // It ends with the sender; what breaks it is told to whoever waits for an answer.
        tokio::spawn(async move { connection.await.ok() });
        Ok(Self { sender })
    }

    /// Whether another request can go over it.
    pub fn is_usable(&self) -> bool {
        !self.sender.is_closed()
    }

    /// Sends a request and waits for its answer.
    pub async fn send(&mut self, target: &Target, encoded: Encoded) -> Result<Answer, SendError> {
        let request = target.request(encoded)?;
        let exchange = async {
            self.sender.ready().await?;
            let mut response = self.sender.send_request(request).await?;
            // The body has to be read for the connection to be usable again.
            while let Some(frame) = response.frame().await {
                frame?;
            }
            Ok(response)
        };
        let response = within(exchange).await?.map_err(SendError::Broken)?;
        let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        Ok(Answer { status: response.status(), retry_after: retry_after.map(Duration::from_secs) })
    }
}

async fn within<T>(work: impl Future<Output = T>) -> Result<T, SendError> {
    tokio::time::timeout(PATIENCE, work).await.map_err(|_| SendError::Timeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_url_gives_host_port_path_and_token() {
        let target: Target = "http://[::1]:8080/notify/abc.def/odigo".parse().unwrap();
        assert_eq!((&*target.host, target.port, &*target.path), ("::1", 8080, "/notify/abc.def/odigo"));
        assert_eq!(target.token(), Some("abc.def"));
        let target: Target = "https://kadans.example/notify/abc".parse().unwrap();
        assert_eq!((target.port, target.tls.is_some()), (443, true));
    }

    #[test]
    fn a_text_that_is_no_url_with_a_known_scheme_is_refused() {
        for wrong in ["", "kadans.example/notify/abc", "/notify/abc", "ftp://kadans.example/notify/abc"] {
            assert!(wrong.parse::<Target>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_token_is_not_in_what_is_logged() {
        let target: Target = "http://localhost/notify/secret".parse().unwrap();
        assert!(!format!("{target:?}").contains("secret"));
    }
}
