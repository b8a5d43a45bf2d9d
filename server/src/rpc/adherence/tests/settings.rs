//! The rules of adherence: defaults, limits, masks, and two people who change them at once.

#![expect(clippy::float_cmp, reason = "a target is stored as it was given")]

use kadans_proto::v1::{
    AdherenceSettings, UnmappedPolicy, UpdateAdherenceSettingsRequest, UpdateAdherenceSettingsResponse,
};
use prost_types::{Duration, FieldMask};
use tonic::{Code, Status};

use crate::rpc::{
    adherence::{get_settings, update_settings},
    error::RpcError,
    testing::{World, violations},
};

#[expect(clippy::unnecessary_wraps, reason = "messages hold durations that may be absent")]
fn seconds(seconds: i64) -> Option<Duration> {
    Some(Duration { seconds, nanos: 0 })
}

async fn current(world: &World) -> AdherenceSettings {
    get_settings(&world.store, &world.caller).await.unwrap().settings.unwrap()
}

async fn change(
    world: &World,
    settings: AdherenceSettings,
    paths: &[&str],
) -> Result<UpdateAdherenceSettingsResponse, RpcError> {
    let paths = paths.iter().map(|path| (*path).to_owned()).collect();
    let request = UpdateAdherenceSettingsRequest { settings: Some(settings), update_mask: Some(FieldMask { paths }) };
    update_settings(&world.store, &world.caller, request).await
}

#[tokio::test]
async fn an_account_begins_with_the_documented_rules() {
    let world = World::new().await;
    let expected = AdherenceSettings {
        target_percent: 90.0,
        not_present_buffer: seconds(60),
        wrong_activity_buffer: seconds(60),
        not_scheduled_buffer: seconds(60),
        severe_after: seconds(300),
        unmapped_policy: UnmappedPolicy::Present.into(),
        silence_after: seconds(1_800),
        auto_logout_after: seconds(57_600),
        etag: "0".to_owned(),
    };
    assert_eq!(current(&world).await, expected);
}

#[tokio::test]
async fn only_the_fields_of_the_mask_change() {
    let world = World::new().await;
    let new =
        AdherenceSettings { target_percent: 85.5, not_present_buffer: seconds(0), ..AdherenceSettings::default() };
    change(&world, new, &["target_percent"]).await.unwrap();
    let changed = current(&world).await;
    assert_eq!((changed.target_percent, changed.not_present_buffer), (85.5, seconds(60)));
}

#[tokio::test]
async fn every_limit_that_is_broken_is_named_at_once() {
    let world = World::new().await;
    let new = AdherenceSettings {
        target_percent: f64::NAN,
        not_present_buffer: seconds(86_401),
        wrong_activity_buffer: seconds(-1),
        not_scheduled_buffer: Some(Duration { seconds: 1, nanos: 5 }),
        severe_after: None,
        unmapped_policy: 0,
        silence_after: seconds(59),
        auto_logout_after: seconds(3_599),
        etag: String::new(),
    };
    let mut broken = violations(change(&world, new, &[]).await);
    broken.sort_unstable();
    let expected = [
        ("settings.auto_logout_after", "OUT_OF_RANGE"),
        ("settings.not_present_buffer", "OUT_OF_RANGE"),
        ("settings.not_scheduled_buffer", "NOT_WHOLE_SECONDS"),
        ("settings.severe_after", "REQUIRED"),
        ("settings.silence_after", "OUT_OF_RANGE"),
        ("settings.target_percent", "OUT_OF_RANGE"),
        ("settings.unmapped_policy", "REQUIRED"),
        ("settings.wrong_activity_buffer", "OUT_OF_RANGE"),
    ];
    assert_eq!(broken, expected.map(|(field, reason)| (field.to_owned(), reason)));
    assert_eq!(current(&world).await.etag, "0");
}

#[tokio::test]
async fn the_ends_of_the_limits_are_taken() {
    let world = World::new().await;
    let lowest = AdherenceSettings {
        target_percent: 0.1,
        not_present_buffer: seconds(0),
        silence_after: seconds(0),
        auto_logout_after: seconds(3_600),
        ..current(&world).await
    };
    change(&world, lowest, &[]).await.unwrap();
    let highest = AdherenceSettings {
        target_percent: 100.0,
        not_present_buffer: seconds(86_400),
        silence_after: seconds(60),
        ..current(&world).await
    };
    change(&world, highest, &[]).await.unwrap();
    assert_eq!(current(&world).await.target_percent, 100.0);
}

#[tokio::test]
async fn a_mask_with_an_unknown_field_is_refused() {
    let world = World::new().await;
    let refused = change(&world, current(&world).await, &["etag"]).await;
    assert_eq!(violations(refused), [("update_mask".to_owned(), "UNKNOWN_FIELD")]);
}

#[tokio::test]
async fn of_two_who_change_the_same_version_the_second_is_told_to_load_again() {
    let world = World::new().await;
    let seen = current(&world).await;
    let first = AdherenceSettings { target_percent: 80.0, ..seen.clone() };
    change(&world, first, &[]).await.unwrap();
    let second = AdherenceSettings { target_percent: 70.0, ..seen };
    let refused = change(&world, second.clone(), &[]).await;
    assert_eq!(Status::from(refused.unwrap_err()).code(), Code::Aborted);
    assert_eq!(current(&world).await.target_percent, 80.0);
    // Without an etag the last one wins.
    change(&world, AdherenceSettings { etag: String::new(), ..second }, &[]).await.unwrap();
    assert_eq!(current(&world).await.target_percent, 70.0);
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_no_new_version() {
    let world = World::new().await;
    let before = world.store.log_number(world.caller.account).await.unwrap();
    change(&world, current(&world).await, &[]).await.unwrap();
    assert_eq!(world.store.log_number(world.caller.account).await.unwrap(), before);
}
