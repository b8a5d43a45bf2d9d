//! What goes upstream.

use std::time::{Duration, Instant};

use http::Method;
use kadans_proto::v1::notification::Reading;
use tonic::Status;

use super::{World, request};

#[tokio::test]
async fn the_raw_notification_and_how_it_was_read_are_reported_with_the_token_as_the_credential() {
    let world = World::new();
    let body = "agentId=jdoe&state=PAUSE&pauseType=lunch&timestamp=2025-06-15T14:30:00&eventId=e1";
    let sent = request(Method::POST, "/notify/odg_valid?source=odigo").header("content-type", "text/plain");
    assert_eq!(world.send(sent, body).await.status, 204);
    let reported = world.memory.reported.lock();
    let (credential, request) = reported.first().unwrap();
    assert_eq!(credential, "Bearer odg_valid");
    assert_eq!(request.format_etag, "7");
    let notification = request.notifications.first().unwrap();
    assert_eq!(notification.raw, body.as_bytes());
    assert_eq!(notification.content_type, "text/plain");
    assert_eq!(notification.method, "POST");
    assert_eq!(notification.query, "source=odigo");
    assert_eq!(notification.received_time.unwrap().seconds, 1_750_000_000);
    let Some(Reading::States(states)) = &notification.reading else { panic!("it is readable") };
    let state = states.states.first().unwrap();
    assert_eq!((state.agent.as_str(), state.status.as_str(), state.detail.as_str()), ("jdoe", "PAUSE", "lunch"));
    assert_eq!(state.event_id, "e1");
    // 14:30 in the zone of the integration, Madrid.
    assert_eq!(state.sent_time.unwrap().seconds, 1_749_990_600);
}

#[tokio::test]
async fn a_notification_that_cannot_be_read_is_reported_with_the_reason() {
    let world = World::new();
    assert_eq!(world.post("agentId=jdoe").await.status, 202);
    assert_eq!(world.post("{ broken").await.status, 202);
    let reported = world.memory.reported.lock();
    let readings = reported.iter().map(|(_, request)| request.notifications[0].reading.clone().unwrap());
    let codes = readings.map(|reading| match reading {
        Reading::States(states) => states.unreadable_items[0].code.clone(),
        Reading::QuarantineReason(item) => item.code,
    });
    assert_eq!(codes.collect::<Vec<_>>(), ["missing_status", "unreadable"]);
}

#[tokio::test]
async fn a_token_is_resolved_once_for_many_notifications() {
    let world = World::new();
    for _ in 0..20 {
        assert_eq!(world.status_for("jdoe").await, 204);
    }
    assert!(world.memory.resolved.lock().len() <= 2);
}

#[tokio::test]
async fn a_revocation_bites_within_a_second() {
    let world = World::new();
    assert_eq!(world.get("/notify/odg_valid").await.status, 200);
    world.memory.valid_tokens.lock().clear();
    let revoked_at = Instant::now();
    while world.get("/notify/odg_valid").await.status != 404 {
        assert!(revoked_at.elapsed() < Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_revocation_that_a_report_runs_into_bites_at_once() {
    let world = World::new();
    assert_eq!(world.status_for("jdoe").await, 204);
    world.memory.valid_tokens.lock().clear();
    *world.memory.failure.lock() = Some(Status::unauthenticated("revoked"));
    assert_eq!(world.status_for("jdoe").await, 404);
    assert_eq!(world.get("/notify/odg_valid").await.status, 404);
}
