//! The push API at a shim on a machine of its own.

use std::time::Duration;

use kadans_server::{clock::Clock, domain::instant::Span};
use kadans_tests::{
    board::Board,
    database::TestDatabase,
    office::OFFLINE,
    on_both_databases,
    process::{Process, kadans},
    raw_http::{RawAnswer, RawConnection},
};
use serde_json::{Value, json};

use crate::process::centre::Centre;

on_both_databases! { what_is_pushed_to_a_lone_shim_is_on_the_board_of_its_upstream }

const SOON: Duration = Duration::from_secs(10);

async fn push(shim: &Process, key: &str, body: &Value) -> RawAnswer {
    RawConnection::open(shim.address()).await.unwrap().push(key, &body.to_string()).await.unwrap()
}

/// What became of each item.
fn outcomes(answer: &RawAnswer) -> Vec<String> {
    let answer: Value = serde_json::from_str(&answer.body).unwrap();
    let items = answer["items"].as_array().unwrap_or_else(|| panic!("no items in {answer}"));
    items.iter().map(|item| item["outcome"].as_str().unwrap().to_owned()).collect()
}

async fn what_is_pushed_to_a_lone_shim_is_on_the_board_of_its_upstream(database: TestDatabase) {
    let (centre, server) = Centre::open(database).await;
    let mut admin = centre.admin(&server).await;
    let (integration, key) = admin.push_integration("Any telephone system").await;
    let upstream = format!("http://{}", server.address());
    let shim = Process::start(&mut kadans(&["shim", "--upstream", &upstream])).await;

    let now = Clock::system().now();
    let item = |agent: &str, activity: &str, ago: i64| {
        let start = (now - Span::from_minutes(ago)).to_string();
        json!({ "agentIdentifier": agent, "activityIdentifier": activity, "startTime": start })
    };
    let states = json!({ "data": [item("ana", "CALL", 10), item("ben", "MAIL", 9), item("", "MAIL", 9)] });
    let answer = push(&shim, &key, &states).await;
    assert_eq!((answer.status, outcomes(&answer)), (200, ["stored", "stored", "refused"].map(str::to_owned).to_vec()));
    let again = push(&shim, &key, &states).await;
    assert_eq!(outcomes(&again), ["duplicate", "duplicate", "refused"]);
    assert_eq!(push(&shim, "kpk_made_up", &states).await.status, 401);

    let unit = admin.unit("Sales", "").await;
    let (ana, ben) = (admin.employee("Ana", &unit).await, admin.employee("Ben", &unit).await);
    admin.assign(&integration, "ana", &ana).await;
    admin.assign(&integration, "ben", &ben).await;
    let mut board = Board::open(&mut admin).await;
    let does = |board: &Board, who: &str, status: &str| {
        board.people.get(who).and_then(|person| person.actual.as_ref()).is_some_and(|actual| actual.status == status)
    };
    board.until("both do what was pushed", |board| does(board, &ana, "CALL") && does(board, &ben, "MAIL")).await;

    // A list of who is logged in: Ben is not.
    let listed = json!({ "agentIdentifier": "ana", "activityIdentifier": "WRAPUP" });
    let snapshot = json!({ "snapshot": true, "data": [listed] });
    assert_eq!(outcomes(&push(&shim, &key, &snapshot).await), ["stored"]);
    let is_offline = |board: &Board| board.people[&ben].actual.as_ref().is_some_and(|ben| ben.activity_id == OFFLINE);
    board.until("Ben is logged out", |board| does(board, &ana, "WRAPUP") && is_offline(board)).await;
    let total = admin.health(&integration).await.total.unwrap();
    assert_eq!((total.accepted_count, total.duplicate_count, total.quarantined_count), (3, 2, 2));

    drop(board);
    server.kill().await;
    let refused = push(&shim, &key, &json!({ "data": [item("ana", "CALL", 0)] })).await;
    assert_eq!(refused.status, 503, "{refused:?}");
    assert!(refused.head.contains("\r\nretry-after: "), "{}", refused.head);
    shim.terminate();
    assert_eq!(shim.ended(SOON).await.status.code(), Some(0));
}
