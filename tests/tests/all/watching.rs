//! What a watcher of the board is sent, and when its watch ends.

use std::time::{Duration, Instant};

use futures::{StreamExt as _, stream};
use kadans_proto::v1::{
    ActivityType, AdherenceStatus, AgentStateResult, BoardSummary, CreateEmployeeRequest, WatchAdherenceRequest,
};
use kadans_server::{auth::caller::Role, clock::Clock};
use kadans_tests::{
    board::Board,
    clients::Clients,
    database::TestDatabase,
    failures::Failure as _,
    journeys,
    office::segment,
    on_both_databases,
    people::PASSWORD,
    reports::{Besides as _, state},
    time::at,
    world::World,
};
use tonic::Code;

journeys! {
    a_snapshot_comes_in_pages_and_is_complete,
    what_happens_quickly_is_sent_as_its_result,
    whoever_is_no_longer_out_leaves_a_watch_of_those_who_are,
    the_summary_counts_everybody_by_status,
    a_heartbeat_brings_a_token_to_go_on_from,
    a_client_that_was_away_is_sent_what_it_missed,
    a_resume_token_of_another_filter_begins_anew,
    a_watch_ends_when_its_token_expires,
}

mod by_the_machines_clock {
    use super::*;

    on_both_databases! { a_watch_ends_within_five_seconds_of_a_revocation }

    async fn a_watch_ends_within_five_seconds_of_a_revocation(database: TestDatabase) {
        let world = World::start_with(database, Clock::system()).await;
        let email = "supervisor@acme.example";
        let person = world.account.add_person(email, Role::Supervisor, &[]).await;
        let signed_in = world.stranger().await.sign_in(email, PASSWORD).await.unwrap().into_inner();
        let mut supervisor = world.clients(&signed_in.access_token).await;
        let board = Board::open(&mut supervisor).await;
        world.account.revoke(person).await;
        let revoked = Instant::now();
        let end = board.end().await;
        assert!(revoked.elapsed() < Duration::from_secs(5), "{:?}", revoked.elapsed());
        assert!(matches!(end.code(), Code::PermissionDenied | Code::Unauthenticated), "{end:?}");
        world.stop().await;
    }
}

/// Two people who are scheduled for calls all day.
struct Desk {
    program: Clients,
    integration: String,
    ana: String,
    ben: String,
}

