//! Spans for a collector.

use std::time::Duration;

use kadans_tests::{
    database::Database,
    process::{Process, kadans},
    raw_http::RawConnection,
};

use super::collector::Collector;
use crate::process::centre::{AGENT, Centre, FORM};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notification_is_one_trace_from_the_lone_shim_to_the_journal_and_no_token_is_in_it() {
    let (collector, address) = Collector::start().await;
    let endpoint = format!("http://{address}");
    let (centre, untraced) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(untraced);
    let server = centre.installation.serve_with(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]).await;
    let upstream = format!("http://{}", server.address());
    let shim = Process::start(&mut kadans(&["shim", "--upstream", &upstream, "--otlp-endpoint", &endpoint])).await;
    let mut odigo = RawConnection::open(shim.address()).await.unwrap();
    let path = centre.notify_path();
    let body = format!("agentId={AGENT}&state=CALL");
    let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\nx-request-id: from-odigo-7\r\ncontent-type: {FORM}\r\n");
    odigo.write(format!("{head}content-length: {}\r\n\r\n{body}", body.len())).await.unwrap();
    assert_eq!(odigo.answer().await.unwrap().status, 204);
    for process in [shim, server] {
        process.terminate();
        process.ended(Duration::from_secs(15)).await;
    }

    let spans = collector.spans();
    let seen = format!("{spans:?}");
    let commit = spans.iter().find(|span| span.name == "commit").unwrap_or_else(|| panic!("no commit in {seen}"));
    let trace = spans.iter().filter(|span| span.trace_id == commit.trace_id);
    let requests = trace.filter(|span| span.name == "request").count();
    assert_eq!(requests, 3, "the request to the shim, and the two calls it makes of the server: {seen}");
    assert!(seen.contains("from-odigo-7"), "{seen}");
    for secret in [centre.url_token.as_str(), AGENT, centre.admin_token.as_str()] {
        assert!(!seen.contains(secret), "{secret} in {seen}");
    }
}
