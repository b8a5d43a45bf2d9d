//! The certificate and the key that a port speaks TLS with, and what takes their place.

mod pem;
#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc};

use parking_lot::RwLock;
use tokio_rustls::rustls::{
    self, ServerConfig,
    crypto::ring,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

pub(super) use pem::authority;

use super::sources::Sources;

/// What is offered to clients, the better first (RFC 7301).
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// A certificate with its private key, ready to be used, and where it was read. Cheap to clone; clones share the
/// certificate. The key is never shown.
#[derive(Clone)]
pub struct Tls {
    config: Arc<ServerConfig>,
    certificate: Arc<Certificate>,
    chain_file: String,
    key_file: String,
}

/// A renewed certificate that can't take the place of the one there is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotRenewed(String);

/// The certificate that new connections are shown.
struct Certificate(RwLock<Arc<CertifiedKey>>);

impl Tls {
    fn new(key: CertifiedKey, chain_file: String, key_file: String) -> Result<Self, rustls::Error> {
        let certificate = Arc::new(Certificate(RwLock::new(Arc::new(key))));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::<Certificate>::clone(&certificate));
        config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
        Ok(Self { config: Arc::new(config), certificate, chain_file, key_file })
    }

    /// As `rustls` takes it.
    pub fn server_config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }

    /// Reads the files again: new connections are shown the certificate that is in them now. Whether it is another one.
    /// Blocks while it reads.
    ///
    /// # Errors
    /// What is in the files can't be used, such as a certificate whose key is still to be written. The certificate there
    /// was is kept.
    pub fn renew(&self) -> Result<bool, NotRenewed> {
        let chain = pem::certificates(&self.chain_file).map_err(NotRenewed)?;
        let key = pem::private_key(&self.key_file).map_err(NotRenewed)?;
        let renewed = CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| {
            NotRenewed(format!("{} and {} can't be used together: {error}", self.chain_file, self.key_file))
        })?;
        let mut current = self.certificate.0.write();
        if renewed.cert == current.cert {
            return Ok(false);
        }
        *current = Arc::new(renewed);
        Ok(true)
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate")
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read()))
    }
}

/// The settings `tls_cert` and `tls_key`, which go together.
pub(super) fn read(sources: &mut Sources<'_>) -> Option<Tls> {
    let chain = sources.read("tls_cert", |file| Ok(Some((file.to_owned(), pem::certificates(file)?))), || None);
    let key = sources.read("tls_key", |file| Ok(Some((file.to_owned(), pem::private_key(file)?))), || None);
    match (sources.is_given("tls_cert"), sources.is_given("tls_key")) {
        (true, false) => sources.require("tls_key", "the certificate of tls_cert is of no use without its private key"),
        (false, true) => sources.require("tls_cert", "the key of tls_key is of no use without its certificate"),
        _ => {}
    }
    let ((chain_file, chain), (key_file, key)) = (chain?, key?);
    let certified = CertifiedKey::from_der(chain, key, &ring::default_provider());
    match certified.and_then(|certified| Tls::new(certified, chain_file, key_file)) {
        Ok(tls) => Some(tls),
        Err(rustls::Error::InconsistentKeys(_)) => {
            sources.refuse("tls_key", "is not the key of the first certificate in tls_cert");
            None
        }
        Err(error) => {
            sources.refuse("tls_cert", &format!("can't be used together with tls_key: {error}"));
            None
        }
    }
}
