//! What the push API gets, and what it answers.

use axum::body::Body;
use axum::extract::Request;
use http::request;
use kadans_proto::v1::notification::Reading;
use serde_json::{Value, json};
use tonic::{Code, Status};

use crate::shim::tests::{Answer, World};

fn with_key(key: &str) -> request::Builder {
    Request::post("/ingest/agent-statuses").header("authorization", format!("Bearer {key}"))
}

async fn push(world: &World, body: Value) -> (u16, Value) {
    let answer = world.send(with_key("kpk_valid"), body.to_string()).await;
    (answer.status.as_u16(), serde_json::from_str(&answer.body).unwrap())
}

/// The readings reported so far.
fn reported(world: &World) -> Vec<Reading> {
    let requests = world.memory.reported.lock();
    let notifications = requests.iter().flat_map(|(_, request)| request.notifications.clone());
    notifications.filter_map(|notification| notification.reading).collect()
}

fn item(agent: &str, start: &str) -> Value {
    json!({ "agentIdentifier": agent, "activityIdentifier": "CALL", "startTime": start })
}

#[tokio::test]
async fn each_item_gets_its_outcome_and_a_refused_one_its_field() {
    let world = World::new();
    let bad = json!({ "agentIdentifier": "ben", "activityIdentifier": "", "startTime": "2026-03-02T08:00:00Z" });
    let items = json!({ "data": [
        item("ana", "2026-03-02T09:00:00+01:00"), item("twice", "2026-03-02T08:00:00Z"), bad, item("eva", "08:00"),
    ]});
    let (status, answer) = push(&world, items).await;
    assert_eq!(status, 200);
    let outcomes: Vec<_> = answer["items"].as_array().unwrap().iter().map(|item| item["outcome"].clone()).collect();
    assert_eq!(outcomes, ["stored", "duplicate", "refused", "refused"]);
    assert_eq!(answer["items"][2]["field"], "activityIdentifier");
    assert_eq!(answer["items"][3]["field"], "startTime");
    let [Reading::States(states)] = &reported(&world)[..] else { panic!("states were reported") };
    assert_eq!(states.states.len(), 2);
    assert_eq!(states.unreadable_items.iter().map(|item| item.index).collect::<Vec<_>>(), [2, 3]);
}

#[tokio::test]
async fn an_end_is_reported_and_must_be_later_than_the_start() {
    let world = World::new();
    let mut lasting = item("ana", "2026-03-02T08:00:00Z");
    lasting["endTime"] = "2026-03-02T08:30:00Z".into();
    let mut backwards = lasting.clone();
    backwards["endTime"] = "2026-03-02T07:30:00Z".into();
    let (_, answer) = push(&world, json!({ "data": [lasting, backwards] })).await;
    assert_eq!(answer["items"][1]["field"], "endTime");
    let [Reading::States(states)] = &reported(&world)[..] else { panic!("states were reported") };
    assert_eq!(states.states[0].end_time.unwrap().seconds - states.states[0].sent_time.unwrap().seconds, 1800);
}

#[tokio::test]
async fn a_snapshot_is_taken_whole_or_not_at_all() {
    let world = World::new();
    let listed = json!({ "agentIdentifier": 17, "activityIdentifier": "CALL" });
    let time = "2026-03-02T08:00:00Z";
    let (status, _) = push(&world, json!({ "snapshot": true, "time": time, "data": [listed] })).await;
    assert_eq!(status, 200);
    let (status, answer) = push(&world, json!({ "snapshot": true, "data": [listed, listed] })).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!("incomplete_snapshot")));
    assert_eq!(answer["error"]["items"][0]["index"], 1);
    let [Reading::States(states), Reading::QuarantineReason(reason)] = &reported(&world)[..] else {
        panic!("both were reported")
    };
    assert!(states.is_snapshot && states.snapshot_time.is_some());
    assert_eq!(states.states[0].agent, "17");
    assert_eq!(reason.code, "incomplete_snapshot");
}

