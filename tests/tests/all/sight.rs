//! A supervisor sees the planning units they were given: in lists, in persons, and on the board.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, GetPersonAdherenceRequest, ListEmployeesRequest, ListPlanningUnitsRequest,
    WatchAdherenceRequest,
};
use kadans_server::auth::caller::Role;
use kadans_tests::{
    board::Board, clients::Clients, failures::Failure as _, journeys, office::segment, reports::state, time::at,
    world::World,
};
use tonic::Code;

journeys! {
    a_supervisor_sees_their_units_in_every_list_and_every_person_of_them,
    a_supervisors_board_shows_and_counts_their_units_alone,
    a_program_with_planning_units_sees_these_alone,
    another_account_sees_nothing_of_this_one,
}

/// Two planning units with one person each.
struct Floors {
    program: Clients,
    integration: String,
    madrid: String,
    paris: String,
    ana: String,
    zoe: String,
}

impl Floors {
    async fn fill(world: &World) -> Self {
        let mut program = world.program().await;
        let madrid = program.unit("Madrid", "Europe/Madrid").await;
        let paris = program.unit("Paris", "Europe/Paris").await;
        let ana = program.employee("Ana", &madrid).await;
        let zoe = program.employee("Zoé", &paris).await;
        let calls = program.activity("Calls", ActivityType::Presence).await;
        for employee in [&ana, &zoe] {
            program.schedule(employee, vec![segment(at("07:00"), at("16:00"), &calls)]).await;
        }
        let integration = program.integration("Odigo", "UTC").await;
        program.report(&integration, [state("ana", "CALL"), state("zoe", "CALL")]).await;
        program.assign(&integration, "ana", &ana).await;
        program.assign(&integration, "zoe", &zoe).await;
        Self { program, integration, madrid, paris, ana, zoe }
    }
}

async fn unit_names(clients: &mut Clients) -> Vec<String> {
    let request = ListPlanningUnitsRequest::default();
    let units = clients.mapping.list_planning_units(request).await.unwrap().into_inner().planning_units;
    units.into_iter().map(|unit| unit.name).collect()
}

async fn employee_names(clients: &mut Clients, units: &[&str]) -> Vec<String> {
    let planning_unit_ids = units.iter().map(|unit| (*unit).to_owned()).collect();
    let request = ListEmployeesRequest { planning_unit_ids, ..ListEmployeesRequest::default() };
    let employees = clients.mapping.list_employees(request).await.unwrap().into_inner().employees;
    employees.into_iter().map(|employee| employee.name).collect()
}

async fn a_supervisor_sees_their_units_in_every_list_and_every_person_of_them(world: &mut World) {
    let floors = Floors::fill(world).await;
    let mut supervisor = world.supervisor(&[&floors.paris]).await;
    assert_eq!(unit_names(&mut supervisor).await, ["Paris"]);
    assert_eq!(employee_names(&mut supervisor, &[]).await, ["Zoé"]);
    let mut planner = world.planner().await;
    assert_eq!(unit_names(&mut planner).await, ["Madrid", "Paris"]);
    assert_eq!(employee_names(&mut planner, &[]).await, ["Ana", "Zoé"]);

    let seen = supervisor.held_at(&floors.zoe, at("08:00")).await;
    assert_eq!(seen.status(), AdherenceStatus::In);
    let person = |id: &str| GetPersonAdherenceRequest { employee_id: id.to_owned(), ..Default::default() };
    let hidden = supervisor.adherence.get_person_adherence(person(&floors.ana)).await.unwrap_err();
    let absent = "018f0000-0000-7000-8000-000000000000";
    let absent = supervisor.adherence.get_person_adherence(person(absent)).await.unwrap_err();
    assert_eq!(hidden.code(), Code::NotFound);
    assert_eq!(hidden.everything(), absent.everything());
}

async fn a_supervisors_board_shows_and_counts_their_units_alone(world: &mut World) {
    let mut floors = Floors::fill(world).await;
    let mut supervisor = world.supervisor(&[&floors.paris]).await;
    let mut board = Board::open(&mut supervisor).await;
    board.until("one person is in adherence", |board| board.summary.in_count == 1).await;
    assert_eq!(board.people.keys().collect::<Vec<_>>(), [&floors.zoe]);

    world.set_clock(at("09:00"));
    let token = floors.program.url_token(&floors.integration).await;
    assert_eq!(world.notify(&token, "agentId=ana&state=LOGOUT").await, 204);
    assert_eq!(world.notify(&token, "agentId=zoe&state=LOGOUT").await, 204);
    board.until("Zoé is logged out", |board| board.person(&floors.zoe).status() == AdherenceStatus::Buffered).await;
    assert!(!board.changed.contains(&floors.ana), "what happens in Madrid is not sent to Paris");

    let madrid = WatchAdherenceRequest { planning_unit_ids: vec![floors.madrid.clone()], ..Default::default() };
    let mut supervisor = world.person("second@acme.example", Role::Supervisor, &[&floors.paris]).await;
    let hidden = supervisor.adherence.watch_adherence(madrid).await.unwrap_err();
    let absent = vec!["018f0000-0000-7000-8000-000000000000".to_owned()];
    let absent = WatchAdherenceRequest { planning_unit_ids: absent, ..Default::default() };
    let absent = supervisor.adherence.watch_adherence(absent).await.unwrap_err();
    assert_eq!(hidden.code(), Code::NotFound);
    assert_eq!(hidden.everything(), absent.everything());
}

async fn a_program_with_planning_units_sees_these_alone(world: &mut World) {
    let floors = Floors::fill(world).await;
    let minted = world.account.mint(&[Role::Service], &[&floors.madrid]).await;
    let mut program = world.clients(&minted.token).await;
    assert_eq!(unit_names(&mut program).await, ["Madrid"]);
    let board = Board::open(&mut program).await;
    assert_eq!(board.people.keys().collect::<Vec<_>>(), [&floors.ana]);
}

async fn another_account_sees_nothing_of_this_one(world: &mut World) {
    let floors = Floors::fill(world).await;
    let neighbour = world.another_account().await;
    let mut neighbour = world.program_of(&neighbour).await;
    assert_eq!(unit_names(&mut neighbour).await, Vec::<String>::new());
    assert!(neighbour.external_users().await.is_empty());
    assert!(neighbour.external_statuses().await.is_empty());
    assert!(Board::open(&mut neighbour).await.people.is_empty());
    let request = GetPersonAdherenceRequest { employee_id: floors.ana.clone(), ..Default::default() };
    assert_eq!(neighbour.adherence.get_person_adherence(request).await.unwrap_err().code(), Code::NotFound);
}
