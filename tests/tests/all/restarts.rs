//! A server that stops and starts again on the same database.

use kadans_proto::v1::{ActivityType, AdherenceStatus, WatchAdherenceRequest};
use kadans_tests::{board::Board, clients::Clients, journeys, office::segment, time::at, world::World};
use tonic::Code;

journeys! {
    everything_acknowledged_is_there_after_a_restart,
    a_board_is_rebuilt_as_it_was,
    a_watch_goes_on_after_a_restart_and_is_sent_what_changed_alone,
    a_watch_ends_with_unavailable_when_the_server_stops,
}

/// Two people on a call, as scheduled.
struct Desk {
    program: Clients,
    integration: String,
    token: String,
    ana: String,
    ben: String,
}

impl Desk {
    async fn open(world: &World) -> Self {
        let mut program = world.program().await;
        let integration = program.integration("Odigo", "UTC").await;
        let token = program.url_token(&integration).await;
        let unit = program.unit("Support", "UTC").await;
        let (ana, ben) = (program.employee("Ana", &unit).await, program.employee("Ben", &unit).await);
        let calls = program.activity("Calls", ActivityType::Presence).await;
        let pause = program.activity("Pause", ActivityType::Break).await;
        world.set_clock(at("08:10"));
        for (agent, employee) in [("ana", &ana), ("ben", &ben)] {
            program.schedule(employee, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
            assert_eq!(world.notify(&token, &format!("agentId={agent}&state=PAUSE")).await, 204);
            assert_eq!(world.notify(&token, &format!("agentId={agent}&state=CALL")).await, 204);
            program.assign(&integration, agent, employee).await;
        }
        program.map("PAUSE", &pause).await;
        Self { program, integration, token, ana, ben }
    }
}

async fn everything_acknowledged_is_there_after_a_restart(world: &mut World) {
    let desk = Desk::open(world).await;
    for second in 0..30 {
        let time = at("08:20") + kadans_server::domain::instant::Span::from_secs(second);
        world.set_clock(time);
        assert_eq!(world.notify(&desk.token, &format!("agentId=ana&state=CALL&note={second}")).await, 204);
    }
    assert_eq!(world.notify(&desk.token, "state=CALL").await, 202);
    world.restart().await;

    let (journal, account) = (world.store().journal(), world.account.id);
    let integration = desk.integration.parse().unwrap();
    let stored = journal.recent_notifications(account, integration, None, 1_000).await.unwrap();
    assert_eq!(stored.len(), 4 + 30 + 1);
    assert_eq!(journal.set_aside(account, integration).await.unwrap().items, 1);
    let mut program = world.clients(&desk.program.token).await;
    assert_eq!(program.external_users().await.len(), 2);
    let held = program.held_at(&desk.ben, at("08:20")).await;
    assert_eq!(held.status(), AdherenceStatus::In);
    assert_eq!(world.notify(&desk.token, "agentId=ben&state=CALL").await, 204, "the URL token holds on");
}

async fn a_board_is_rebuilt_as_it_was(world: &mut World) {
    let mut desk = Desk::open(world).await;
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agentId=ben&state=PAUSE").await, 204);
    world.set_clock(at("09:07"));
    let mut board = Board::open(&mut desk.program).await;
    board.until("Ben is severely out", |board| board.person(&desk.ben).severe).await;
    let before = board.people;
    world.restart().await;
    let mut program = world.clients(&desk.program.token).await;
    assert_eq!(Board::open(&mut program).await.people, before);
}

async fn a_watch_goes_on_after_a_restart_and_is_sent_what_changed_alone(world: &mut World) {
    let mut desk = Desk::open(world).await;
    world.set_clock(at("08:30"));
    let board = Board::open(&mut desk.program).await;
    assert_eq!(board.people.len(), 2);
    world.restart().await;
    world.set_clock(at("08:40"));
    assert_eq!(world.notify(&desk.token, "agentId=ben&state=PAUSE").await, 204);

    let mut program = world.clients(&desk.program.token).await;
    let resumed = board.resume(&mut program, WatchAdherenceRequest::default()).await;
    assert!(resumed.opening.resumed);
    assert_eq!(resumed.pages, [1], "Ana is as she was");
    assert_eq!(resumed.person(&desk.ben).status(), AdherenceStatus::Buffered);
    assert_eq!(resumed.person(&desk.ana).status(), AdherenceStatus::In);
    assert_eq!(resumed.people, Board::open(&mut program).await.people);
}

async fn a_watch_ends_with_unavailable_when_the_server_stops(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let board = Board::open(&mut desk.program).await;
    let (end, ()) = tokio::join!(board.end(), world.stop_server());
    assert_eq!(end.code(), Code::Unavailable, "{end:?}");
}
