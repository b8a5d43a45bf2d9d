//! The certificate and the key that a port speaks TLS with.

use std::{fmt, sync::Arc};

use tokio_rustls::rustls::{
    self, RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
};

use super::sources::Sources;

/// What is offered to clients, the better first (RFC 7301).
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// A certificate with its private key, ready to be used. The key is never shown.
#[derive(Clone)]
pub struct Tls(Arc<ServerConfig>);

impl Tls {
    fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<Self, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
        Ok(Self(Arc::new(config)))
    }

    /// As `rustls` takes it.
    pub fn server_config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.0)
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

/// The settings `tls_cert` and `tls_key`, which go together.
pub(super) fn read(sources: &mut Sources<'_>) -> Option<Tls> {
    let chain = sources.read("tls_cert", |file| certificates(file).map(Some), || None);
    let key = sources.read("tls_key", |file| private_key(file).map(Some), || None);
    match (sources.is_given("tls_cert"), sources.is_given("tls_key")) {
        (true, false) => sources.require("tls_key", "the certificate of tls_cert is of no use without its private key"),
        (false, true) => sources.require("tls_cert", "the key of tls_key is of no use without its certificate"),
        _ => {}
    }
    match Tls::new(chain?, key?) {
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

/// A file with the certificates of an authority, as it is; it was looked at.
pub(super) fn authority(file: &str) -> Result<Vec<u8>, String> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(file)? {
        roots.add(certificate).map_err(|error| format!("{file} holds a certificate that can't be used: {error}"))?;
    }
    std::fs::read(file).map_err(|error| format!("{file} can't be read: {error}"))
}

fn certificates(file: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match certificates {
        Ok(certificates) if certificates.is_empty() => Err(without(file, "certificate", "CERTIFICATE")),
        certificates => certificates.map_err(|error| unreadable(file, &error)),
    }
}

fn private_key(file: &str) -> Result<PrivateKeyDer<'static>, String> {
    match PrivateKeyDer::from_pem_file(file) {
        Err(pem::Error::NoItemsFound) => Err(without(file, "private key", "PRIVATE KEY")),
        key => key.map_err(|error| unreadable(file, &error)),
    }
}

fn without(file: &str, what: &str, label: &str) -> String {
    format!("{file} holds no {what}: it must be PEM, with -----BEGIN {label}-----")
}

fn unreadable(file: &str, error: &pem::Error) -> String {
    match error {
        pem::Error::Io(error) => format!("{file} can't be read: {error}"),
        error => format!("{file} is not PEM: {error}"),
    }
}