#[tokio::test]
async fn a_time_without_saying_that_it_is_a_snapshot_is_refused() {
    let world = World::new();
    let listed = json!({ "agentIdentifier": "a", "activityIdentifier": "CALL", "startTime": "2026-03-02T08:00:00Z" });
    for snapshot in [json!(null), json!(false)] {
        let body = json!({ "snapshot": snapshot, "time": "2026-03-02T08:00:00Z", "data": [listed] });
        let (status, answer) = push(&world, body).await;
        assert_eq!((status, &answer["error"]["code"]), (400, &json!("bad_time")));
    }
    let (status, _) = push(&world, json!({ "time": null, "data": [listed] })).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let world = World::new();
    let body = json!({ "data": [item("ana", "2026-03-02T08:00:00Z")] });
    let answer = world.send(with_key("kpk_valid"), format!("\u{feff}{body}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(matches!(&reported(&world)[..], [Reading::States(states)] if states.states.len() == 1));
}

#[tokio::test]
async fn what_cannot_be_read_is_400_and_kept_aside() {
    let world = World::new();
    let many: Vec<Value> = (0..501).map(|_| item("ana", "2026-03-02T08:00:00Z")).collect();
    let bodies = ["{ broken".to_owned(), "[]".to_owned(), "{}".to_owned(), json!({ "data": many }).to_string()];
    let codes = ["malformed_json", "no_data", "no_data", "too_many_items"];
    for (body, code) in bodies.into_iter().zip(codes) {
        // The last one is larger than a body may be, but for short names.
        let answer = world.send(with_key("kpk_valid"), body).await;
        let error: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((answer.status.as_u16(), &error["error"]["code"]), (400, &json!(code)));
    }
    assert!(reported(&world).iter().all(|reading| matches!(reading, Reading::QuarantineReason(_))));
}

#[tokio::test]
async fn a_body_of_32_levels_is_read_and_a_deeper_one_is_400_and_kept_aside() {
    let world = World::new();
    // The body, its list and the item are three.
    let nested = |levels: usize| {
        let (open, close) = ("[".repeat(levels - 3), "]".repeat(levels - 3));
        let more = r#""agentIdentifier":"ana","activityIdentifier":"CALL","startTime":"2026-03-02T08:00:00Z""#;
        format!(r#"{{"data":[{{{more},"skills":{open}{close}}}]}}"#)
    };
    for (levels, status) in [(32, 200), (33, 400), (1_000, 400)] {
        assert_eq!(world.send(with_key("kpk_valid"), nested(levels)).await.status, status, "{levels}");
    }
    let bottomless = format!("{}{}", "[".repeat(32_000), "]".repeat(32_000));
    let broken = "[".repeat(64 * 1024);
    for (body, code) in [(nested(33), "too_deep"), (bottomless, "too_deep"), (broken, "malformed_json")] {
        let answer = world.send(with_key("kpk_valid"), body).await;
        let error: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((answer.status.as_u16(), &error["error"]["code"]), (400, &json!(code)));
    }
    let aside = |reading: &Reading| matches!(reading, Reading::QuarantineReason(reason) if reason.code == "too_deep");
    assert_eq!(reported(&world).iter().filter(|reading| aside(reading)).count(), 4);
}

#[tokio::test]
async fn a_wrong_key_is_401_with_always_the_same_bytes() {
    let world = World::new();
    let revoked: Answer = world.send(with_key("kpk_revoked"), "{}").await;
    assert_eq!(revoked.status, 401);
    for key in ["kpk_unknown", "odg_valid", "nonsense", ""] {
        assert_eq!(world.send(with_key(key), "{}").await, revoked, "{key}");
    }
    assert_eq!(world.send(Request::post("/ingest/agent-statuses"), "{}").await, revoked);
    let twice = with_key("kpk_valid").header("authorization", "Bearer kpk_valid");
    assert_eq!(world.send(twice, "{}").await, revoked);
    // And a key is no URL token.
    assert_eq!(world.get("/notify/kpk_valid").await.status, 404);
}

#[tokio::test]
async fn the_limits_are_those_of_notifications() {
    let world = World::new();
    let status = |builder, body: Vec<u8>| {
        let world = world.clone();
        async move { world.send(builder, Body::from(body)).await }
    };
    assert_eq!(status(with_key("kpk_valid"), vec![b' '; 64 * 1024 + 1]).await.status, 413);
    let compressed = with_key("kpk_valid").header("content-encoding", "gzip");
    assert_eq!(status(compressed, b"{}".to_vec()).await.status, 415);
    *world.memory.failure.lock() = Some(Status::new(Code::ResourceExhausted, "slow down"));
    let over = status(with_key("kpk_valid"), b"{\"data\":[]}".to_vec()).await;
    assert_eq!((over.status.as_u16(), over.headers["retry-after"].to_str().unwrap()), (429, "1"));
    *world.memory.failure.lock() = Some(Status::new(Code::Unavailable, "gone"));
    let gone = status(with_key("kpk_valid"), b"{\"data\":[]}".to_vec()).await;
    assert_eq!((gone.status.as_u16(), gone.headers.contains_key("retry-after")), (503, true));
}
