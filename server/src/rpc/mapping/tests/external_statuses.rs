//! External statuses and their mappings.

use kadans_proto::v1::{
    ActivityType, ExternalStatus, ListExternalStatusesRequest, MapExternalStatusesRequest, MappingSource, StatusMapping,
};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::activities::{activity, all as all_activities};
use crate::{
    auth::caller::Caller,
    domain::ids::ActivityId,
    rpc::{
        error::RpcError,
        mapping::external_statuses::{list, map},
        testing::{World, pages, told, violations},
    },
    store::{Change, entity::status_mapping},
};

fn mapping(status: &impl ToString, activity: &impl ToString) -> StatusMapping {
    StatusMapping { external_status_id: status.to_string(), activity_id: activity.to_string() }
}

async fn map_all(
    world: &World,
    caller: &Caller,
    mappings: Vec<StatusMapping>,
) -> Result<Vec<ExternalStatus>, RpcError> {
    Ok(map(&world.store, caller, MapExternalStatusesRequest { mappings }).await?.external_statuses)
}

async fn listed(world: &World, request: ListExternalStatusesRequest) -> (Vec<String>, i32, i32) {
    let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
    let names = response.external_statuses.iter().map(name).collect();
    (names, response.total_size, response.unmapped_size)
}

fn name(status: &ExternalStatus) -> String {
    if status.detail.is_empty() { status.status.clone() } else { format!("{}/{}", status.status, status.detail) }
}

#[tokio::test]
async fn each_status_says_what_it_counts_as_and_why() {
    let world = World::new().await;
    let account = world.caller.account;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let pause = world.external_status(account, odigo, "PAUSE", "").await;
    let lunch = world.external_status(account, odigo, "PAUSE", "LUNCH").await;
    world.external_status(account, odigo, "PAUSE", "SMOKE").await;
    world.external_status(account, odigo, "Log out", "").await;
    world.external_status(account, odigo, "ON_CALL", "").await;
    let break_time = activity(&world, &world.caller, "Break", ActivityType::Break).await.unwrap();
    let meal = activity(&world, &world.caller, "Meal", ActivityType::Break).await.unwrap();
    map_all(&world, &world.caller, vec![mapping(&pause, &break_time.id), mapping(&lunch, &meal.id)]).await.unwrap();

    let request = ListExternalStatusesRequest::default();
    let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
    let meanings: Vec<_> = response
        .external_statuses
        .iter()
        .map(|status| {
            (name(status), status.activity_id.clone(), status.effective_activity_id.clone(), status.mapping_source())
        })
        .collect();
    let (own, none) = (break_time.id, String::new());
    let expected = [
        ("ON_CALL".to_owned(), none.clone(), ActivityId::PRESENT.to_string(), MappingSource::Default),
        ("PAUSE/SMOKE".to_owned(), none.clone(), own.clone(), MappingSource::Inherited),
        ("Log out".to_owned(), none, ActivityId::OFFLINE.to_string(), MappingSource::LoggedOut),
        ("PAUSE".to_owned(), own.clone(), own, MappingSource::Mapped),
        ("PAUSE/LUNCH".to_owned(), meal.id.clone(), meal.id, MappingSource::Mapped),
    ];
    assert_eq!(meanings, expected);
    assert_eq!((response.total_size, response.unmapped_size), (5, 2));
    let counts: Vec<_> =
        all_activities(&world, &world.caller).await.into_iter().map(|a| (a.name, a.mapped_status_count)).collect();
    let expected = [("Offline", 0), ("Present", 0), ("Break", 1), ("Meal", 1)];
    assert_eq!(counts, expected.map(|(name, count)| (name.to_owned(), count)));
}

#[tokio::test]
async fn statuses_are_listed_over_several_pages_and_by_filter() {
    let world = World::new().await;
    let account = world.caller.account;
    let (first, second) = (world.integration(&world.caller, "A").await, world.integration(&world.caller, "B").await);
    for (status, detail) in [("TALK", ""), ("PAUSE", "Déjeuner"), ("OFFLINE", ""), ("PAUSE", ""), ("IDLE", "")] {
        world.external_status(account, first, status, detail).await;
    }
    world.external_status(account, second, "PAUSE", "").await;
    let expected = ["IDLE", "PAUSE", "PAUSE", "PAUSE/Déjeuner", "TALK", "OFFLINE"];
    for size in [1, 2, 4] {
        let read = pages(async |page_token| {
            let request = ListExternalStatusesRequest { page_size: size, page_token, ..Default::default() };
            let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
            (response.external_statuses.iter().map(name).collect(), response.next_page_token)
        });
        assert_eq!(read.await.concat(), expected, "pages of {size}");
    }
    let none = ListExternalStatusesRequest::default;
    let of_second = ListExternalStatusesRequest { integration_id: second.to_string(), ..none() };
    assert_eq!(listed(&world, of_second).await, (vec!["PAUSE".to_owned()], 1, 5));
    let unmapped = ListExternalStatusesRequest { only_unmapped: true, ..none() };
    assert_eq!(listed(&world, unmapped).await.1, 5);
    let by_detail = ListExternalStatusesRequest { search: "DÉJ".to_owned(), ..none() };
    assert_eq!(listed(&world, by_detail).await, (vec!["PAUSE/Déjeuner".to_owned()], 1, 5));
}

