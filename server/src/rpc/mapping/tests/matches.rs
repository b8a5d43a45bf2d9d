//! Activity matches.

use kadans_proto::v1::{ActivityMatches, ActivityType, GetActivityMatchesRequest, UpdateActivityMatchesRequest};
use prost_types::FieldMask;
use uuid::Uuid;

use super::activities::activity;
use crate::{
    domain::ids::ActivityId,
    rpc::{
        error::RpcError,
        mapping::matches::{get, update},
        testing::{World, told, violations},
    },
    store::Change,
};

async fn matches_of(world: &World, ids: &[&str]) -> Vec<ActivityMatches> {
    let request = GetActivityMatchesRequest { activity_ids: ids.iter().map(ToString::to_string).collect() };
    get(&world.store, &world.caller, request).await.unwrap().activity_matches
}

async fn replace(world: &World, matches: ActivityMatches, mask: &[&str]) -> Result<ActivityMatches, RpcError> {
    let paths: Vec<String> = mask.iter().map(ToString::to_string).collect();
    let update_mask = (!paths.is_empty()).then_some(FieldMask { paths });
    let request = UpdateActivityMatchesRequest { activity_matches: Some(matches), update_mask };
    Ok(update(&world.store, &world.caller, request).await?.activity_matches.unwrap())
}

#[tokio::test]
async fn activities_match_their_own_type_and_leave_matches_leave_until_somebody_says_otherwise() {
    let world = World::new().await;
    activity(&world, &world.caller, "Ill", ActivityType::Illness).await.unwrap();
    let all = matches_of(&world, &[]).await;
    let flags: Vec<_> = all.iter().map(|m| (m.type_match, m.absence_match)).collect();
    // Offline, Present, Ill.
    assert_eq!(flags, [(false, false), (true, false), (true, true)]);
    assert!(all.iter().all(|m| m.matched_activity_ids.is_empty() && m.matched_types.is_empty()));
}

#[tokio::test]
async fn what_was_replaced_reads_back_and_is_a_change() {
    let world = World::new().await;
    let account = world.caller.account;
    let lunch = activity(&world, &world.caller, "Lunch", ActivityType::Break).await.unwrap();
    let before = world.store.log_number(account).await.unwrap();
    let offline = ActivityMatches {
        activity_id: ActivityId::OFFLINE.to_string(),
        matched_activity_ids: vec![lunch.id.clone(), lunch.id.clone()],
        matched_types: vec![ActivityType::Meeting.into()],
        ..ActivityMatches::default()
    };
    let replaced = replace(&world, offline, &[]).await.unwrap();
    assert_eq!(replaced.matched_activity_ids, [lunch.id]);
    assert_eq!(replaced.matched_types, [i32::from(ActivityType::Meeting)]);
    assert_eq!(matches_of(&world, &[&ActivityId::OFFLINE.to_string()]).await, [replaced]);
    let logged = world.store.changes_after(account, before).await.unwrap();
    assert_eq!(logged, [(before + 1, Change::Matches { activities: vec![ActivityId::OFFLINE] })]);
}

#[tokio::test]
async fn only_the_fields_in_the_mask_are_replaced() {
    let world = World::new().await;
    let lunch = activity(&world, &world.caller, "Lunch", ActivityType::Break).await.unwrap();
    let matches = |types: Vec<i32>| ActivityMatches {
        activity_id: lunch.id.clone(),
        matched_types: types,
        ..ActivityMatches::default()
    };
    let meeting = vec![i32::from(ActivityType::Meeting)];
    let replaced = replace(&world, matches(meeting.clone()), &["matched_types"]).await.unwrap();
    assert!(replaced.type_match);
    let replaced = replace(&world, matches(vec![]), &["type_match"]).await.unwrap();
    assert_eq!((replaced.type_match, replaced.matched_types), (false, meeting));
}

#[tokio::test]
async fn an_update_based_on_an_old_version_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let present = ActivityId::PRESENT.to_string();
    let original = matches_of(&world, &[&present]).await.remove(0);
    let mine = ActivityMatches { type_match: false, ..original.clone() };
    let updated = replace(&world, mine, &[]).await.unwrap();
    assert_ne!(updated.etag, original.etag);
    for etag in [original.etag.clone(), "made up".to_owned()] {
        let theirs = ActivityMatches { etag, ..original.clone() };
        assert!(matches!(replace(&world, theirs, &[]).await, Err(RpcError::Stale)));
    }
    assert_eq!(matches_of(&world, &[&present]).await, std::slice::from_ref(&updated));
    let based_on_newest = ActivityMatches { type_match: true, ..updated };
    assert!(replace(&world, based_on_newest, &[]).await.unwrap().type_match);
}

#[tokio::test]
async fn everything_that_can_not_match_is_told_at_once() {
    let world = World::new().await;
    let wrong = ActivityMatches {
        activity_id: ActivityId::OFFLINE.to_string(),
        type_match: true,
        absence_match: true,
        matched_activity_ids: vec![ActivityId::OFFLINE.to_string(), Uuid::from_u128(9).to_string(), "x".to_owned()],
        matched_types: vec![0, 99],
        etag: String::new(),
    };
    let told = violations(replace(&world, wrong, &[]).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    let expected = [
        ("activity_matches.type_match", "OFFLINE_HAS_NO_TYPE"),
        ("activity_matches.absence_match", "NOT_AN_ABSENCE"),
        ("activity_matches.matched_activity_ids[1]", "NOT_FOUND"),
        ("activity_matches.matched_activity_ids[2]", "NOT_AN_ID"),
        ("activity_matches.matched_activity_ids[0]", "OFFLINE_IS_NOT_SCHEDULED"),
        ("activity_matches.matched_types[0]", "REQUIRED"),
        ("activity_matches.matched_types[1]", "UNKNOWN_TYPE"),
    ];
    assert_eq!(told, expected);
    let told = violations(replace(&world, ActivityMatches::default(), &["color"]).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    assert_eq!(told, [("activity_matches.activity_id", "REQUIRED"), ("update_mask", "UNKNOWN_FIELD")]);
}

#[tokio::test]
async fn a_foreign_activity_reads_as_one_that_is_not_there() {
    let world = World::new().await;
    let stranger = world.stranger().await;
    let theirs = activity(&world, &stranger, "Lunch", ActivityType::Break).await.unwrap().id;
    let absent = Uuid::from_u128(9).to_string();
    let updated = async |id: &str| {
        let matches = ActivityMatches { activity_id: id.to_owned(), ..ActivityMatches::default() };
        told(replace(&world, matches, &[]).await)
    };
    assert_eq!(updated(&theirs).await, updated(&absent).await);
    assert_eq!(updated(&absent).await.code, tonic::Code::NotFound);
    let shown = async |id: &str| {
        let request = GetActivityMatchesRequest { activity_ids: vec![id.to_owned()] };
        told(get(&world.store, &world.caller, request).await)
    };
    assert_eq!(shown(&theirs).await, shown(&absent).await);
}
