//! Employees who move, units that move to another time zone, and employees who leave.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, DeleteEmployeeRequest, DeletePlanningUnitRequest, Employee, ImportScheduleRequest,
    ListEmployeesRequest, PlanningUnit, ScheduleDay, UpdateEmployeeRequest, UpdatePlanningUnitRequest,
};
use kadans_server::{auth::caller::Role, domain::instant::Span};
use kadans_tests::{
    board::Board, clients::Clients, failures::Failure as _, journeys, office::segment, reports::state, time::at,
    world::World,
};
use prost_types::FieldMask;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

journeys! {
    whoever_moves_leaves_one_supervisors_board_for_the_others_at_once,
    a_segment_belongs_to_the_day_it_starts_in_after_its_unit_moved_to_another_zone,
    a_segment_belongs_to_the_day_it_starts_in_after_its_employee_moved_to_another_zone,
    what_is_used_is_not_deleted_and_is_told_by_what,
    a_forced_deletion_takes_the_employee_off_the_board_and_frees_its_user,
    an_employee_that_somebody_else_changed_meanwhile_is_not_overwritten,
}

fn only(path: &str) -> Option<FieldMask> {
    Some(FieldMask { paths: vec![path.to_owned()] })
}

async fn move_to(clients: &mut Clients, employee: &str, unit: &str) -> Result<Employee, Status> {
    let employee = Employee { id: employee.to_owned(), planning_unit_id: unit.to_owned(), ..Employee::default() };
    let request = UpdateEmployeeRequest { employee: Some(employee), update_mask: only("planning_unit_id") };
    Ok(clients.mapping.update_employee(request).await?.into_inner().employee.unwrap())
}

async fn whoever_moves_leaves_one_supervisors_board_for_the_others_at_once(world: &mut World) {
    let mut planner = world.planner().await;
    let (north, south) = (planner.unit("North", "UTC").await, planner.unit("South", "UTC").await);
    let ana = planner.employee("Ana", &north).await;
    let mut first = world.person("north@acme.example", Role::Supervisor, &[&north]).await;
    let mut second = world.person("south@acme.example", Role::Supervisor, &[&south]).await;
    let (mut first, mut second) = (Board::open(&mut first).await, Board::open(&mut second).await);
    assert!(first.people.contains_key(&ana) && second.people.is_empty());
    move_to(&mut planner, &ana, &south).await.unwrap();
    second.until("Ana is on the board of South", |board| board.people.contains_key(&ana)).await;
    first.until("Ana has left the board of North", |board| board.removed.contains(&ana)).await;
    second.until("South counts Ana", |board| board.summary.hidden_count == 1).await;
    first.until("North counts nobody", |board| board.summary.hidden_count == 0).await;
}

/// One hour from 23 o'clock UTC on: the next day in Madrid.
async fn late_shift(planner: &mut Clients, ana: &str) {
    let calls = planner.activity("Calls", ActivityType::Presence).await;
    let late = segment(at("23:00"), at("23:00") + Span::from_hours(1), &calls);
    planner.schedule(ana, vec![late]).await;
}

/// Replaces a day by a day off; how many segments are left from then to the end of the next day.
async fn left_after_a_day_off(planner: &mut Clients, ana: &str, date: &str) -> usize {
    let day = ScheduleDay { employee_id: ana.to_owned(), date: date.to_owned(), segments: Vec::new() };
    let request = ImportScheduleRequest { days: vec![day], ..ImportScheduleRequest::default() };
    planner.adherence.import_schedule(request).await.unwrap();
    let window = [at("00:00"), at("00:00") + Span::from_hours(48)];
    planner.adherence_of(ana, window, window[1]).await.schedule.len()
}

async fn a_segment_belongs_to_the_day_it_starts_in_after_its_unit_moved_to_another_zone(world: &mut World) {
    let mut planner = world.planner().await;
    let unit = planner.unit("Support", "UTC").await;
    let ana = planner.employee("Ana", &unit).await;
    late_shift(&mut planner, &ana).await;
    let moved = PlanningUnit { id: unit, time_zone: "Europe/Madrid".to_owned(), ..PlanningUnit::default() };
    let request = UpdatePlanningUnitRequest { planning_unit: Some(moved), update_mask: only("time_zone") };
    planner.mapping.update_planning_unit(request).await.unwrap();
    assert_eq!(left_after_a_day_off(&mut planner, &ana, "2026-03-02").await, 1);
    assert_eq!(left_after_a_day_off(&mut planner, &ana, "2026-03-03").await, 0);
}

