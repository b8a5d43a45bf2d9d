//! Asking a web service over TLS: the password goes to who proves the name that is asked for, and to nobody else.

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    date_time_ymd,
};
use tokio::{io::AsyncReadExt as _, net::TcpListener, sync::mpsc};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ALL_VERSIONS, RootCertStore, ServerConfig, SupportedProtocolVersion, crypto::ring,
        pki_types::PrivatePkcs8KeyDer,
    },
};

use super::{hostile::settings, trap::Scripted};
use crate::{
    break_details::{BreakDetails as _, Failure, network::Network, password::Password, rest::Rest},
    odigo::web_service::{Authentication, Endpoints, Reach, WebServiceSettings},
};

const NAME: &str = "example.odigo.cx";
const PASSWORD: &str = "canary-password";
const BOTH: [Authentication; 2] = [Authentication::Basic, Authentication::BasicThenToken];

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn of(name: &str) -> CertificateParams {
    CertificateParams::new([name.to_owned()]).unwrap()
}

/// A web service over TLS; of each connection, what it was asked.
struct Odigo {
    address: SocketAddr,
    asked: mpsc::UnboundedReceiver<Vec<String>>,
}

impl Odigo {
    async fn open(certificate: &Certificate, key: &KeyPair, version: &'static SupportedProtocolVersion) -> Self {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivatePkcs8KeyDer::from(key.serialize_der()).into())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, asked) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let requests = Mutex::new(Vec::new());
                if let Ok(stream) = acceptor.accept(stream).await {
                    let answer = service_fn(|request| {
                        requests.lock().unwrap().push(in_words(&request));
                        let body = r#"{"accessToken":"t0k3n","pauseType":"LUNCH"}"#;
                        std::future::ready(Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(body)))))
                    });
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
                }
                let _ = sender.send(requests.into_inner().unwrap());
            }
        });
        Self { address, asked }
    }

    /// What the next connection was for; nothing if it came to no request.
    async fn asked(&mut self) -> Vec<String> {
        self.asked.recv().await.unwrap()
    }
}

fn in_words(request: &Request<Incoming>) -> String {
    let credentials = ["authorization", "x-api-token"].into_iter().filter_map(|name| request.headers().get(name));
    let credentials: Vec<_> = credentials.map(|value| value.to_str().unwrap()).collect();
    let host = request.headers()[header::HOST].to_str().unwrap().split(':').next().unwrap();
    format!("{} {host}{} {}", request.method(), request.uri().path(), credentials.join(" "))
}

/// Whoever asks trusts this authority alone, and finds every name on this machine.
fn rest(host: &str, address: SocketAddr, trusted: &Authority, authentication: Authentication) -> Rest {
    let url = format!("https://{host}:{}/acme", address.port());
    let settings = WebServiceSettings { authentication, ..settings(&url) };
    let endpoints = Endpoints::read(&settings, Reach::ThisMachineToo).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(trusted.der().clone()).unwrap();
    let network = Network::with(Reach::ThisMachineToo, Scripted::new(&[&["127.0.0.1"]]), roots);
    Rest::new(endpoints, &Password::new(PASSWORD), network)
}

#[tokio::test]
async fn who_proves_the_name_or_the_address_is_told_the_password_and_tells_the_type_of_the_break() {
    let (trusted, key) = (authority(), KeyPair::generate().unwrap());
    let basic = format!("Basic {}", STANDARD.encode(format!("kadans:{PASSWORD}")));
    for version in ALL_VERSIONS {
        for host in [NAME, "127.0.0.1"] {
            let certificate = of(host).signed_by(&key, &trusted).unwrap();
            let mut odigo = Odigo::open(&certificate, &key, version).await;
            let asking = rest(host, odigo.address, &trusted, Authentication::Basic);
            assert_eq!(asking.detail("ana").await, Ok(Some("LUNCH".to_owned())), "{host} {version:?}");
            assert_eq!(odigo.asked().await, [format!("GET {host}/acme/agent/v1/agents/ana {basic}")]);

            let asking = rest(host, odigo.address, &trusted, Authentication::BasicThenToken);
            assert_eq!(asking.detail("ana").await, Ok(Some("LUNCH".to_owned())), "{host} {version:?}");
            let path = "/auth/v2/acme/direct-access-claim-sets";
            assert_eq!(odigo.asked().await, [format!("POST {host}{path} {basic}")]);
            assert_eq!(odigo.asked().await, [format!("GET {host}/acme/agent/v1/agents/ana t0k3n")]);
        }
    }
}

#[tokio::test]
async fn who_does_not_prove_it_is_not_sent_a_request() {
    let (trusted, unknown, key) = (authority(), authority(), KeyPair::generate().unwrap());
    let lasting = |from: i32, until: i32| {
        let mut params = of(NAME);
        (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(until, 1, 1));
        params
    };
    let mut of_a_client = of(NAME);
    of_a_client.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let from = |authority: &Authority, params: CertificateParams| params.signed_by(&key, authority).unwrap();
    let refused = [
        ("of an unknown authority", from(&unknown, of(NAME))),
        ("that vouches for itself", of(NAME).self_signed(&key).unwrap()),
        ("for another name", from(&trusted, of("example.org"))),
        ("for the name above", from(&trusted, of("odigo.cx"))),
        ("for the address", from(&trusted, of("127.0.0.1"))),
        ("that has expired", from(&trusted, lasting(2020, 2021))),
        ("that does not hold yet", from(&trusted, lasting(3020, 3021))),
        ("that is for clients", from(&trusted, of_a_client)),
    ];
    for (what, certificate) in &refused {
        for version in ALL_VERSIONS {
            let mut odigo = Odigo::open(certificate, &key, version).await;
            for authentication in BOTH {
                let asking = rest(NAME, odigo.address, &trusted, authentication);
                assert_eq!(asking.detail("ana").await, Err(Failure::Unreachable), "a certificate {what}");
                let nothing: [String; 0] = [];
                assert_eq!(odigo.asked().await, nothing, "a certificate {what}");
            }
        }
    }
}

#[tokio::test]
async fn who_speaks_no_tls_hears_a_greeting_and_no_more() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 16 * 1024];
        let greeting = connection.read(&mut heard).await.unwrap();
        heard.truncate(greeting);
        tokio::io::AsyncWriteExt::write_all(&mut connection, b"HTTP/1.1 200 OK\r\n\r\n{}").await.unwrap();
        // It may be reset rather than closed: what counts is what came before.
        let _ = connection.read_to_end(&mut heard).await;
        heard
    });
    let asking = rest(NAME, address, &authority(), Authentication::Basic);
    assert_eq!(asking.detail("ana").await, Err(Failure::Unreachable));
    let heard = heard.await.unwrap();
    assert_eq!(heard.first(), Some(&22), "a handshake");
    let encoded = STANDARD.encode(format!("kadans:{PASSWORD}"));
    for secret in [PASSWORD, &encoded, "agents"] {
        assert!(!heard.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
}
