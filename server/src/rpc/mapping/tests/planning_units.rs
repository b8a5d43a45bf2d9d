//! Planning units.

use std::collections::BTreeSet;

use kadans_proto::v1::{CreatePlanningUnitRequest, ListPlanningUnitsRequest, PlanningUnit};

use crate::{
    auth::caller::{Caller, UnitScope},
    rpc::{
        error::RpcError,
        mapping::planning_units::{create, list},
        testing::{World, pages, violations},
    },
    store::Change,
};

pub(super) async fn unit(world: &World, caller: &Caller, name: &str) -> Result<PlanningUnit, RpcError> {
    let request = CreatePlanningUnitRequest { name: name.to_owned(), time_zone: String::new() };
    Ok(create(&world.store, caller, request).await?.planning_unit.unwrap())
}

async fn names(world: &World, caller: &Caller) -> Vec<String> {
    let response = list(&world.store, &world.pages, caller, ListPlanningUnitsRequest::default()).await.unwrap();
    response.planning_units.into_iter().map(|unit| unit.name).collect()
}

#[tokio::test]
async fn a_planning_unit_has_the_zone_of_its_account_unless_it_says_otherwise() {
    let world = World::new().await;
    assert_eq!(unit(&world, &world.caller, "Sales").await.unwrap().time_zone, "Europe/Madrid");
    let request = CreatePlanningUnitRequest { name: "Support".to_owned(), time_zone: "Europe/Amsterdam".to_owned() };
    let unit = create(&world.store, &world.caller, request).await.unwrap().planning_unit.unwrap();
    assert_eq!((unit.name.as_str(), unit.time_zone.as_str()), ("Support", "Europe/Amsterdam"));
}

#[tokio::test]
async fn a_name_is_taken_whatever_its_case_and_outer_spaces() {
    let world = World::new().await;
    unit(&world, &world.caller, "Équipe Żółta").await.unwrap();
    for name in ["équipe żółta", "  ÉQUIPE ŻÓŁTA ", "E\u{301}quipe żółta"] {
        assert_eq!(violations(unit(&world, &world.caller, name).await), [("name".to_owned(), "TAKEN")], "{name}");
    }
    let stranger = world.stranger().await;
    unit(&world, &stranger, "Équipe Żółta").await.unwrap();
}

#[tokio::test]
async fn a_taken_name_and_an_unknown_zone_are_told_together() {
    let world = World::new().await;
    unit(&world, &world.caller, "Sales").await.unwrap();
    let request = CreatePlanningUnitRequest { name: "sales".to_owned(), time_zone: "Europe/Nowhere".to_owned() };
    let told = violations(create(&world.store, &world.caller, request).await);
    assert_eq!(told, [("time_zone".to_owned(), "UNKNOWN_TIME_ZONE"), ("name".to_owned(), "TAKEN")]);
}

#[tokio::test]
async fn planning_units_are_listed_by_name_over_several_pages() {
    let world = World::new().await;
    for name in ["delta", "Bravo", "alpha", "Écho", "charlie"] {
        unit(&world, &world.caller, name).await.unwrap();
    }
    unit(&world, &world.stranger().await, "foreign").await.unwrap();
    let read = pages(async |page_token| {
        let request = ListPlanningUnitsRequest { page_size: 2, page_token };
        let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
        (response.planning_units.into_iter().map(|unit| unit.name).collect(), response.next_page_token)
    });
    assert_eq!(read.await, [vec!["alpha", "Bravo"], vec!["charlie", "delta"], vec!["Écho"]]);
}

#[tokio::test]
async fn a_supervisor_sees_only_the_planning_units_they_were_given() {
    let world = World::new().await;
    let sales = unit(&world, &world.caller, "Sales").await.unwrap();
    unit(&world, &world.caller, "Support").await.unwrap();
    let mut supervisor = world.caller.clone();
    supervisor.units = UnitScope::Only(BTreeSet::from([sales.id.parse().unwrap()]));
    assert_eq!(names(&world, &supervisor).await, ["Sales"]);
    supervisor.units = UnitScope::Only(BTreeSet::new());
    assert!(names(&world, &supervisor).await.is_empty());
    assert_eq!(names(&world, &world.caller).await, ["Sales", "Support"]);
}

#[tokio::test]
async fn a_new_planning_unit_is_a_change_in_the_log_and_a_refused_one_is_none() {
    let world = World::new().await;
    let mut commits = world.store.subscribe();
    unit(&world, &world.caller, "Sales").await.unwrap();
    unit(&world, &world.caller, "sales").await.unwrap_err();
    let commit = commits.try_recv().unwrap();
    assert_eq!((commit.account, commit.log_number), (world.caller.account, 1));
    assert!(commits.try_recv().is_err());
    let logged = world.store.changes_after(world.caller.account, 0).await.unwrap();
    assert_eq!(logged, [(1, Change::Directory)]);
}
