//! What is on record of changes to people, activities, and who is who.

use kadans_proto::v1::{
    ActivityType, AssignExternalUsersRequest, Assignment, CreateGroupRequest, DeleteActivityRequest,
    DeleteEmployeeRequest, Employee, Group, ImportEmployeesRequest, MapExternalStatusesRequest, StatusMapping,
    UnassignExternalUsersRequest, UnassignMode, UpdateEmployeeRequest, UpdateGroupRequest,
};

use super::{activities::activity, employees::employee, planning_units::unit};
use crate::rpc::{
    mapping::{activities, employee_import, employees, external_statuses, external_users, groups},
    testing::World,
};

type Told = (String, String, String);

async fn told(world: &World) -> Vec<Told> {
    let deeds = world.deeds(world.caller.account).await;
    deeds.into_iter().map(|(action, name, changes)| (action, name, changes.join(", "))).collect()
}

fn deed(action: &str, name: &str, changes: &str) -> Told {
    (action.to_owned(), name.to_owned(), changes.to_owned())
}

#[tokio::test]
async fn changes_of_people_are_on_record_with_names_instead_of_ids() {
    let world = World::new().await;
    let (store, caller) = (&world.store, &world.caller);
    let sales = unit(&world, caller, "Sales").await.unwrap();
    world.pass(1);
    let ana = employee(&world, caller, "Ana", &sales.id).await;
    world.pass(1);
    let request = CreateGroupRequest { name: "Gold".to_owned(), employee_ids: vec![ana.id.clone()] };
    let gold = groups::create(store, caller, request).await.unwrap().group.unwrap();
    world.pass(1);
    let renamed = Employee { name: "Anna".to_owned(), etag: String::new(), group_ids: Vec::new(), ..ana.clone() };
    let request = UpdateEmployeeRequest { employee: Some(renamed), update_mask: None };
    employees::update(store, caller, request).await.unwrap();
    world.pass(1);
    let request = UpdateGroupRequest {
        group: Some(Group { id: gold.id, ..Group::default() }),
        add_employee_ids: vec![ana.id.clone()],
        ..UpdateGroupRequest::default()
    };
    groups::update(store, caller, request).await.unwrap();
    world.pass(1);
    employees::delete(store, caller, DeleteEmployeeRequest { id: ana.id, force: false }).await.unwrap();
    world.pass(1);
    let expected = [
        deed("planning_unit.create", "Sales", "name:  > Sales, time_zone:  > Europe/Madrid"),
        deed("employee.create", "Ana", "name:  > Ana, planning_unit:  > Sales"),
        deed("group.create", "Gold", "name:  > Gold, employees:  > Ana"),
        deed("employee.update", "Anna", "name: Ana > Anna, groups: Gold > "),
        deed("group.update", "Gold", "employees_added:  > Anna"),
        deed("employee.delete", "Anna", "name: Anna > "),
    ];
    assert_eq!(told(&world).await, expected);
}

#[tokio::test]
async fn assignments_and_mappings_are_on_record_for_each_of_a_few() {
    let world = World::new().await;
    let (store, caller) = (&world.store, &world.caller);
    let odigo = world.integration(caller, "Odigo").await;
    let sales = unit(&world, caller, "Sales").await.unwrap();
    world.pass(1);
    let ana = employee(&world, caller, "Ana", &sales.id).await;
    world.pass(1);
    let ben = employee(&world, caller, "Ben", &sales.id).await;
    world.pass(1);
    let lunch = activity(&world, caller, "Lunch", ActivityType::Break).await.unwrap();
    world.pass(1);
    let user = world.external_user(caller.account, odigo, "agent").await.to_string();
    let status = world.external_status(caller.account, odigo, "PAUSE", "LUNCH").await;
    let before = told(&world).await.len();
    for employee in [&ana, &ben, &ben] {
        let assignment = Assignment { external_user_id: user.clone(), employee_id: employee.id.clone() };
        let request = AssignExternalUsersRequest { assignments: vec![assignment] };
        external_users::assign(store, caller, request).await.unwrap();
        world.pass(1);
    }
    for mode in [UnassignMode::End, UnassignMode::Undo] {
        let request = UnassignExternalUsersRequest { external_user_ids: vec![user.clone()], mode: mode.into() };
        external_users::unassign(store, caller, request).await.unwrap();
        world.pass(1);
    }
    let mapping = StatusMapping { external_status_id: status, activity_id: lunch.id.clone() };
    for activity_id in [lunch.id.clone(), String::new()] {
        let mappings = vec![StatusMapping { activity_id, ..mapping.clone() }];
        external_statuses::map(store, caller, MapExternalStatusesRequest { mappings }).await.unwrap();
        world.pass(1);
    }
    activities::delete(store, caller, DeleteActivityRequest { id: lunch.id }).await.unwrap();
    world.pass(1);
    let expected = [
        deed("external_user.assign", "agent", "employee:  > Ana"),
        deed("external_user.assign", "agent", "employee: Ana > Ben"),
        deed("external_user.unassign", "agent", "employee: Ben > "),
        deed("external_status.map", "PAUSE · LUNCH", "activity:  > Lunch"),
        deed("external_status.map", "PAUSE · LUNCH", "activity: Lunch > "),
        deed("activity.delete", "Lunch", "name: Lunch > "),
    ];
    assert_eq!(told(&world).await[before..], expected);
}

#[tokio::test]
async fn a_large_import_is_on_record_as_one_event_with_numbers() {
    let world = World::new().await;
    unit(&world, &world.caller, "Sales").await.unwrap();
    world.pass(1);
    let before = told(&world).await.len();
    let rows = (0..60).map(|number| format!("Person {number},Sales,{number}"));
    let lines: Vec<String> = std::iter::once("name,planning_unit,personnel_number".to_owned()).chain(rows).collect();
    let csv = lines.join("\n").into_bytes();
    let request = ImportEmployeesRequest { csv, validate_only: false };
    employee_import::import(&world.store, &world.caller, request).await.unwrap();
    world.pass(1);
    assert_eq!(told(&world).await[before..], [deed("employee.import", "", "created:  > 60, updated:  > 0")]);
}
