//! What it gets, and what it answers.

use std::{convert::Infallible, time::Duration};

use axum::body::{Body, Bytes};
use futures::{StreamExt as _, stream};
use http::Method;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use super::{World, request};

#[tokio::test]
async fn a_notification_is_204_however_it_is_sent() {
    let world = World::new();
    for method in [Method::POST, Method::PUT] {
        let answer = world.send(request(method, "/notify/odg_valid"), "agentId=jdoe&state=PAUSE").await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
    }
    assert_eq!(world.post(r#"{"agentId": "jdoe", "state": "PAUSE"}"#).await.status, 204);
    assert_eq!(world.get("/notify/odg_valid?agentId=jdoe&state=PAUSE").await.status, 204);
    assert_eq!(world.get("/notify/odg_valid/tenant/1?agentId=jdoe&state=PAUSE").await.status, 204);
    assert_eq!(world.memory.batches(), [1; 5]);
}

#[tokio::test]
async fn a_duplicate_is_204() {
    assert_eq!(World::new().status_for("twice").await, 204);
}

#[tokio::test]
async fn what_cannot_be_read_is_202_and_stored() {
    let world = World::new();
    assert_eq!(world.post("{ broken").await.status, 202);
    assert_eq!(world.post("agentId=jdoe").await.status, 202);
    assert_eq!(world.post(r#"[{"agentId": "jdoe", "state": "PAUSE"}, {"agentId": "maria"}]"#).await.status, 202);
    assert_eq!(world.status_for("refused").await, 202);
    assert_eq!(world.memory.batches(), [1; 4]);
}

#[tokio::test]
async fn whoever_opens_the_url_in_a_browser_is_told_that_it_is_right() {
    let world = World::new();
    let answer = world.get("/notify/odg_valid").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body.lines().count(), 1);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(world.send(request(Method::HEAD, "/notify/odg_valid"), Body::empty()).await.status, 200);
    assert_eq!(world.memory.batches(), [0; 0]);
}

#[tokio::test]
async fn a_token_that_is_not_valid_is_404_with_always_the_same_bytes() {
    let world = World::new();
    let revoked = world.get("/notify/odg_revoked").await;
    assert_eq!(revoked.status, 404);
    for path in ["/notify/odg_unknown", "/notify/malformed", "/notify/", "/notify", "/notify/%6fdg_valid"] {
        assert_eq!(world.get(path).await, revoked, "{path}");
    }
    let sent = world.send(request(Method::POST, "/notify/odg_unknown"), "agentId=jdoe&state=PAUSE").await;
    assert_eq!(sent, revoked);
    // Nobody was asked about a malformed one.
    assert_eq!(*world.memory.resolved.lock(), ["odg_revoked", "odg_unknown"]);
}

#[tokio::test]
async fn a_body_over_64_kib_is_413_with_its_length_declared_or_not() {
    let world = World::new();
    let limit = 64 * 1024;
    assert_eq!(world.post(vec![b'a'; limit]).await.status, 202);
    assert_eq!(world.post(vec![b'a'; limit + 1]).await.status, 413);
    let chunks = stream::repeat(Ok::<_, Infallible>(Bytes::from_static(&[b'a'; 1024]))).take(65);
    assert_eq!(world.post(Body::from_stream(chunks)).await.status, 413);
    let declared = request(Method::POST, "/notify/odg_valid").header("content-length", limit + 1);
    assert_eq!(world.send(declared, Body::empty()).await.status, 413);
}

#[tokio::test(start_paused = true)]
async fn a_body_slower_than_ten_seconds_is_408() {
    let begin = tokio::time::Instant::now();
    let world = World::new();
    let body = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"agentId=")) }).chain(stream::pending());
    let answer = world.post(Body::from_stream(body)).await;
    assert_eq!(answer.status, 408);
    assert_eq!(answer.headers["connection"], "close");
    assert!(begin.elapsed() < Duration::from_secs(11));
}

#[tokio::test]
async fn a_compressed_body_is_415() {
    let world = World::new();
    let compressed = request(Method::POST, "/notify/odg_valid").header("content-encoding", "gzip");
    assert_eq!(world.send(compressed, "agentId=jdoe&state=PAUSE").await.status, 415);
    let identity = request(Method::POST, "/notify/odg_valid").header("content-encoding", "identity");
    assert_eq!(world.send(identity, "agentId=jdoe&state=PAUSE").await.status, 204);
}

#[tokio::test]
async fn over_the_quota_it_is_429_with_the_time_to_wait() {
    let world = World::new();
    let details = ErrorDetails::with_retry_info(Some(Duration::from_millis(2_300)));
    let failure = Status::with_error_details(Code::ResourceExhausted, "slow down", details);
    *world.memory.failure.lock() = Some(failure);
    let answer = world.post("agentId=jdoe&state=PAUSE").await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.headers["retry-after"], "3");
}

#[tokio::test]
async fn what_is_not_on_disk_is_503_and_to_be_sent_again() {
    let world = World::new();
    for code in [Code::Unavailable, Code::Internal, Code::Unknown, Code::InvalidArgument, Code::DeadlineExceeded] {
        *world.memory.failure.lock() = Some(Status::new(code, "no"));
        let answer = world.post("agentId=jdoe&state=PAUSE").await;
        assert_eq!(answer.status, 503, "{code:?}");
        assert_eq!(answer.headers["retry-after"], "1", "{code:?}");
    }
    *world.memory.failure.lock() = None;
    assert_eq!(world.status_for("panic").await, 503);
    assert_eq!(world.status_for("jdoe").await, 204);
}

#[tokio::test(start_paused = true)]
async fn an_upstream_that_does_not_answer_is_503() {
    let world = World::new();
    world.memory.gate.forget_permits(usize::MAX);
    assert_eq!(world.status_for("jdoe").await, 503);
}

#[tokio::test]
async fn other_methods_are_405() {
    let answer = World::new().send(request(Method::DELETE, "/notify/odg_valid"), Body::empty()).await;
    assert_eq!(answer.status, 405);
}
