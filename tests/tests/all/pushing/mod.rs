//! The universal push API, from a telephone system's program to the board.

mod limits;

use kadans_proto::v1::{ActivityType, BoardPerson, ListUrlTokensRequest, RevokeUrlTokenRequest};
use kadans_tests::{
    board::Board,
    clients::Clients,
    journeys,
    office::{OFFLINE, segment},
    time::at,
    world::World,
};
use serde_json::{Value, json};

journeys! {
    a_stretch_that_ends_logs_the_agent_out_on_the_board_and_in_the_past,
    stretches_that_overlap_give_way_to_the_shorter_one,
    a_stretch_without_an_end_goes_on_after_a_shorter_one,
    whom_a_snapshot_does_not_list_is_logged_out,
    what_is_pushed_again_is_a_duplicate,
    a_key_can_be_rotated_and_revoked_and_opens_no_other_door,
    what_is_pushed_counts_in_health,
}

struct Office {
    program: Clients,
    integration: String,
    key: String,
    ana: String,
    ben: String,
}

impl Office {
    /// Ana and Ben, scheduled all day, who did something at eight.
    async fn open(world: &World) -> Self {
        let mut program = world.program().await;
        let (integration, key) = program.push_integration("Any telephone system").await;
        let unit = program.unit("Support", "UTC").await;
        let calls = program.activity("Calls", ActivityType::Presence).await;
        let (ana, ben) = (program.employee("Ana", &unit).await, program.employee("Ben", &unit).await);
        let mut office = Self { program, integration, key, ana, ben };
        office.push(world, json!({ "data": [item("ana", "CALL", "08:00"), item("ben", "CALL", "08:00")] })).await;
        for (agent, employee) in [("ana", office.ana.clone()), ("ben", office.ben.clone())] {
            office.program.schedule(&employee, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
            office.program.assign(&office.integration, agent, &employee).await;
        }
        office
    }

    /// What became of each item.
    async fn push(&self, world: &World, body: Value) -> Vec<Value> {
        let answer = world.push(&self.key, &body.to_string()).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        answer["items"].as_array().unwrap().iter().map(|item| item["outcome"].clone()).collect()
    }

    async fn held(&mut self, employee: &str, time: &str) -> (String, String) {
        let actual = self.program.held_at(employee, at(time)).await.actual.unwrap();
        (actual.activity_id, actual.status)
    }
}

fn item(agent: &str, activity: &str, start: &str) -> Value {
    json!({ "agentIdentifier": agent, "activityIdentifier": activity, "startTime": at(start).to_string() })
}

fn stretch(agent: &str, activity: &str, start: &str, end: &str) -> Value {
    let mut item = item(agent, activity, start);
    item["endTime"] = at(end).to_string().into();
    item
}

fn is_offline(person: &BoardPerson) -> bool {
    person.actual.as_ref().is_some_and(|actual| actual.activity_id == OFFLINE)
}

async fn a_stretch_that_ends_logs_the_agent_out_on_the_board_and_in_the_past(world: &mut World) {
    let mut office = Office::open(world).await;
    world.set_clock(at("08:20"));
    let mut board = Board::open(&mut office.program).await;
    office.push(world, json!({ "data": [stretch("ana", "MAIL", "08:10", "08:30")] })).await;
    let ana = office.ana.clone();
    let mailing = |board: &Board| board.people[&ana].actual.as_ref().is_some_and(|actual| actual.status == "MAIL");
    board.until("she writes mail", mailing).await;
    // Nothing arrives: the board wakes by itself.
    world.set_clock(at("08:30"));
    board.until("she is logged out", |board| is_offline(&board.people[&ana])).await;
    assert!(!is_offline(&board.people[&office.ben]));
    assert_eq!(office.held(&ana, "08:29").await.1, "MAIL");
    assert_eq!(office.held(&ana, "08:30").await.0, OFFLINE);
    // What begins before the end takes its place, also if it comes late.
    office.push(world, json!({ "data": [item("ana", "CALL", "08:25")] })).await;
    board.until("she never was", |board| !is_offline(&board.people[&ana])).await;
    assert_eq!(office.held(&ana, "08:30").await.1, "CALL");
}

async fn stretches_that_overlap_give_way_to_the_shorter_one(world: &mut World) {
    let mut office = Office::open(world).await;
    world.set_clock(at("12:00"));
    let day = json!({ "data": [stretch("ana", "WORK", "09:00", "11:00"), stretch("ana", "BREAK", "09:00", "09:15")] });
    assert_eq!(office.push(world, day).await, ["stored", "stored"]);
    let ana = office.ana.clone();
    for (time, expected) in [("08:59", "CALL"), ("09:10", "BREAK"), ("09:15", "WORK"), ("10:59", "WORK")] {
        assert_eq!(office.held(&ana, time).await.1, expected, "{time}");
    }
    assert_eq!(office.held(&ana, "11:00").await.0, OFFLINE);
}

async fn a_stretch_without_an_end_goes_on_after_a_shorter_one(world: &mut World) {
    let mut office = Office::open(world).await;
    world.set_clock(at("10:00"));
    let both = json!({ "data": [item("ana", "OPEN", "09:00"), stretch("ana", "SHORT", "09:10", "09:20")] });
    assert_eq!(office.push(world, both).await, ["stored", "stored"]);
    let ana = office.ana.clone();
    for (time, expected) in [("09:10", "SHORT"), ("09:19", "SHORT"), ("09:20", "OPEN"), ("09:59", "OPEN")] {
        assert_eq!(office.held(&ana, time).await.1, expected, "{time}");
    }
}

async fn whom_a_snapshot_does_not_list_is_logged_out(world: &mut World) {
    let mut office = Office::open(world).await;
    let mut board = Board::open(&mut office.program).await;
    world.set_clock(at("08:30"));
    let listed = json!({ "agentIdentifier": "ana", "activityIdentifier": "CALL" });
    let snapshot = json!({ "snapshot": true, "time": at("08:30").to_string(), "data": [listed] });
    assert_eq!(office.push(world, snapshot.clone()).await, ["stored"]);
    let (ana, ben) = (office.ana.clone(), office.ben.clone());
    board.until("Ben is logged out", |board| is_offline(&board.people[&ben])).await;
    assert!(!is_offline(&board.people[&ana]));
    assert_eq!(office.held(&ben, "08:29").await.1, "CALL");
    // Whatever comes later of the time before changes nothing about that.
    office.push(world, json!({ "data": [item("ben", "MAIL", "08:20")] })).await;
    assert_eq!(office.held(&ben, "08:25").await.1, "MAIL");
    assert_eq!(office.held(&ben, "08:30").await.0, OFFLINE);
    assert_eq!(office.push(world, snapshot).await, ["duplicate"]);
    // Nobody is logged in.
    world.set_clock(at("08:40"));
    assert!(office.push(world, json!({ "snapshot": true, "data": [] })).await.is_empty());
    board.until("Ana is logged out", |board| is_offline(&board.people[&ana])).await;
    // And a board that is built anew knows it too.
    world.restart().await;
    office.program = world.clients(&office.program.token).await;
    let board = Board::open(&mut office.program).await;
    assert!(is_offline(&board.people[&ana]) && is_offline(&board.people[&ben]));
}

async fn what_is_pushed_again_is_a_duplicate(world: &mut World) {
    let office = Office::open(world).await;
    let body = json!({ "data": [stretch("ana", "MAIL", "07:00", "07:30"), item("ben", "MAIL", "07:00")] });
    assert_eq!(office.push(world, body.clone()).await, ["stored", "stored"]);
    assert_eq!(office.push(world, body).await, ["duplicate", "duplicate"]);
    // The end is news.
    let ended = json!({ "data": [stretch("ben", "MAIL", "07:00", "07:20")] });
    assert_eq!(office.push(world, ended).await, ["stored"]);
}

async fn a_key_can_be_rotated_and_revoked_and_opens_no_other_door(world: &mut World) {
    let mut office = Office::open(world).await;
    let unknown = world.push("kpk_made_up", "{}").await;
    assert_eq!(unknown.status, 401);
    let odigo = office.program.integration("Odigo", "UTC").await;
    let url_token = office.program.url_token(&odigo).await;
    assert_eq!(world.push(&url_token, "{}").await, unknown);
    assert_eq!(world.notify(&office.key, "agentId=ana&state=CALL").await, 404);

    let old = office.key.clone();
    let request = ListUrlTokensRequest { integration_id: office.integration.clone(), ..Default::default() };
    let listed = office.program.integrations.list_url_tokens(request.clone()).await.unwrap().into_inner().url_tokens;
    assert!(listed[0].last_use_time.is_some());
    assert!(old.contains(&listed[0].hint));
    let generate =
        kadans_proto::v1::GenerateUrlTokenRequest { integration_id: office.integration.clone(), overlap: None };
    let generated = office.program.integrations.generate_url_token(generate).await.unwrap().into_inner();
    office.key = generated.api_key;
    let body = json!({ "data": [item("ana", "MAIL", "08:00")] });
    assert_eq!(world.push(&old, &body.to_string()).await.status, 200);
    assert_eq!(office.push(world, body.clone()).await, ["duplicate"]);
    let request = RevokeUrlTokenRequest { id: listed[0].id.clone() };
    office.program.integrations.revoke_url_token(request).await.unwrap();
    // What was resolved before is kept for less than a second.
    let mut refused = world.push(&old, &body.to_string()).await;
    let begin = std::time::Instant::now();
    while refused.status == 200 && begin.elapsed() < std::time::Duration::from_secs(1) {
        refused = world.push(&old, &body.to_string()).await;
    }
    assert_eq!(refused, unknown);
    assert_eq!(office.push(world, body).await, ["duplicate"]);
}

async fn what_is_pushed_counts_in_health(world: &mut World) {
    let mut office = Office::open(world).await;
    assert_eq!(world.push(&office.key, "{ broken").await.status, 400);
    let mut bad = item("ana", "CALL", "08:00");
    bad["startTime"] = "eight".into();
    assert_eq!(office.push(world, json!({ "data": [bad, item("ana", "MAIL", "08:00")] })).await, ["refused", "stored"]);
    let total = office.program.health(&office.integration).await.total.unwrap();
    assert_eq!((total.accepted_count, total.quarantined_count), (3, 2));
    assert_eq!(total.median_clock_skew, None, "when a state began is not when it was sent");
}
