//! What is decided today acts on the days before: nothing that arrived is lost, so it can be read anew.

use super::floor::{Floor, at, day, segment};
use crate::{
    domain::{
        activity::ActivityType,
        ids::{ActivityId, EmployeeId},
    },
    rpc::testing::World,
};

/// Monday: two hours scheduled, of which the second was spent in a pause.
async fn monday(world: &World, floor: &Floor) -> EmployeeId {
    let ana = floor.employee(world, "Ana").await;
    let work = segment("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", ActivityId::PRESENT);
    floor.import(world, vec![day(ana, "2026-03-02", vec![work])]).await.unwrap();
    floor.says(world, "a1", "AVAILABLE", "2026-03-02T08:00:00Z").await;
    floor.says(world, "a1", "PAUSE", "2026-03-02T09:00:00Z").await;
    floor.says(world, "a1", "LOGOUT", "2026-03-02T10:00:00Z").await;
    world.clock.set(at("2026-03-09T08:00:00Z"));
    ana
}

/// Seconds scored, out, and unknown.
async fn score(world: &World, floor: &Floor, employee: EmployeeId) -> (i64, i64, i64) {
    let past = floor.past(world, employee, "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z").await;
    let figures = past.figures.unwrap();
    (figures.scheduled_seconds, figures.out_seconds, figures.unknown_seconds)
}

#[tokio::test]
async fn an_assignment_made_a_week_later_brings_its_past_along() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = monday(&world, &floor).await;
    assert_eq!(score(&world, &floor, ana).await, (0, 0, 7_200));
    floor.assign(&world, "a1", ana).await;
    assert_eq!(score(&world, &floor, ana).await, (7_200, 0, 0));
    let bo = floor.employee(&world, "Bo").await;
    floor.assign(&world, "a1", bo).await;
    assert_eq!(score(&world, &floor, ana).await, (0, 0, 7_200));
}

#[tokio::test]
async fn a_mapping_made_a_week_later_changes_the_score_of_the_day() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = monday(&world, &floor).await;
    floor.assign(&world, "a1", ana).await;
    let rest = floor.activity(&world, "Rest", ActivityType::Break).await;
    floor.map(&world, "PAUSE", "", rest).await;
    // An hour, less the minute that the buffer forgives.
    assert_eq!(score(&world, &floor, ana).await, (7_200, 3_540, 0));
}

#[tokio::test]
async fn a_schedule_imported_a_week_later_changes_the_score_of_the_day() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = monday(&world, &floor).await;
    floor.assign(&world, "a1", ana).await;
    let rest = floor.activity(&world, "Rest", ActivityType::Break).await;
    floor.map(&world, "PAUSE", "", rest).await;
    let work = segment("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", ActivityId::PRESENT);
    let pause = segment("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", rest);
    floor.import(&world, vec![day(ana, "2026-03-02", vec![work, pause])]).await.unwrap();
    assert_eq!(score(&world, &floor, ana).await, (7_200, 0, 0));
}