impl Desk {
    async fn open(world: &World) -> Self {
        let mut program = world.program().await;
        let integration = program.integration("Odigo", "UTC").await;
        let unit = program.unit("Support", "UTC").await;
        let (ana, ben) = (program.employee("Ana", &unit).await, program.employee("Ben", &unit).await);
        let calls = program.activity("Calls", ActivityType::Presence).await;
        program.report(&integration, [state("ana", "CALL"), state("ben", "CALL")]).await;
        for (agent, employee) in [("ana", &ana), ("ben", &ben)] {
            program.schedule(employee, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
            program.assign(&integration, agent, employee).await;
        }
        program.change_settings(|settings| settings.not_present_buffer = Some(kadans_tests::time::seconds(0))).await;
        Self { program, integration, ana, ben }
    }

    async fn report(&mut self, agent: &str, status: &str) {
        self.program.report(&self.integration, [state(agent, status)]).await;
    }
}

const ONLY_OUT: WatchAdherenceRequest = WatchAdherenceRequest {
    group_ids: Vec::new(),
    planning_unit_ids: Vec::new(),
    only_out: true,
    resume_token: Vec::new(),
};

async fn a_snapshot_comes_in_pages_and_is_complete(world: &mut World) {
    let mut program = world.program().await;
    let unit = program.unit("Everybody", "UTC").await;
    let hired = (0..501).map(|number| {
        let request = CreateEmployeeRequest {
            name: format!("Employee {number}"),
            planning_unit_id: unit.clone(),
            ..CreateEmployeeRequest::default()
        };
        let mut mapping = program.mapping.clone();
        async move { mapping.create_employee(request).await.unwrap().into_inner().employee.unwrap().id }
    });
    let mut hired: Vec<String> = stream::iter(hired).buffer_unordered(16).collect().await;
    hired.sort();
    let board = Board::open(&mut program).await;
    assert!(!board.opening.resumed);
    assert_eq!(board.pages, [500, 1]);
    assert_eq!(board.people.keys().cloned().collect::<Vec<_>>(), hired);
}

async fn what_happens_quickly_is_sent_as_its_result(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = Board::open(&mut desk.program).await;
    world.set_clock(at("09:00"));
    let reports = (0..300).map(|number| {
        let (mut program, integration) = (desk.program.clone(), desk.integration.clone());
        let sent = at("08:30") + kadans_server::domain::instant::Span::from_secs(number);
        let status = if number == 299 { "LAST" } else { ["CALL", "WRAP_UP"][usize::from(number % 2 == 0)] };
        async move { program.report(&integration, [state("ana", status).sent(sent)]).await }
    });
    let outcomes: Vec<_> = stream::iter(reports).buffer_unordered(32).collect().await;
    assert_eq!(outcomes.concat(), vec![AgentStateResult::Accepted; 300]);
    board
        .until("the last state shows", |board| {
            board.person(&desk.ana).actual.as_ref().is_some_and(|actual| actual.status == "LAST")
        })
        .await;
    assert!(board.changed.len() < 300, "{} changes", board.changed.len());
    assert!(board.changed.iter().all(|changed| *changed == desk.ana), "nothing happened to Ben");
}

async fn whoever_is_no_longer_out_leaves_a_watch_of_those_who_are(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = Board::watch(&mut desk.program, ONLY_OUT).await;
    assert!(board.people.is_empty(), "nobody is out");
    world.set_clock(at("09:00"));
    desk.report("ana", "LOGOUT").await;
    board.until("Ana is out", |board| board.people.contains_key(&desk.ana)).await;
    assert_eq!(board.person(&desk.ana).status(), AdherenceStatus::Out);
    world.set_clock(at("09:10"));
    desk.report("ana", "CALL").await;
    board.until("Ana is gone", |board| board.people.is_empty()).await;
    assert_eq!(board.removed, [desk.ana.clone()]);
    assert!(!board.changed.contains(&desk.ben), "Ben never was out");
}

async fn the_summary_counts_everybody_by_status(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = Board::watch(&mut desk.program, ONLY_OUT).await;
    let expected =
        BoardSummary { in_count: 2, real_time_percent: Some(100.0), target_percent: 90.0, ..BoardSummary::default() };
    board.until("both are in", |board| board.summary == expected).await;
    world.set_clock(at("09:00"));
    desk.report("ana", "LOGOUT").await;
    let expected = BoardSummary { in_count: 1, not_present_count: 1, real_time_percent: Some(50.0), ..expected };
    board.until("one is out", |board| board.summary == expected).await;
    world.set_clock(at("09:05"));
    let expected = BoardSummary { severe_count: 1, ..expected };
    board.until("severely", |board| board.summary == expected).await;
    desk.program.change_settings(|settings| settings.target_percent = 85.0).await;
    let expected = BoardSummary { target_percent: 85.0, ..expected };
    board.until("the target is another", |board| board.summary == expected).await;
}

async fn a_heartbeat_brings_a_token_to_go_on_from(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = Board::open(&mut desk.program).await;
    let begun = Instant::now();
    board.until("the heart beats", |board| board.heartbeats == 1).await;
    assert!(begun.elapsed() > Duration::from_secs(14), "every 15 seconds is enough: {:?}", begun.elapsed());
    let resumed = board.resume(&mut desk.program, WatchAdherenceRequest::default()).await;
    assert!(resumed.opening.resumed);
    assert_eq!(resumed.people.len(), 2);
}

async fn a_client_that_was_away_is_sent_what_it_missed(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let out = Board::watch(&mut desk.program, ONLY_OUT).await;
    let everybody = Board::open(&mut desk.program).await;
    // Who stays tells when what is acknowledged has reached the board.
    let mut witness = Board::open(&mut desk.program).await;
    world.set_clock(at("09:00"));
    desk.report("ana", "LOGOUT").await;
    witness.until("Ana is out", |board| board.person(&desk.ana).status() == AdherenceStatus::Out).await;
    let out = out.resume(&mut desk.program, ONLY_OUT).await;
    assert!(out.opening.resumed);
    assert_eq!(out.people.keys().collect::<Vec<_>>(), [&desk.ana]);

    // While nobody looks, Ana comes back, and Ben leaves.
    world.set_clock(at("09:10"));
    desk.report("ana", "CALL").await;
    desk.report("ben", "LOGOUT").await;
    witness.until("Ben is out", |board| board.person(&desk.ben).status() == AdherenceStatus::Out).await;
    let out = out.resume(&mut desk.program, ONLY_OUT).await;
    assert_eq!(out.opening.employee_ids, [desk.ben.clone()], "a client drops whom this list does not name");
    assert_eq!(out.people, Board::watch(&mut desk.program, ONLY_OUT).await.people);

    let everybody = everybody.resume(&mut desk.program, WatchAdherenceRequest::default()).await;
    assert!(everybody.opening.resumed);
    assert_eq!(everybody.people, Board::open(&mut desk.program).await.people);
}

async fn a_resume_token_of_another_filter_begins_anew(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let board = Board::open(&mut desk.program).await;
    let token = board.resume_token.clone();
    let other = board.resume(&mut desk.program, ONLY_OUT).await;
    assert!(!other.opening.resumed);
    assert!(other.people.is_empty(), "what the client had is replaced");
    let forged = WatchAdherenceRequest { resume_token: vec![7; token.len()], ..WatchAdherenceRequest::default() };
    let anew = Board::watch(&mut desk.program, forged).await;
    assert_eq!((anew.opening.resumed, anew.people.len()), (false, 2));
}

async fn a_watch_ends_when_its_token_expires(world: &mut World) {
    let mut planner = world.planner().await;
    let board = Board::open(&mut planner).await;
    world.set_clock(at("08:10"));
    let end = board.end().await;
    assert_eq!((end.code(), end.reason().as_str()), (Code::Unauthenticated, "TOKEN_EXPIRED"));
}
