//! No two segments of a person may share time, whatever days they belong to.

use kadans_proto::v1::{ImportScheduleRequest, ScheduleDay};

use super::floor::{Floor, day, segment};
use crate::{
    domain::ids::{ActivityId, EmployeeId},
    rpc::{
        adherence::import_schedule,
        error::RpcError,
        testing::{World, violations},
    },
};

const PRESENT: ActivityId = ActivityId::PRESENT;

/// A night shift that begins on the 2nd and lasts into the 3rd.
fn night(employee: EmployeeId) -> ScheduleDay {
    day(employee, "2026-03-02", vec![segment("2026-03-02T20:00:00Z", "2026-03-03T06:00:00Z", PRESENT)])
}

fn morning(employee: EmployeeId) -> ScheduleDay {
    day(employee, "2026-03-03", vec![segment("2026-03-03T05:00:00Z", "2026-03-03T09:00:00Z", PRESENT)])
}

#[tokio::test]
async fn segments_of_one_day_must_not_overlap_and_may_touch() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let segments = vec![
        segment("2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z", PRESENT),
        segment("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", PRESENT),
        segment("2026-03-02T11:59:59Z", "2026-03-02T13:00:00Z", PRESENT),
    ];
    let refused = floor.import(&world, vec![day(ana, "2026-03-02", segments)]).await;
    let Err(RpcError::Invalid(violations)) = refused else { panic!("{refused:?}") };
    let [violation] = violations.as_slice() else { panic!("{violations:?}") };
    assert_eq!((violation.field.as_str(), violation.reason), ("days[0].segments[2]", "OVERLAP"));
    assert!(violation.description.contains("days[0].segments[0]"), "{}", violation.description);
}

#[tokio::test]
async fn a_neighbouring_day_of_the_same_request_counts() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let refused = floor.import(&world, vec![night(ana), morning(ana)]).await;
    assert_eq!(violations(refused), [("days[1].segments[0]".to_owned(), "OVERLAP")]);
    // Of somebody else it does not.
    let bo = floor.employee(&world, "Bo").await;
    floor.import(&world, vec![night(ana), morning(bo)]).await.unwrap();
}

#[tokio::test]
async fn a_stored_neighbouring_day_counts_unless_it_is_replaced() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    floor.import(&world, vec![night(ana)]).await.unwrap();
    let refused = floor.import(&world, vec![morning(ana)]).await;
    assert_eq!(violations(refused), [("days[0].segments[0]".to_owned(), "OVERLAP")]);
    let request = ImportScheduleRequest { csv: Vec::new(), days: vec![morning(ana)], validate_only: true };
    let checked = import_schedule(&world.store, &floor.caller, request).await;
    assert_eq!(violations(checked), [("days[0].segments[0]".to_owned(), "OVERLAP")]);
    // Together with a day off in place of the night shift there is nothing to overlap.
    floor.import(&world, vec![day(ana, "2026-03-02", vec![]), morning(ana)]).await.unwrap();
}

#[tokio::test]
async fn a_segment_of_48_hours_reaches_two_days_on() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let long = segment("2026-03-02T20:00:00Z", "2026-03-04T20:00:00Z", PRESENT);
    floor.import(&world, vec![day(ana, "2026-03-02", vec![long])]).await.unwrap();
    let late = segment("2026-03-04T19:00:00Z", "2026-03-04T21:00:00Z", PRESENT);
    let refused = floor.import(&world, vec![day(ana, "2026-03-04", vec![late])]).await;
    assert_eq!(violations(refused), [("days[0].segments[0]".to_owned(), "OVERLAP")]);
}
