//! Integrations that are deleted: what they imported stays, and from then on they say nothing.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, AgentStates, DeleteIntegrationRequest, DeviationType, GenerateUrlTokenRequest,
    GetIntegrationRequest, Integration, ListIntegrationsRequest, ListUrlTokensRequest, Notification,
    PauseIntegrationRequest, ReportAgentStatesRequest, ResumeIntegrationRequest, UpdateIntegrationRequest,
    notification::Reading,
};
use kadans_tests::{board::Board, clients::Clients, journeys, office::segment, reports::state, time::at, world::World};
use tonic::{Code, Status};

journeys! {
    from_the_deletion_on_its_users_are_left_out_and_the_past_stays,
    a_pause_ends_with_its_integration,
    everything_about_a_deleted_integration_is_not_found,
    its_name_is_free_and_its_tokens_are_worth_nothing,
}

/// Ana, who is scheduled for calls and known to one integration.
struct Floor {
    program: Clients,
    integration: String,
    ana: String,
}

impl Floor {
    async fn open(world: &World) -> Self {
        let mut program = world.program().await;
        let unit = program.unit("Support", "UTC").await;
        let ana = program.employee("Ana", &unit).await;
        let calls = program.activity("Calls", ActivityType::Presence).await;
        program.schedule(&ana, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
        let integration = program.integration("Odigo", "UTC").await;
        program.report(&integration, [state("ana", "CALL")]).await;
        program.assign(&integration, "ana", &ana).await;
        Self { program, integration, ana }
    }

    async fn delete(&mut self) -> Result<(), Status> {
        let request = DeleteIntegrationRequest { id: self.integration.clone(), etag: String::new() };
        self.program.integrations.delete_integration(request).await.map(|_| ())
    }
}

async fn from_the_deletion_on_its_users_are_left_out_and_the_past_stays(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let mut board = Board::open(&mut floor.program).await;
    board.until("Ana is in adherence", |board| board.person(&floor.ana).status() == AdherenceStatus::In).await;
    world.set_clock(at("09:00"));
    floor.delete().await.unwrap();
    board.until("nothing is known of Ana", |board| board.person(&floor.ana).status() == AdherenceStatus::Unknown).await;

    world.set_clock(at("10:00"));
    let (ana, program) = (&floor.ana, &mut floor.program);
    assert_eq!(program.held_at(ana, at("08:30")).await.status(), AdherenceStatus::In);
    assert_eq!(program.held_at(ana, at("09:30")).await.status(), AdherenceStatus::Unknown);
    let figures = program.adherence_of(ana, [at("08:00"), at("10:00")], at("10:00")).await.figures.unwrap();
    assert_eq!(figures.unknown_seconds, 3_600);
}

async fn a_pause_ends_with_its_integration(world: &mut World) {
    let mut floor = Floor::open(world).await;
    world.set_clock(at("09:00"));
    let pause = PauseIntegrationRequest { id: floor.integration.clone() };
    floor.program.integrations.pause_integration(pause).await.unwrap();
    world.set_clock(at("09:10"));
    floor.program.report(&floor.integration, [state("ana", "LOGOUT")]).await;
    let unknown = floor.program.held_at(&floor.ana, at("09:05")).await;
    assert_eq!(unknown.status(), AdherenceStatus::Unknown);
    world.set_clock(at("09:30"));
    floor.delete().await.unwrap();
    assert_eq!(floor.program.held_at(&floor.ana, at("09:05")).await.status(), AdherenceStatus::In);
    let logged_out = floor.program.held_at(&floor.ana, at("09:20")).await;
    assert_eq!(logged_out.deviation_type(), DeviationType::NotPresent);
}

async fn everything_about_a_deleted_integration_is_not_found(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let id = floor.integration.clone();
    floor.delete().await.unwrap();
    let client = &mut floor.program.integrations;
    let get = client.get_integration(GetIntegrationRequest { id: id.clone() }).await.map(|_| ());
    let integration =
        Integration { id: id.clone(), name: "Odigo".to_owned(), time_zone: "UTC".to_owned(), ..Integration::default() };
    let update = UpdateIntegrationRequest { integration: Some(integration), update_mask: None, validate_only: false };
    let update = client.update_integration(update).await.map(|_| ());
    let pause = client.pause_integration(PauseIntegrationRequest { id: id.clone() }).await.map(|_| ());
    let resume = client.resume_integration(ResumeIntegrationRequest { id: id.clone() }).await.map(|_| ());
    let generate = GenerateUrlTokenRequest { integration_id: id.clone(), overlap: None };
    let generate = client.generate_url_token(generate).await.map(|_| ());
    let tokens = ListUrlTokensRequest { integration_id: id.clone(), ..ListUrlTokensRequest::default() };
    let tokens = client.list_url_tokens(tokens).await.map(|_| ());
    let states =
        AgentStates { states: vec![state("ana", "CALL")], unreadable_items: Vec::new(), ..AgentStates::default() };
    let notification = Notification { reading: Some(Reading::States(states)), ..Notification::default() };
    let report =
        ReportAgentStatesRequest { notifications: vec![notification], integration_id: id, format_etag: String::new() };
    let report = floor.program.adherence.report_agent_states(report).await.map(|_| ());
    let again = floor.delete().await;
    for (what, refused) in [
        ("get", get),
        ("update", update),
        ("pause", pause),
        ("resume", resume),
        ("generate", generate),
        ("tokens", tokens),
        ("report", report),
        ("delete", again),
    ] {
        assert_eq!(refused.unwrap_err().code(), Code::NotFound, "{what}");
    }
    assert!(floor.program.external_users().await.is_empty());
    assert!(floor.program.external_statuses().await.is_empty());
    let list = floor.program.integrations.list_integrations(ListIntegrationsRequest::default()).await.unwrap();
    assert!(list.into_inner().integrations.is_empty());
}

async fn its_name_is_free_and_its_tokens_are_worth_nothing(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let token = floor.program.url_token(&floor.integration).await;
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 204);
    floor.delete().await.unwrap();
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 404);
    let successor = floor.program.integration(" odigo ", "UTC").await;
    assert_ne!(successor, floor.integration);
}
