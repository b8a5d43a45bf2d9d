//! Employees.

use std::collections::BTreeSet;

use kadans_proto::v1::{CreateEmployeeRequest, Employee, ListEmployeesRequest};
use uuid::Uuid;

use super::{external_users::assign_one, planning_units::unit};
use crate::{
    auth::caller::{Caller, UnitScope},
    rpc::{
        error::RpcError,
        mapping::employees::{create, list},
        testing::{World, pages, told, violations},
    },
};

pub(super) async fn employee(world: &World, caller: &Caller, name: &str, unit: &str) -> Employee {
    let request = CreateEmployeeRequest {
        name: name.to_owned(),
        planning_unit_id: unit.to_owned(),
        ..CreateEmployeeRequest::default()
    };
    create(&world.store, caller, request).await.unwrap().employee.unwrap()
}

async fn found(world: &World, caller: &Caller, request: ListEmployeesRequest) -> (Vec<String>, i32) {
    let response = list(&world.store, &world.pages, caller, request).await.unwrap();
    (response.employees.into_iter().map(|employee| employee.name).collect(), response.total_size)
}

fn searching(search: &str) -> ListEmployeesRequest {
    ListEmployeesRequest { search: search.to_owned(), ..ListEmployeesRequest::default() }
}

#[tokio::test]
async fn everything_wrong_with_an_employee_is_told_at_once() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let numbered = CreateEmployeeRequest {
        name: "Ana".to_owned(),
        personnel_number: "007".to_owned(),
        planning_unit_id: sales.id,
        ..CreateEmployeeRequest::default()
    };
    create(&world.store, &world.caller, numbered).await.unwrap();
    let wrong = CreateEmployeeRequest {
        group_ids: Vec::new(),
        name: "  ".to_owned(),
        email: "ana at example".to_owned(),
        personnel_number: " 007 ".to_owned(),
        planning_unit_id: "sales".to_owned(),
    };
    let told = violations(create(&world.store, &world.caller, wrong).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    let expected = [
        ("name", "REQUIRED"),
        ("email", "NOT_AN_EMAIL"),
        ("planning_unit_id", "NOT_AN_ID"),
        ("personnel_number", "TAKEN"),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn employees_without_a_personnel_number_do_not_clash() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    employee(&world, &world.caller, "Ana", &sales.id).await;
    employee(&world, &world.caller, "Ana", &sales.id).await;
    assert_eq!(found(&world, &world.caller, searching("")).await, (vec!["Ana".to_owned(), "Ana".to_owned()], 2));
}

#[tokio::test]
async fn a_foreign_planning_unit_reads_as_one_that_is_not_there() {
    let world = World::new().await;
    let stranger = world.stranger().await;
    let foreign = unit(&world, &stranger, "Theirs").await.unwrap();
    let refused = async |unit: String| {
        let request = CreateEmployeeRequest {
            name: "Ana".to_owned(),
            planning_unit_id: unit,
            ..CreateEmployeeRequest::default()
        };
        let result: Result<_, RpcError> = create(&world.store, &world.caller, request).await;
        told(result)
    };
    assert_eq!(refused(foreign.id).await, refused(Uuid::from_u128(99).to_string()).await);
}

#[tokio::test]
async fn employees_are_found_by_name_mail_number_and_external_user_without_case() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let request = CreateEmployeeRequest {
        group_ids: Vec::new(),
        name: "Álvaro Núñez".to_owned(),
        email: "Alvaro@Example.com".to_owned(),
        personnel_number: "P-50%".to_owned(),
        planning_unit_id: sales.id.clone(),
    };
    let alvaro = create(&world.store, &world.caller, request).await.unwrap().employee.unwrap();
    employee(&world, &world.caller, "Bea", &sales.id).await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let login = world.external_user(world.caller.account, odigo, "JOSÉ.N").await;
    assign_one(&world, &world.caller, login, &alvaro.id).await.unwrap();
    for search in ["ÁLVARO", "núñ", "alvaro@example", "p-50%", "josé", "JOSÉ.n"] {
        assert_eq!(found(&world, &world.caller, searching(search)).await, (vec![alvaro.name.clone()], 1), "{search}");
    }
    for search in ["alvaro nunez", "p-5_", "%"] {
        let expected = i32::from(search == "%");
        assert_eq!(found(&world, &world.caller, searching(search)).await.1, expected, "{search}");
    }
}

