//! A certificate that vouches for itself, and those who trust it.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use kadans_tests::clients::Clients;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName},
    },
};
use tonic::transport::{Certificate as Pem, Channel, ClientTlsConfig};

/// The files of a certificate for this machine and of its key.
pub(crate) struct Certificate {
    der: CertificateDer<'static>,
    pem: String,
    directory: TempDir,
}

impl Certificate {
    pub(crate) fn new() -> Self {
        let names = ["localhost", "127.0.0.1"].map(str::to_owned);
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let directory = TempDir::with_prefix("kadans-tls-").unwrap();
        std::fs::write(directory.path().join("cert.pem"), made.cert.pem()).unwrap();
        std::fs::write(directory.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        Self { der: made.cert.der().clone(), pem: made.cert.pem(), directory }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A TLS connection of somebody who trusts it and speaks one of these protocols.
    pub(crate) async fn connect(&self, address: SocketAddr, protocols: &[&[u8]]) -> TlsStream<TcpStream> {
        self.try_connect(address, protocols).await.unwrap()
    }

    /// The same, unless the server shows another certificate.
    pub(crate) async fn try_connect(
        &self,
        address: SocketAddr,
        protocols: &[&[u8]],
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).unwrap();
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, stream).await
    }

    /// The answer to a request over HTTPS: status, headers and body.
    pub(crate) async fn request(&self, address: SocketAddr, request: Request<Full<Bytes>>) -> (u16, String, String) {
        let stream = self.connect(address, &[b"http/1.1"]).await;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let (parts, body) = sender.send_request(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status.as_u16(), format!("{:?}", parts.headers), String::from_utf8_lossy(&body).into_owned())
    }

    /// gRPC clients over TLS.
    pub(crate) async fn clients(&self, address: SocketAddr, token: &str) -> Clients {
        let tls = ClientTlsConfig::new().ca_certificate(Pem::from_pem(&self.pem)).domain_name("localhost");
        let endpoint = Channel::from_shared(format!("https://{address}")).unwrap().tls_config(tls).unwrap();
        Clients::over(endpoint.connect().await.unwrap(), token)
    }
}
