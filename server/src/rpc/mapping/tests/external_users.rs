//! External users and their assignments.

use kadans_proto::v1::{AssignExternalUsersRequest, Assignment, ExternalUser, ListExternalUsersRequest};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{employees::employee, planning_units::unit};
use crate::{
    auth::caller::Caller,
    domain::ids::ExternalUserId,
    rpc::{
        error::RpcError,
        mapping::external_users::{assign, list},
        testing::{World, pages, told, violations},
    },
    store::{Change, entity::assignment},
};

fn assignment(user: &impl ToString, employee: &impl ToString) -> Assignment {
    Assignment { external_user_id: user.to_string(), employee_id: employee.to_string() }
}

async fn assign_all(
    world: &World,
    caller: &Caller,
    assignments: Vec<Assignment>,
) -> Result<Vec<ExternalUser>, RpcError> {
    Ok(assign(&world.store, caller, AssignExternalUsersRequest { assignments }).await?.external_users)
}

pub(super) async fn assign_one(
    world: &World,
    caller: &Caller,
    user: ExternalUserId,
    employee: &str,
) -> Result<Vec<ExternalUser>, RpcError> {
    assign_all(world, caller, vec![assignment(&user, &employee)]).await
}

async fn listed(world: &World, request: ListExternalUsersRequest) -> (Vec<String>, i32, i32) {
    let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
    let identifiers = response.external_users.into_iter().map(|user| user.identifier).collect();
    (identifiers, response.total_size, response.unassigned_size)
}

#[tokio::test]
async fn unassigned_external_users_come_first_then_all_others_by_identifier_over_several_pages() {
    let world = World::new().await;
    let account = world.caller.account;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana", &sales.id).await;
    for identifier in ["e", "a", "d", "c", "b"] {
        let user = world.external_user(account, odigo, identifier).await;
        if ["a", "d"].contains(&identifier) {
            assign_one(&world, &world.caller, user, &ana.id).await.unwrap();
        }
    }
    let stranger = world.stranger().await;
    let theirs = world.integration(&stranger, "Odigo").await;
    world.external_user(stranger.account, theirs, "foreign").await;
    for size in [1, 2, 4] {
        let read = pages(async |page_token| {
            let request = ListExternalUsersRequest { page_size: size, page_token, ..Default::default() };
            let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
            assert_eq!((response.total_size, response.unassigned_size), (5, 3));
            (response.external_users.into_iter().map(|user| user.identifier).collect(), response.next_page_token)
        });
        assert_eq!(read.await.concat(), ["b", "c", "e", "a", "d"], "pages of {size}");
    }
}

#[tokio::test]
async fn external_users_are_filtered_by_integration_assignment_and_text() {
    let world = World::new().await;
    let account = world.caller.account;
    let (first, second) = (world.integration(&world.caller, "A").await, world.integration(&world.caller, "B").await);
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana Élan", &sales.id).await;
    let user = world.external_user(account, first, "U_1").await;
    world.external_user(account, first, "ux1").await;
    world.external_user(account, second, "U_1").await;
    assign_one(&world, &world.caller, user, &ana.id).await.unwrap();
    let none = ListExternalUsersRequest::default;
    let of_first = ListExternalUsersRequest { integration_id: first.to_string(), ..none() };
    assert_eq!(listed(&world, of_first).await, (vec!["ux1".to_owned(), "U_1".to_owned()], 2, 2));
    let unassigned = ListExternalUsersRequest { only_unassigned: true, ..none() };
    assert_eq!(listed(&world, unassigned).await, (vec!["U_1".to_owned(), "ux1".to_owned()], 2, 2));
    let by_identifier = ListExternalUsersRequest { search: "u_".to_owned(), ..none() };
    assert_eq!(listed(&world, by_identifier).await, (vec!["U_1".to_owned(), "U_1".to_owned()], 2, 2));
    let by_employee = ListExternalUsersRequest { search: "ÉLAN".to_owned(), ..none() };
    assert_eq!(listed(&world, by_employee).await, (vec!["U_1".to_owned()], 1, 2));
}

