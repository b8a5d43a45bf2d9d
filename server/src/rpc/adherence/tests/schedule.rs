//! Schedules are taken over whole or not at all, and every rule that is broken is named.

use kadans_proto::v1::{ImportScheduleRequest, ScheduleSegment};
use tonic::Status;
use uuid::Uuid;

use super::floor::{Floor, at, day, segment};
use crate::{
    domain::{activity::ActivityType, calendar::Zone, ids::ActivityId},
    rpc::{
        adherence::import_schedule,
        error::RpcError,
        testing::{World, told, violations},
    },
};

#[tokio::test]
async fn every_rule_that_is_broken_is_named_at_once() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let present = ActivityId::PRESENT;
    let long = segment("2026-03-02T08:00:00Z", "2026-03-04T08:00:01Z", present);
    let backwards = segment("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z", present);
    let offline = segment("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", ActivityId::OFFLINE);
    let unknown = segment("2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z", Uuid::from_u128(77).into());
    // Madrid is an hour ahead: this is the first minute of the next day there.
    let tomorrow = segment("2026-03-02T23:00:00Z", "2026-03-02T23:30:00Z", present);
    let timeless = ScheduleSegment { activity_id: present.to_string(), ..ScheduleSegment::default() };
    let imported = floor.import(
        &world,
        vec![
            day(ana, "2026-03-02", vec![long, backwards, offline, unknown, tomorrow, timeless]),
            day(ana, "2026-3-3", vec![]),
            day(ana, "2026-03-04", vec![]),
            day(ana, "2026-03-04", vec![]),
            day(Uuid::from_u128(77).into(), "2026-03-02", vec![]),
        ],
    );
    let expected = [
        ("days[0].segments[0].end_time", "TOO_LONG"),
        ("days[0].segments[1].end_time", "NOT_AFTER_START"),
        ("days[0].segments[2].activity_id", "NOT_SCHEDULABLE"),
        ("days[0].segments[3].activity_id", "UNKNOWN_ACTIVITY"),
        ("days[0].segments[4].start_time", "OTHER_DAY"),
        ("days[0].segments[5].start_time", "NOT_A_TIME"),
        ("days[0].segments[5].end_time", "NOT_A_TIME"),
        ("days[1].date", "NOT_A_DATE"),
        ("days[3]", "GIVEN_TWICE"),
        ("days[4].employee_id", "UNKNOWN_EMPLOYEE"),
    ];
    assert_eq!(violations(imported.await), expected.map(|(field, reason)| (field.to_owned(), reason)));
}

#[tokio::test]
async fn nothing_of_a_refused_import_is_stored() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let good = segment("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", ActivityId::PRESENT);
    let before = world.store.log_number(floor.caller.account).await.unwrap();
    let refused = floor.import(&world, vec![day(ana, "2026-03-02", vec![good]), day(ana, "yesterday", vec![])]).await;
    assert_eq!(violations(refused), [("days[1].date".to_owned(), "NOT_A_DATE")]);
    let shown = floor.past(&world, ana, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z").await;
    assert_eq!(shown.schedule, []);
    assert_eq!(world.store.log_number(floor.caller.account).await.unwrap(), before);
}

#[tokio::test]
async fn a_foreign_employee_an_absent_one_and_one_out_of_sight_read_the_same() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let elsewhere = Floor::of(&world, world.stranger().await, "UTC").await;
    let foreign = elsewhere.employee(&world, "Bo").await;
    let absent = Uuid::from_u128(77).into();
    let import = async |caller, employee| {
        let request = ImportScheduleRequest {
            csv: Vec::new(),
            days: vec![day(employee, "2026-03-02", vec![])],
            validate_only: false,
        };
        told(import_schedule(&world.store, caller, request).await)
    };
    let expected = import(&floor.caller, absent).await;
    assert_eq!(import(&floor.caller, foreign).await, expected);
    assert_eq!(import(&floor.outsider(), ana).await, expected);
}

#[tokio::test]
async fn importing_a_day_again_replaces_it_whole() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let lunch = floor.activity(&world, "Lunch", ActivityType::Break).await;
    let work = segment("2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z", ActivityId::PRESENT);
    let rest = segment("2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z", lunch);
    // Given in any order, shown in order of time.
    let imported = floor.import(&world, vec![day(ana, "2026-03-02", vec![rest.clone(), work.clone()])]).await.unwrap();
    assert_eq!((imported.day_count, imported.segment_count), (1, 2));
    let shown = floor.past(&world, ana, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z").await;
    assert_eq!(shown.schedule, [work, rest.clone()]);
    floor.import(&world, vec![day(ana, "2026-03-02", vec![rest.clone()])]).await.unwrap();
    let shown = floor.past(&world, ana, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z").await;
    assert_eq!(shown.schedule, [rest]);
    floor.import(&world, vec![day(ana, "2026-03-02", vec![])]).await.unwrap();
    let shown = floor.past(&world, ana, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z").await;
    assert_eq!(shown.schedule, []);
}

#[tokio::test]
async fn an_import_that_is_only_checked_changes_nothing() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let work = segment("2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z", ActivityId::PRESENT);
    let days = vec![day(ana, "2026-03-02", vec![work])];
    let request = ImportScheduleRequest { csv: Vec::new(), days, validate_only: true };
    let checked = import_schedule(&world.store, &floor.caller, request).await.unwrap();
    assert_eq!((checked.day_count, checked.segment_count), (1, 1));
    let shown = floor.past(&world, ana, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z").await;
    assert_eq!(shown.schedule, []);
}

#[tokio::test]
async fn five_thousand_days_are_taken_and_not_one_more() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let date = |number: i32| {
        let first = Zone::utc().day_of(at("2026-03-02T08:00:00Z"));
        first.plus_days(number).to_string()
    };
    let mut days: Vec<_> = (0..5_000).map(|number| day(ana, &date(number), vec![])).collect();
    assert_eq!(floor.import(&world, days.clone()).await.unwrap().day_count, 5_000);
    days.push(day(ana, &date(5_000), vec![]));
    assert_eq!(violations(floor.import(&world, days).await), [("days".to_owned(), "TOO_MANY")]);
}

#[tokio::test]
async fn of_very_many_violations_the_first_are_named_and_the_others_counted() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let nobody = Uuid::from_u128(77).into();
    let days = (0..1_000).map(|_| day(nobody, "2026-03-02", vec![])).collect();
    let refused = floor.import(&world, days).await;
    let Err(RpcError::Invalid(listed)) = &refused else { panic!("{refused:?}") };
    assert!(listed.last().unwrap().description.contains("975 more"));
    // What a client takes in trailers.
    assert!(Status::from(refused.unwrap_err()).details().len() < 12 * 1024);
}
