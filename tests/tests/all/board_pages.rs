//! The board in pages, for those who ask once.

use kadans_proto::v1::{AdherenceStatus, GetAdherenceBoardRequest, GetAdherenceBoardResponse};
use kadans_tests::{
    board::Board,
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::{PRESENT, segment},
    reports::state,
    time::{at, seconds, wire},
    world::World,
};
use tonic::{Code, Status};

journeys! {
    the_board_is_read_in_pages_by_name,
    a_page_token_holds_for_its_filter_alone,
    only_those_who_are_out_are_shown_and_everybody_is_counted,
    a_page_shows_what_watchers_see,
    a_supervisor_sees_their_units_and_no_others,
}

async fn page(clients: &mut Clients, request: GetAdherenceBoardRequest) -> Result<GetAdherenceBoardResponse, Status> {
    Ok(clients.adherence.get_adherence_board(request).await?.into_inner())
}

fn names(page: &GetAdherenceBoardResponse) -> Vec<&str> {
    page.people.iter().map(|person| person.name.as_str()).collect()
}

fn of(units: &[&str], page_size: i32, page_token: &str) -> GetAdherenceBoardRequest {
    GetAdherenceBoardRequest {
        planning_unit_ids: units.iter().map(|unit| (*unit).to_owned()).collect(),
        page_size,
        page_token: page_token.to_owned(),
        ..GetAdherenceBoardRequest::default()
    }
}

async fn the_board_is_read_in_pages_by_name(world: &mut World) {
    let mut program = world.program().await;
    let unit = program.unit("Support", "UTC").await;
    for name in ["zoe", "Ben", "ana", "Émile", "Ben"] {
        program.employee(name, &unit).await;
    }
    let first = page(&mut program, of(&[], 2, "")).await.unwrap();
    assert_eq!(names(&first), ["ana", "Ben"]);
    assert_eq!(first.as_of, Some(wire(world.now())));
    // Who comes meanwhile before the place of the token makes nobody come twice.
    program.employee("Aaron", &unit).await;
    let second = page(&mut program, of(&[], 2, &first.next_page_token)).await.unwrap();
    assert_eq!(names(&second), ["Ben", "zoe"]);
    assert_ne!(first.people[1].employee_id, second.people[0].employee_id);
    let last = page(&mut program, of(&[], 2, &second.next_page_token)).await.unwrap();
    assert_eq!((names(&last), last.next_page_token.as_str()), (vec!["Émile"], ""));
}

async fn a_page_token_holds_for_its_filter_alone(world: &mut World) {
    let mut program = world.program().await;
    let unit = program.unit("Support", "UTC").await;
    for name in ["Ana", "Ben"] {
        program.employee(name, &unit).await;
    }
    let token = page(&mut program, of(&[], 1, "")).await.unwrap().next_page_token;
    for other in [of(&[&unit], 1, &token), GetAdherenceBoardRequest { only_out: true, ..of(&[], 1, &token) }] {
        let refused = page(&mut program, other).await.unwrap_err();
        assert_eq!(refused.violations(), [("page_token".to_owned(), "NOT_OF_THIS_LIST".to_owned())]);
    }
    let refused = page(&mut program, of(&["support"], -1, "x")).await.unwrap_err();
    let fields: Vec<_> = refused.violations().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["page_size", "page_token", "planning_unit_ids[0]"]);
}

async fn only_those_who_are_out_are_shown_and_everybody_is_counted(world: &mut World) {
    let mut program = world.program().await;
    let unit = program.unit("Support", "UTC").await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "CALL"), state("ben", "LOGOUT")]).await;
    program.change_settings(|settings| settings.not_present_buffer = Some(seconds(0))).await;
    for (agent, name) in [("ana", "Ana"), ("ben", "Ben")] {
        let employee = program.employee(name, &unit).await;
        program.schedule(&employee, vec![segment(at("07:00"), at("16:00"), PRESENT)]).await;
        program.assign(&integration, agent, &employee).await;
    }
    Board::open(&mut program).await.until("Ben is out", |board| board.summary.not_present_count == 1).await;
    let request = GetAdherenceBoardRequest { only_out: true, ..GetAdherenceBoardRequest::default() };
    let out = page(&mut program, request).await.unwrap();
    assert_eq!((names(&out), out.people[0].status()), (vec!["Ben"], AdherenceStatus::Out));
    let summary = out.summary.unwrap();
    assert_eq!((summary.in_count, summary.not_present_count, summary.real_time_percent), (1, 1, Some(50.0)));
}

async fn a_page_shows_what_watchers_see(world: &mut World) {
    let mut program = world.program().await;
    let unit = program.unit("Support", "UTC").await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "CALL")]).await;
    let ana = program.employee("Ana", &unit).await;
    program.assign(&integration, "ana", &ana).await;
    let mut board = Board::open(&mut program).await;
    world.set_clock(at("08:30"));
    program.report(&integration, [state("ana", "WRAP_UP")]).await;
    let status = |board: &Board| board.person(&ana).actual.clone().unwrap_or_default().status;
    board.until("the state shows", |board| status(board) == "WRAP_UP").await;
    let shown = page(&mut program, GetAdherenceBoardRequest::default()).await.unwrap();
    assert_eq!(shown.people, [board.person(&ana).clone()]);
}

async fn a_supervisor_sees_their_units_and_no_others(world: &mut World) {
    let mut program = world.program().await;
    let (madrid, paris) = (program.unit("Madrid", "UTC").await, program.unit("Paris", "UTC").await);
    program.employee("Ana", &madrid).await;
    program.employee("Zoé", &paris).await;
    let mut supervisor = world.supervisor(&[&paris]).await;
    let shown = page(&mut supervisor, of(&[], 0, "")).await.unwrap();
    assert_eq!(names(&shown), ["Zoé"]);
    let summary = shown.summary.unwrap();
    assert_eq!(summary.hidden_count + summary.unknown_count, 1);
    let refused = page(&mut supervisor, of(&[&madrid], 0, "")).await.unwrap_err();
    let absent = page(&mut supervisor, of(&["00000000-0000-0000-0000-000000000077"], 0, "")).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    assert_eq!(refused.everything(), absent.everything());
}
