//! What an integration is doing, and since when.

use kadans_proto::v1::{
    ActivityType, IntegrationHealthState as State, ListIntegrationsRequest, PauseIntegrationRequest,
    ResumeIntegrationRequest, WebServiceState,
};
use kadans_server::domain::instant::Instant;
use kadans_tests::{
    clients::Clients,
    journeys,
    office::segment,
    time::{at, instant},
    world::World,
};

journeys! {
    an_integration_waits_receives_rejects_and_is_paused,
    a_slip_does_not_count_but_for_what_never_could_be_read,
    an_integration_is_silent_exactly_when_the_board_says_so,
}

/// What an integration is doing and since when: the same in its health and in the list.
pub(super) async fn doing(clients: &mut Clients, integration: &str) -> (State, Option<Instant>) {
    let health = clients.health(integration).await;
    let list = clients.integrations.list_integrations(ListIntegrationsRequest::default()).await.unwrap().into_inner();
    let listed = list.integrations.into_iter().find(|listed| listed.id == integration).unwrap();
    assert_eq!((listed.health_state(), listed.health_since_time), (health.state(), health.since_time));
    assert_eq!(health.web_service.unwrap().state(), WebServiceState::NotUsed);
    (health.state(), health.since_time.map(instant))
}

async fn an_integration_waits_receives_rejects_and_is_paused(world: &mut World) {
    let mut admin = world.admin().await;
    let id = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&id).await;
    assert_eq!(doing(&mut admin, &id).await, (State::Waiting, None));

    let notify = async |time: &str, form: &str| {
        world.set_clock(at(time));
        assert!(world.notify(&token, form).await < 300);
    };
    notify("08:01", "agentId=ana&state=CALL").await;
    notify("08:02", "agentId=ana&state=PAUSE").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:01"))));
    notify("08:03", "state=PAUSE").await;
    notify("08:04", "nothing").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:03"))));
    // Of this one a part can be read.
    notify("08:05", r#"[{"agentId":"ana","state":"CALL"},{"agentId":"eva"}]"#).await;
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:05"))));

    world.set_clock(at("08:06"));
    admin.integrations.pause_integration(PauseIntegrationRequest { id: id.clone() }).await.unwrap();
    notify("08:07", "nothing").await;
    notify("08:08", "nothing").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Paused, Some(at("08:06"))));
    admin.integrations.resume_integration(ResumeIntegrationRequest { id: id.clone() }).await.unwrap();
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:07"))));
    notify("08:09", "agentId=ana&state=CALL").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:09"))));
}

async fn a_slip_does_not_count_but_for_what_never_could_be_read(world: &mut World) {
    let mut admin = world.admin().await;
    let id = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&id).await;
    let notify = async |time: &str, form: &str| {
        world.set_clock(at(time));
        assert!(world.notify(&token, form).await < 300);
    };
    notify("08:00", "nothing").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Rejecting, Some(at("08:00"))));
    notify("08:01", "agentId=ana&state=CALL").await;
    notify("08:02", "nothing").await;
    notify("08:02:59", "nothing").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:01"))));
    notify("08:03", "agentId=ana&state=PAUSE").await;
    assert_eq!(doing(&mut admin, &id).await, (State::Receiving, Some(at("08:01"))));
}

async fn an_integration_is_silent_exactly_when_the_board_says_so(world: &mut World) {
    let mut program = world.program().await;
    let id = program.integration("Odigo", "UTC").await;
    let token = program.url_token(&id).await;
    let unit = program.unit("Support", "UTC").await;
    let calls = program.activity("Calls", ActivityType::Presence).await;
    let mut people = Vec::new();
    for number in 0..5 {
        let employee = program.employee(&format!("Number {number}"), &unit).await;
        program.schedule(&employee, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
        assert_eq!(world.notify(&token, &format!("agentId=a{number}&state=CALL")).await, 204);
        program.assign(&id, &format!("a{number}"), &employee).await;
        people.push(employee);
    }
    world.set_clock(at("08:29:59"));
    assert_eq!(doing(&mut program, &id).await, (State::Receiving, Some(at("08:00"))));
    world.set_clock(at("08:40"));
    assert_eq!(doing(&mut program, &id).await, (State::Silent, Some(at("08:30"))));
    assert_eq!(program.held_at(&people[0], at("08:40")).await.actual.unwrap().activity_id, "");
    // A notification that nobody can read is a sign of life.
    assert_eq!(world.notify(&token, "nothing").await, 202);
    assert_eq!(doing(&mut program, &id).await, (State::Receiving, Some(at("08:40"))));
    world.set_clock(at("08:41"));
    assert_eq!(world.notify(&token, "nothing").await, 202);
    assert_eq!(doing(&mut program, &id).await, (State::Rejecting, Some(at("08:40"))));
    world.set_clock(at("08:42"));
    assert_eq!(world.notify(&token, "agentId=a0&state=CALL").await, 204);
    assert_eq!(doing(&mut program, &id).await, (State::Receiving, Some(at("08:42"))));
}
