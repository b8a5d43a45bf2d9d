//! A pause loses nothing: what arrives meanwhile is journalled, and takes effect at its own time on resume.

use kadans_proto::v1::{ActivityType, PauseIntegrationRequest, ResumeIntegrationRequest};
use kadans_server::store::journal::Reading;
use kadans_tests::{board::Board, journeys, office::segment, time::at, world::World};

journeys! { a_paused_stretch_is_filled_on_resume_and_what_could_not_be_read_is_kept }

async fn a_paused_stretch_is_filled_on_resume_and_what_could_not_be_read_is_kept(world: &mut World) {
    let mut program = world.program().await;
    let id = program.integration("Odigo", "UTC").await;
    let token = program.url_token(&id).await;
    let unit = program.unit("Support", "UTC").await;
    let calls = program.activity("Calls", ActivityType::Presence).await;
    let ana = program.employee("Ana", &unit).await;
    program.schedule(&ana, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 204);
    program.assign(&id, "ana", &ana).await;
    let mut board = Board::open(&mut program).await;
    let status = |board: &Board| board.people[&ana].actual.clone().unwrap_or_default().status;
    let activity = |board: &Board| board.people[&ana].actual.clone().unwrap_or_default().activity_id;

    world.set_clock(at("08:10"));
    program.integrations.pause_integration(PauseIntegrationRequest { id: id.clone() }).await.unwrap();
    board.until("unknown", |board| activity(board).is_empty()).await;
    world.set_clock(at("08:20"));
    assert_eq!(world.notify(&token, "agentId=ana&state=PAUSE").await, 204);
    assert_eq!(world.notify(&token, "state=PAUSE").await, 202);
    world.set_clock(at("08:30"));
    assert_eq!(world.notify(&token, "agentId=ana&state=MAIL").await, 204);
    // Nobody's state changes while the pause lasts.
    assert_eq!(program.held_at(&ana, at("08:30")).await.actual.unwrap().activity_id, "");

    world.set_clock(at("08:40"));
    program.integrations.resume_integration(ResumeIntegrationRequest { id: id.clone() }).await.unwrap();
    board.until("what came last", |board| status(board) == "MAIL").await;
    for (time, expected) in [("08:15", "CALL"), ("08:25", "PAUSE"), ("08:35", "MAIL")] {
        assert_eq!(program.held_at(&ana, at(time)).await.actual.unwrap().status, expected, "{time}");
    }
    let integration = id.parse().unwrap();
    let stored = world.store().journal().recent_notifications(world.account.id, integration, None, 10).await.unwrap();
    let aside: Vec<_> = stored.iter().filter(|stored| stored.reading == Reading::Quarantined).collect();
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].body, b"state=PAUSE");
    assert_eq!(program.health(&id).await.total.unwrap().quarantined_count, 1);
}