#[tokio::test]
async fn an_external_user_was_last_seen_when_its_newest_state_arrived() {
    let world = World::new().await;
    let account = world.caller.account;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let first_seen = world.clock.now();
    let user = world.external_user(account, odigo, "ana").await;
    world.external_user(account, odigo, "typed in ahead").await;
    let newest = world.pass(600);
    world.state(account, odigo, user, (1, newest)).await;
    world.state(account, odigo, user, (2, first_seen)).await;
    let request = ListExternalUsersRequest::default();
    let users = list(&world.store, &world.pages, &world.caller, request).await.unwrap().external_users;
    let seen: Vec<_> = users.iter().map(|user| (user.first_seen_time.unwrap().seconds, user.last_seen_time)).collect();
    let timestamp = crate::rpc::read::timestamp;
    let expected = [newest, first_seen].map(|last| (first_seen.floor_secs(), Some(timestamp(last))));
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn assigning_answers_in_the_order_of_the_request_and_is_one_change() {
    let world = World::new().await;
    let account = world.caller.account;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana", &sales.id).await;
    let bea = employee(&world, &world.caller, "Bea", &sales.id).await;
    let first = world.external_user(account, odigo, "1").await;
    let second = world.external_user(account, odigo, "2").await;
    let before = world.store.log_number(account).await.unwrap();
    let wanted = vec![assignment(&second, &ana.id), assignment(&first, &bea.id)];
    let users = assign_all(&world, &world.caller, wanted).await.unwrap();
    let assigned: Vec<_> = users.iter().map(|u| (u.identifier.as_str(), u.employee_name.as_str())).collect();
    assert_eq!(assigned, [("2", "Ana"), ("1", "Bea")]);
    let mut employees = vec![ana.id.parse().unwrap(), bea.id.parse().unwrap()];
    employees.sort();
    let logged = world.store.changes_after(account, before).await.unwrap();
    assert_eq!(logged, [(before + 1, Change::Assignments { employees })]);
}

#[tokio::test]
async fn an_external_user_moves_with_its_past_and_both_people_are_told() {
    let world = World::new().await;
    let account = world.caller.account;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana", &sales.id).await;
    let bea = employee(&world, &world.caller, "Bea", &sales.id).await;
    let user = world.external_user(account, odigo, "1").await;
    assign_one(&world, &world.caller, user, &ana.id).await.unwrap();
    let before = world.store.log_number(account).await.unwrap();
    let now = world.pass(3600);
    let moved = assign_one(&world, &world.caller, user, &bea.id).await.unwrap();
    assert_eq!(moved[0].employee_id, bea.id);

    let mut rows = assignment::Entity::find().all(world.store.reader()).await.unwrap();
    rows.sort_by_key(|row| row.log_number);
    let rows: Vec<_> =
        rows.iter().map(|row| (row.employee_id.to_string(), row.valid_from, row.valid_to, row.undone_at)).collect();
    let expected = [(ana.id.clone(), None, None, Some(now.micros())), (bea.id.clone(), None, None, None)];
    assert_eq!(rows, expected);
    let mut employees = vec![ana.id.parse().unwrap(), bea.id.parse().unwrap()];
    employees.sort();
    let logged = world.store.changes_after(account, before).await.unwrap();
    assert_eq!(logged, [(before + 1, Change::Assignments { employees })]);
}

#[tokio::test]
async fn assigning_to_the_same_person_again_adds_nothing() {
    let world = World::new().await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana", &sales.id).await;
    let user = world.external_user(world.caller.account, odigo, "1").await;
    assign_one(&world, &world.caller, user, &ana.id).await.unwrap();
    let again = assign_one(&world, &world.caller, user, &ana.id).await.unwrap();
    assert_eq!(again[0].employee_name, "Ana");
    assert_eq!(assignment::Entity::find().all(world.store.reader()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn one_wrong_assignment_keeps_all_others_from_being_made() {
    let world = World::new().await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana", &sales.id).await;
    let user = world.external_user(world.caller.account, odigo, "1").await;
    let wanted = vec![
        assignment(&user, &ana.id),
        assignment(&user, &"ana"),
        assignment(&Uuid::from_u128(9), &ana.id),
        assignment(&"", &Uuid::from_u128(9)),
    ];
    let told = violations(assign_all(&world, &world.caller, wanted).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    let expected = [
        ("assignments[1].employee_id", "NOT_AN_ID"),
        ("assignments[1].external_user_id", "REPEATED"),
        ("assignments[3].external_user_id", "REQUIRED"),
        ("assignments[2].external_user_id", "NOT_FOUND"),
        ("assignments[3].employee_id", "NOT_FOUND"),
    ];
    assert_eq!(told, expected);
    assert!(assignment::Entity::find().all(world.store.reader()).await.unwrap().is_empty());
}

#[tokio::test]
async fn foreign_users_and_employees_read_as_if_they_were_not_there() {
    let world = World::new().await;
    let stranger = world.stranger().await;
    let their_odigo = world.integration(&stranger, "Odigo").await;
    let their_unit = unit(&world, &stranger, "Theirs").await.unwrap();
    let their_user = world.external_user(stranger.account, their_odigo, "1").await;
    let their_employee = employee(&world, &stranger, "Eve", &their_unit.id).await;
    let absent = Uuid::from_u128(9);
    let foreign = assign_all(&world, &world.caller, vec![assignment(&their_user, &their_employee.id)]).await;
    let missing = assign_all(&world, &world.caller, vec![assignment(&absent, &absent)]).await;
    assert_eq!(told(foreign), told(missing));
}

#[tokio::test]
async fn more_than_500_assignments_are_too_many() {
    let world = World::new().await;
    let wanted = vec![assignment(&Uuid::nil(), &Uuid::nil()); 501];
    let told = violations(assign_all(&world, &world.caller, wanted).await);
    assert_eq!(told, [("assignments".to_owned(), "TOO_MANY")]);
    assert!(assign_all(&world, &world.caller, vec![]).await.unwrap().is_empty());
}