#[tokio::test]
async fn remapping_and_unmapping_add_versions_and_the_newest_holds() {
    let world = World::new().await;
    let account = world.caller.account;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let status = world.external_status(account, odigo, "PAUSE", "").await;
    let detail = world.external_status(account, odigo, "PAUSE", "LUNCH").await;
    let other = world.external_status(account, odigo, "TALK", "").await;
    let lunch = activity(&world, &world.caller, "Lunch", ActivityType::Break).await.unwrap();
    let before = world.store.log_number(account).await.unwrap();
    let source = async |mappings| {
        let mapped = map_all(&world, &world.caller, mappings).await.unwrap();
        mapped.iter().map(|status| (status.activity_id.clone(), status.mapping_source())).collect::<Vec<_>>()
    };
    let to_lunch = || vec![mapping(&status, &lunch.id)];
    assert_eq!(source(to_lunch()).await, [(lunch.id.clone(), MappingSource::Mapped)]);
    let to_present = vec![mapping(&status, &ActivityId::PRESENT), mapping(&other, &"")];
    let expected = [(ActivityId::PRESENT.to_string(), MappingSource::Mapped), (String::new(), MappingSource::Default)];
    assert_eq!(source(to_present).await, expected);
    assert_eq!(source(vec![mapping(&status, &"")]).await, [(String::new(), MappingSource::Default)]);
    assert_eq!(status_mapping::Entity::find().all(world.store.reader()).await.unwrap().len(), 3);
    // The details of a status may inherit from it: they are named with it.
    let mut statuses: Vec<Uuid> = vec![status.parse().unwrap(), detail.parse().unwrap()];
    statuses.sort();
    let logged = world.store.changes_after(account, before).await.unwrap();
    let change = |number| (before + number, Change::Mappings { statuses: statuses.clone() });
    assert_eq!(logged, [change(1), change(2), change(3)]);
}

#[tokio::test]
async fn one_wrong_mapping_keeps_all_others_from_being_made() {
    let world = World::new().await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let pause = world.external_status(world.caller.account, odigo, "PAUSE", "").await;
    let talk = world.external_status(world.caller.account, odigo, "TALK", "").await;
    let wanted = vec![
        mapping(&pause, &ActivityId::PRESENT),
        mapping(&talk, &ActivityId::OFFLINE),
        mapping(&pause, &Uuid::from_u128(9)),
        mapping(&Uuid::from_u128(9), &""),
    ];
    let told = violations(map_all(&world, &world.caller, wanted).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    let expected = [
        ("mappings[2].external_status_id", "REPEATED"),
        ("mappings[1].activity_id", "OFFLINE_TAKES_NO_MAPPING"),
        ("mappings[2].activity_id", "NOT_FOUND"),
        ("mappings[3].external_status_id", "NOT_FOUND"),
    ];
    assert_eq!(told, expected);
    assert!(status_mapping::Entity::find().all(world.store.reader()).await.unwrap().is_empty());
}

#[tokio::test]
async fn foreign_statuses_and_activities_read_as_if_they_were_not_there() {
    let world = World::new().await;
    let stranger = world.stranger().await;
    let their_odigo = world.integration(&stranger, "Odigo").await;
    let their_status = world.external_status(stranger.account, their_odigo, "PAUSE", "").await;
    let their_activity = activity(&world, &stranger, "Lunch", ActivityType::Break).await.unwrap();
    let absent = Uuid::from_u128(9);
    let foreign = map_all(&world, &world.caller, vec![mapping(&their_status, &their_activity.id)]).await;
    let missing = map_all(&world, &world.caller, vec![mapping(&absent, &absent)]).await;
    assert_eq!(told(foreign), told(missing));
}
