//! Activities.

use kadans_proto::v1::{self, Activity, ActivityType, CreateActivityRequest, ListActivitiesRequest};

use crate::{
    auth::caller::Caller,
    domain::ids::ActivityId,
    rpc::{
        error::RpcError,
        mapping::activities::{create, list},
        testing::{World, pages, violations},
    },
    store::Change,
};

pub(super) async fn activity(
    world: &World,
    caller: &Caller,
    name: &str,
    activity_type: ActivityType,
) -> Result<Activity, RpcError> {
    let request = CreateActivityRequest {
        name: name.to_owned(),
        r#type: activity_type.into(),
        ..CreateActivityRequest::default()
    };
    Ok(create(&world.store, caller, request).await?.activity.unwrap())
}

pub(super) async fn all(world: &World, caller: &Caller) -> Vec<v1::Activity> {
    list(&world.store, &world.pages, caller, ListActivitiesRequest::default()).await.unwrap().activities
}

#[tokio::test]
async fn an_account_starts_with_present_and_offline() {
    let world = World::new().await;
    let built_in = all(&world, &world.caller).await;
    let summary: Vec<_> = built_in.iter().map(|a| (a.id.clone(), a.name.as_str(), a.r#type(), a.built_in)).collect();
    let expected = [
        (ActivityId::OFFLINE.to_string(), "Offline", ActivityType::Unspecified, true),
        (ActivityId::PRESENT.to_string(), "Present", ActivityType::Presence, true),
    ];
    assert_eq!(summary, expected);
}

#[tokio::test]
async fn an_activity_gets_its_types_colour_unless_it_has_its_own() {
    let world = World::new().await;
    let lunch = activity(&world, &world.caller, "Lunch", ActivityType::Break).await.unwrap();
    let tea = activity(&world, &world.caller, "Tea", ActivityType::Break).await.unwrap();
    assert!(lunch.color.starts_with('#') && lunch.color == tea.color);
    let request = CreateActivityRequest {
        name: "Coaching".to_owned(),
        r#type: ActivityType::Meeting.into(),
        color: "#ABCDEF".to_owned(),
        paid: true,
    };
    let coaching = create(&world.store, &world.caller, request).await.unwrap().activity.unwrap();
    assert_eq!((coaching.color.as_str(), coaching.paid, coaching.built_in), ("#abcdef", true, false));
    let logged = world.store.changes_after(world.caller.account, 2).await.unwrap();
    assert_eq!(logged, [(3, Change::Activities)]);
}

#[tokio::test]
async fn everything_wrong_with_an_activity_is_told_at_once() {
    let world = World::new().await;
    let request =
        CreateActivityRequest { name: " present".to_owned(), r#type: 0, color: "green".to_owned(), paid: false };
    let told = violations(create(&world.store, &world.caller, request).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    assert_eq!(told, [("type", "REQUIRED"), ("color", "NOT_A_COLOR"), ("name", "TAKEN")]);
    let unknown = CreateActivityRequest { name: "x".to_owned(), r#type: 99, ..CreateActivityRequest::default() };
    let told = violations(create(&world.store, &world.caller, unknown).await);
    assert_eq!(told, [("type".to_owned(), "UNKNOWN_TYPE")]);
}

#[tokio::test]
async fn built_in_activities_come_first_then_all_others_by_name_over_several_pages() {
    let world = World::new().await;
    for name in ["Vacation", "break", "Aftercall"] {
        activity(&world, &world.caller, name, ActivityType::Break).await.unwrap();
    }
    let expected = [vec!["Offline"], vec!["Present"], vec!["Aftercall"], vec!["break"], vec!["Vacation"]];
    for size in [1, 2, 3] {
        let read = pages(async |page_token| {
            let request = ListActivitiesRequest { page_size: size, page_token };
            let response = list(&world.store, &world.pages, &world.caller, request).await.unwrap();
            (response.activities.into_iter().map(|activity| activity.name).collect(), response.next_page_token)
        });
        assert_eq!(read.await.concat(), expected.concat(), "pages of {size}");
    }
}
