//! One person's adherence: which stretch is shown, to whom, and in which words.

use kadans_proto::v1::{AdherenceStatus, DeviationType, GetPersonAdherenceRequest, GetPersonAdherenceResponse};
use tonic::{Code, Status};
use uuid::Uuid;

use super::floor::{Floor, at, day, segment, time};
use crate::{
    auth::caller::Caller,
    domain::ids::{ActivityId, EmployeeId},
    rpc::{
        adherence::person_adherence,
        error::RpcError,
        testing::{World, told, violations},
    },
};

async fn ask(
    world: &World,
    caller: &Caller,
    employee: EmployeeId,
    request: GetPersonAdherenceRequest,
) -> Result<GetPersonAdherenceResponse, RpcError> {
    let request = GetPersonAdherenceRequest { employee_id: employee.to_string(), ..request };
    person_adherence(&world.store, caller, request).await
}

fn on(date: &str) -> GetPersonAdherenceRequest {
    GetPersonAdherenceRequest { date: date.to_owned(), ..GetPersonAdherenceRequest::default() }
}

#[tokio::test]
async fn a_day_is_a_local_day_of_the_planning_unit_and_today_by_default() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    // Half past midnight of the 3rd in Madrid.
    world.clock.set(at("2026-03-02T23:30:00Z"));
    let today = ask(&world, &floor.caller, ana, GetPersonAdherenceRequest::default()).await.unwrap();
    assert_eq!((today.start_time, today.end_time), (time("2026-03-02T23:00:00Z"), time("2026-03-03T23:00:00Z")));
    assert_eq!(today.time_zone, "Europe/Madrid");
    let spring = ask(&world, &floor.caller, ana, on("2026-03-29")).await.unwrap();
    assert_eq!((spring.start_time, spring.end_time), (time("2026-03-28T23:00:00Z"), time("2026-03-29T22:00:00Z")));
}

#[tokio::test]
async fn segments_fill_the_window_up_to_the_instant_asked_as_of_and_shifts_are_shown_whole() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let night = segment("2026-03-02T21:00:00Z", "2026-03-03T05:00:00Z", ActivityId::PRESENT);
    floor.import(&world, vec![day(ana, "2026-03-02", vec![night.clone()])]).await.unwrap();
    floor.says(&world, "a1", "AVAILABLE", "2026-03-02T21:00:00Z").await;
    floor.assign(&world, "a1", ana).await;
    floor.says(&world, "a1", "WRAP_UP", "2026-03-02T22:30:00Z").await;
    floor.says(&world, "a1", "LOGOUT", "2026-03-03T00:00:00Z").await;
    world.clock.set(at("2026-03-03T12:00:00Z"));
    let request = GetPersonAdherenceRequest { as_of: time("2026-03-03T00:30:00Z"), ..on("2026-03-03") };
    let shown = ask(&world, &floor.caller, ana, request).await.unwrap();
    assert_eq!(shown.schedule, [night]);
    let cuts: Vec<_> = shown.segments.iter().map(|s| (s.start_time, s.end_time, s.status(), s.severe)).collect();
    let expected = [
        (time("2026-03-02T23:00:00Z"), time("2026-03-03T00:00:00Z"), AdherenceStatus::In, false),
        (time("2026-03-03T00:00:00Z"), time("2026-03-03T00:01:00Z"), AdherenceStatus::Buffered, false),
        (time("2026-03-03T00:01:00Z"), time("2026-03-03T00:05:00Z"), AdherenceStatus::Out, false),
        (time("2026-03-03T00:05:00Z"), time("2026-03-03T00:30:00Z"), AdherenceStatus::Out, true),
    ];
    assert_eq!(cuts, expected);
    let figures = shown.figures.unwrap();
    assert_eq!((figures.scheduled_seconds, figures.out_seconds), (5_400, 1_740));
    assert_eq!(shown.as_of, time("2026-03-03T00:30:00Z"));
}

#[tokio::test]
async fn a_segment_says_what_was_reported_and_whether_anybody_mapped_it() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    floor.says(&world, "a1", "AVAILABLE", "2026-03-02T08:00:00Z").await;
    floor.assign(&world, "a1", ana).await;
    floor.says(&world, "a1", "WRAP_UP", "2026-03-02T08:30:00Z").await;
    world.clock.set(at("2026-03-02T12:00:00Z"));
    let shown = floor.past(&world, ana, "2026-03-02T08:10:00Z", "2026-03-02T09:00:00Z").await;
    let told: Vec<_> = shown
        .segments
        .iter()
        .map(|segment| (segment.actual.as_ref().unwrap().status.as_str(), segment.deviation_type()))
        .collect();
    // Both count as Present and the status stays, but what is behind it changes.
    assert_eq!(told, [("AVAILABLE", DeviationType::NotScheduled), ("WRAP_UP", DeviationType::NotScheduled)]);
    let actual = shown.segments[0].actual.clone().unwrap();
    assert!(actual.unmapped);
    assert_eq!(actual.activity_id, ActivityId::PRESENT.to_string());
    let employee = shown.employee.unwrap();
    assert_eq!((employee.name.as_str(), employee.external_users[0].identifier.as_str()), ("Ana", "a1"));
}

#[tokio::test]
async fn a_window_is_at_most_31_days_and_excludes_a_date() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let window = |start, end| GetPersonAdherenceRequest {
        start_time: time(start),
        end_time: time(end),
        ..GetPersonAdherenceRequest::default()
    };
    let refused = async |request| violations(ask(&world, &floor.caller, ana, request).await);
    let long = window("2026-03-01T00:00:00Z", "2026-04-01T02:00:00Z");
    assert_eq!(refused(long).await, [("end_time".to_owned(), "TOO_LONG")]);
    let backwards = window("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z");
    assert_eq!(refused(backwards).await, [("end_time".to_owned(), "NOT_AFTER_START")]);
    let half = GetPersonAdherenceRequest { start_time: time("2026-03-01T00:00:00Z"), ..on("2026-03-02") };
    assert_eq!(refused(half).await, [("date".to_owned(), "AMBIGUOUS"), ("end_time".to_owned(), "REQUIRED")]);
    for date in ["2026-02-30", "2026-3-1", "20260301", "2026-03-01T08:00:00"] {
        assert_eq!(refused(on(date)).await, [("date".to_owned(), "NOT_A_DATE")], "{date}");
    }
    // October in Madrid has 31 days and an hour.
    ask(&world, &floor.caller, ana, window("2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z")).await.unwrap();
}

#[tokio::test]
async fn a_window_that_lies_ahead_is_empty() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let shown = ask(&world, &floor.caller, ana, on("2026-12-01")).await.unwrap();
    assert_eq!(shown.segments, []);
    assert_eq!(shown.figures.unwrap().adherence_percent, None);
}

#[tokio::test]
async fn whoever_may_not_see_a_person_is_told_that_nobody_is_there() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let absent = ask(&world, &floor.caller, Uuid::from_u128(77).into(), on("2026-03-02")).await;
    let absent = told(absent);
    assert_eq!(absent.code, Code::NotFound);
    let stranger = world.stranger().await;
    for caller in [&stranger, &floor.outsider()] {
        assert_eq!(told(ask(&world, caller, ana, on("2026-03-02")).await), absent);
    }
    let nonsense = GetPersonAdherenceRequest { employee_id: "Ana".to_owned(), ..on("2026-03-02") };
    let refused = person_adherence(&world.store, &floor.caller, nonsense).await;
    assert_eq!(Status::from(refused.unwrap_err()).code(), Code::InvalidArgument);
}