#[tokio::test]
async fn employees_are_listed_with_their_external_users_and_by_who_has_none() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let ana = employee(&world, &world.caller, "Ana", &sales.id).await;
    employee(&world, &world.caller, "Bea", &sales.id).await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    for identifier in ["ana.2", "ana.1"] {
        let login = world.external_user(world.caller.account, odigo, identifier).await;
        assign_one(&world, &world.caller, login, &ana.id).await.unwrap();
    }
    let all = list(&world.store, &world.pages, &world.caller, searching("ana")).await.unwrap().employees;
    let identifiers: Vec<_> = all[0].external_users.iter().map(|user| user.identifier.as_str()).collect();
    assert_eq!(identifiers, ["ana.1", "ana.2"]);
    let unassigned = ListEmployeesRequest { only_unassigned: true, ..ListEmployeesRequest::default() };
    assert_eq!(found(&world, &world.caller, unassigned).await, (vec!["Bea".to_owned()], 1));
}

#[tokio::test]
async fn a_supervisor_finds_nobody_outside_their_planning_units() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    let support = unit(&world, &world.caller, "Support").await.unwrap();
    employee(&world, &world.caller, "Ana", &sales.id).await;
    employee(&world, &world.caller, "Bea", &support.id).await;
    let mut supervisor = world.caller.clone();
    supervisor.units = UnitScope::Only(BTreeSet::from([sales.id.parse().unwrap()]));
    let of = |units: &[&String]| ListEmployeesRequest {
        planning_unit_ids: units.iter().map(|id| (*id).clone()).collect(),
        ..ListEmployeesRequest::default()
    };
    assert_eq!(found(&world, &supervisor, of(&[])).await, (vec!["Ana".to_owned()], 1));
    assert_eq!(found(&world, &supervisor, of(&[&sales.id, &support.id])).await, (vec!["Ana".to_owned()], 1));
    assert_eq!(found(&world, &supervisor, of(&[&support.id])).await, (vec![], 0));
    assert_eq!(found(&world, &world.caller, of(&[&support.id])).await, (vec!["Bea".to_owned()], 1));
}

#[tokio::test]
async fn employees_of_the_same_name_are_listed_once_each_over_several_pages() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    for name in ["Bea", "Ana", "ana", "Ana", "Carla", "ana", "Ana"] {
        employee(&world, &world.caller, name, &sales.id).await;
    }
    let read = pages(async |page_token| {
        let request = ListEmployeesRequest { page_size: 2, page_token, ..ListEmployeesRequest::default() };
        let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
        assert_eq!(response.total_size, 7);
        (response.employees.into_iter().map(|employee| employee.id).collect(), response.next_page_token)
    });
    let read = read.await;
    assert_eq!(read.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2, 1]);
    assert_eq!(read.concat().iter().collect::<BTreeSet<_>>().len(), 7);
}

#[tokio::test]
async fn a_page_token_is_refused_with_another_filter_and_by_another_account() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    for name in ["Ana", "Anabel", "Anastasia"] {
        employee(&world, &world.caller, name, &sales.id).await;
    }
    let first = ListEmployeesRequest { page_size: 1, ..searching("ana") };
    let token = list(&world.store, &world.pages, &world.caller, first).await.unwrap().next_page_token;
    let refused = [("page_token".to_owned(), "NOT_OF_THIS_LIST")];
    let with = |search: &str| ListEmployeesRequest { page_token: token.clone(), ..searching(search) };
    assert_eq!(violations(list(&world.store, &world.pages, &world.caller, with("anab")).await), refused);
    let stranger = world.stranger().await;
    assert_eq!(violations(list(&world.store, &world.pages, &stranger, with("ana")).await), refused);
    assert_eq!(found(&world, &world.caller, with("ana")).await.0, ["Anabel", "Anastasia"]);
}