async fn a_segment_belongs_to_the_day_it_starts_in_after_its_employee_moved_to_another_zone(world: &mut World) {
    let mut planner = world.planner().await;
    let unit = planner.unit("Support", "UTC").await;
    let madrid = planner.unit("Madrid", "Europe/Madrid").await;
    let ana = planner.employee("Ana", &unit).await;
    late_shift(&mut planner, &ana).await;
    move_to(&mut planner, &ana, &madrid).await.unwrap();
    assert_eq!(left_after_a_day_off(&mut planner, &ana, "2026-03-02").await, 1);
    assert_eq!(left_after_a_day_off(&mut planner, &ana, "2026-03-03").await, 0);
}

/// Ana in Support, scheduled and known to an integration.
async fn ana_at_work(clients: &mut Clients) -> (String, String) {
    let unit = clients.unit("Support", "UTC").await;
    let ana = clients.employee("Ana", &unit).await;
    let calls = clients.activity("Calls", ActivityType::Presence).await;
    clients.schedule(&ana, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
    let integration = clients.integration("Odigo", "UTC").await;
    clients.report(&integration, [state("ana", "CALL")]).await;
    clients.assign(&integration, "ana", &ana).await;
    (unit, ana)
}

async fn what_is_used_is_not_deleted_and_is_told_by_what(world: &mut World) {
    let mut program = world.program().await;
    let (unit, ana) = ana_at_work(&mut program).await;
    world.person("north@acme.example", Role::Supervisor, &[&unit]).await;
    let refused = program.mapping.delete_planning_unit(DeletePlanningUnitRequest { id: unit }).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "IN_USE"));
    assert!(refused.message().starts_with("Support is used by 1 employee and 1 user: "), "{}", refused.message());
    let metadata = refused.get_details_error_info().unwrap().metadata;
    assert_eq!((metadata["employees"].as_str(), metadata["users"].as_str()), ("1", "1"));

    let gentle = DeleteEmployeeRequest { id: ana, force: false };
    let refused = program.mapping.delete_employee(gentle).await.unwrap_err();
    let metadata = refused.get_details_error_info().unwrap().metadata;
    let counts = ["external_users", "schedule_days", "exceptions"].map(|what| metadata[what].as_str());
    assert_eq!((refused.reason().as_str(), counts), ("IN_USE", ["1", "1", "0"]));
}

async fn a_forced_deletion_takes_the_employee_off_the_board_and_frees_its_user(world: &mut World) {
    let mut program = world.program().await;
    let (unit, ana) = ana_at_work(&mut program).await;
    let mut board = Board::open(&mut program).await;
    board.until("Ana is in adherence", |board| board.person(&ana).status() == AdherenceStatus::In).await;
    let force = DeleteEmployeeRequest { id: ana.clone(), force: true };
    program.mapping.delete_employee(force.clone()).await.unwrap();
    board.until("Ana has left", |board| board.removed.contains(&ana)).await;
    assert_eq!(program.mapping.delete_employee(force).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(program.external_users().await[0].employee_id, "");
    let ben = program.employee("Ben", &unit).await;
    let integration = program.external_users().await[0].integration_id.clone();
    program.assign(&integration, "ana", &ben).await;
    board
        .until("Ben took over", |board| {
            board.people.get(&ben).is_some_and(|ben| ben.actual.as_ref().is_some_and(|actual| actual.status == "CALL"))
        })
        .await;
}

async fn an_employee_that_somebody_else_changed_meanwhile_is_not_overwritten(world: &mut World) {
    let mut planner = world.planner().await;
    let (unit, other) = (planner.unit("Support", "UTC").await, planner.unit("Sales", "UTC").await);
    let ana = planner.employee("Ana", &unit).await;
    let list = planner.mapping.list_employees(ListEmployeesRequest::default()).await.unwrap().into_inner();
    let seen = list.employees[0].clone();
    move_to(&mut planner, &ana, &other).await.unwrap();
    let late = Employee { name: "Anna".to_owned(), ..seen };
    let request = UpdateEmployeeRequest { employee: Some(late), update_mask: None };
    assert_eq!(planner.mapping.update_employee(request).await.unwrap_err().code(), Code::Aborted);
}
