//! The main port over TLS.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use kadans_tests::{
    database::Database,
    process::{Installation, Process},
    raw_http::RawConnection,
};
use tokio::{io::AsyncReadExt as _, net::TcpStream, time::timeout};

use super::certificate::Certificate;
use crate::process::centre::{AGENT, Centre, FORM};

async fn serve(centre: &Centre, certificate: &Certificate) -> Process {
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| certificate.file(name).display().to_string());
    centre.installation.serve_with(&[("KADANS_TLS_CERT", &cert), ("KADANS_TLS_KEY", &key)]).await
}

fn request(method: &str, path: &str, content_type: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    let request = Request::builder().method(method).uri(path).header("host", "localhost");
    request.header("content-type", content_type).body(Full::new(body.into())).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_on_the_main_port_is_there_over_tls() {
    let certificate = Certificate::new();
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(plain);
    let server = serve(&centre, &certificate).await;

    let body = format!("agentId={AGENT}&state=CALL");
    let notification = request("POST", &centre.notify_path(), FORM, body);
    assert_eq!(certificate.request(server.address(), notification).await.0, 204);
    let (status, headers, _) = certificate.request(server.address(), request("GET", "/", "", "")).await;
    // What the page of the web client may do; whether it was built in is not the point here.
    assert!(headers.contains("content-security-policy"), "{status} {headers}");

    let mut admin = certificate.clients(server.address(), &centre.admin_token).await;
    admin.integration("Second", "").await;
    for (offered, chosen) in [(&[&b"h2"[..], b"http/1.1"][..], &b"h2"[..]), (&[b"http/1.1"], b"http/1.1")] {
        let stream = certificate.connect(server.address(), offered).await;
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(chosen));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notification_urls_and_cookies_of_a_server_with_tls_are_for_https() {
    let certificate = Certificate::new();
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(plain);
    let server = serve(&centre, &certificate).await;
    let invitation = ["user", "add", "--account", &centre.account.to_string(), "--email", "ana@acme.example"];
    let more = ["--name", "Ana", "--role", "admin", "--password-stdin"];
    let arguments: Vec<&str> = invitation.into_iter().chain(more).collect();
    let mut command = centre.installation.command(&arguments);
    let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut input, b"correct horse battery\n").await.unwrap();
    drop(input);
    assert!(child.wait().await.unwrap().success());

    let mut anybody = certificate.clients(server.address(), "").await;
    let signed_in = anybody.sign_in("ana@acme.example", "correct horse battery").await.unwrap();
    let cookie = signed_in.metadata().get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.contains("; Secure"), "{cookie}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renewed_certificate_takes_effect_without_a_restart() {
    let (certificate, renewed) = (Certificate::new(), Certificate::new());
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(plain);
    let server = serve(&centre, &certificate).await;
    let mut before = certificate.clients(server.address(), &centre.admin_token).await;
    for name in ["cert.pem", "key.pem"] {
        std::fs::copy(renewed.file(name), certificate.file(name)).unwrap();
    }
    let shown = async {
        while renewed.try_connect(server.address(), &[b"http/1.1"]).await.is_err() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(Duration::from_secs(30), shown).await.expect("the renewed certificate is shown");
    before.integration("Second", "").await;
    let body = format!("agentId={AGENT}&state=CALL");
    let notification = request("POST", &centre.notify_path(), FORM, body);
    assert_eq!(renewed.request(server.address(), notification).await.0, 204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_speaks_plain_http_to_the_port_is_told_and_not_left_waiting() {
    let certificate = Certificate::new();
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(plain);
    let server = serve(&centre, &certificate).await;
    let mut client = RawConnection::open(server.address()).await.unwrap();
    let answer = timeout(Duration::from_secs(5), client.get("/")).await.unwrap().unwrap();
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("https://"), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_never_shakes_hands_is_let_go() {
    let certificate = Certificate::new();
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(plain);
    let server = serve(&centre, &certificate).await;
    let mut silent = TcpStream::connect(server.address()).await.unwrap();
    let mut half = TcpStream::connect(server.address()).await.unwrap();
    // The head of a handshake, and nothing of it.
    tokio::io::AsyncWriteExt::write_all(&mut half, &[22, 3, 1, 2, 0]).await.unwrap();
    for client in [&mut silent, &mut half] {
        let closed = timeout(Duration::from_secs(15), client.read_to_end(&mut Vec::new())).await;
        assert!(closed.is_ok(), "the connection is still open");
    }
}

#[tokio::test]
async fn faults_of_certificate_and_key_are_named_before_anything_is_made() {
    let installation = Installation::new(Database::Sqlite.create().unwrap());
    let (one, other) = (Certificate::new(), Certificate::new());
    let [cert, key, foreign] =
        [one.file("cert.pem"), one.file("key.pem"), other.file("key.pem")].map(|file| file.display().to_string());
    for (cert, key, faults) in [
        (Some("/no/such.pem"), Some("/no/such.key"), &["KADANS_TLS_CERT: ", "KADANS_TLS_KEY: "][..]),
        (Some(&*key), Some(&*cert), &["KADANS_TLS_CERT: ", "KADANS_TLS_KEY: "]),
        (Some(&*cert), None, &["KADANS_TLS_KEY: must be given"]),
        (None, Some(&*key), &["KADANS_TLS_CERT: must be given"]),
        (Some(&*cert), Some(&*foreign), &["KADANS_TLS_KEY: is not the key of"]),
    ] {
        let mut command = installation.command(&["serve"]);
        command.envs(cert.map(|file| ("KADANS_TLS_CERT", file))).envs(key.map(|file| ("KADANS_TLS_KEY", file)));
        let output = command.output().await.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        for fault in faults {
            assert!(said.contains(&format!("\n  {fault}")), "{fault} in {said}");
        }
        assert_eq!(said.lines().count(), 1 + faults.len(), "{said}");
    }
}

#[tokio::test]
async fn the_demo_says_at_once_that_it_does_not_speak_tls() {
    let certificate = Certificate::new();
    let installation = Installation::new(Database::Sqlite.create().unwrap());
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| certificate.file(name));
    let demo = installation.command(&["demo"]).env("KADANS_TLS_CERT", cert).env("KADANS_TLS_KEY", key).output().await;
    let said = String::from_utf8(demo.unwrap().stderr).unwrap();
    assert!(said.contains("start the demo without KADANS_TLS_CERT"), "{said}");
}
