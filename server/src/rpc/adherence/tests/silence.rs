//! Silences found in the past: nobody is blamed for a telephone system that said nothing.

use kadans_proto::v1::{AdherenceStatus, GetPersonAdherenceResponse};

use super::floor::{Floor, at, day, segment};
use crate::{
    domain::{
        ids::{ActivityId, EmployeeId},
        instant::Instant,
        silence::Silences,
    },
    live::silences::silences,
    rpc::{read::timestamp, testing::World},
};

/// `people` scheduled from 8 to 18, all logged in at 8.
async fn shift(world: &World, floor: &Floor, people: usize) -> Vec<EmployeeId> {
    let mut employees = Vec::new();
    for place in 0..people {
        let (name, agent) = (format!("Person {place}"), format!("a{place}"));
        let employee = floor.employee(world, &name).await;
        let work = segment("2026-03-02T08:00:00Z", "2026-03-02T18:00:00Z", ActivityId::PRESENT);
        floor.import(world, vec![day(employee, "2026-03-02", vec![work])]).await.unwrap();
        floor.says(world, &agent, "AVAILABLE", "2026-03-02T08:00:00Z").await;
        floor.assign(world, &agent, employee).await;
        employees.push(employee);
    }
    employees
}

async fn today(world: &World, floor: &Floor, employee: EmployeeId) -> GetPersonAdherenceResponse {
    floor.past(world, employee, "2026-03-02T08:00:00Z", "2026-03-02T18:00:00Z").await
}

fn unknown(past: &GetPersonAdherenceResponse) -> Vec<(String, String)> {
    let unknown = past.segments.iter().filter(|segment| segment.status() == AdherenceStatus::Unknown);
    unknown.map(|segment| (segment.start_time.unwrap().to_string(), segment.end_time.unwrap().to_string())).collect()
}

#[tokio::test]
async fn five_people_and_half_an_hour_without_a_sign_are_a_silence_until_each_is_heard_of_again() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let people = shift(&world, &floor, 5).await;
    floor.says(&world, "a0", "WRAP_UP", "2026-03-02T09:00:00Z").await;
    floor.says(&world, "a1", "WRAP_UP", "2026-03-02T09:10:00Z").await;
    world.clock.set(at("2026-03-02T09:20:00Z"));
    let span = |start: &str, end: &str| (start.to_owned(), end.to_owned());
    let first = today(&world, &floor, people[0]).await;
    assert_eq!(unknown(&first), [span("2026-03-02T08:30:00Z", "2026-03-02T09:00:00Z")]);
    let second = today(&world, &floor, people[1]).await;
    assert_eq!(unknown(&second), [span("2026-03-02T08:30:00Z", "2026-03-02T09:10:00Z")]);
    let third = today(&world, &floor, people[2]).await;
    assert_eq!(unknown(&third), [span("2026-03-02T08:30:00Z", "2026-03-02T09:20:00Z")]);
    assert_eq!(third.figures.unwrap().unknown_seconds, 3_000);
}

#[tokio::test]
async fn four_people_take_four_times_as_long_to_be_missed() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let people = shift(&world, &floor, 4).await;
    world.clock.set(at("2026-03-02T09:59:00Z"));
    assert_eq!(unknown(&today(&world, &floor, people[0]).await), []);
    world.clock.set(at("2026-03-02T11:00:00Z"));
    let since = ("2026-03-02T10:00:00Z".to_owned(), "2026-03-02T11:00:00Z".to_owned());
    assert_eq!(unknown(&today(&world, &floor, people[0]).await), [since]);
}

#[tokio::test]
async fn nobody_is_missed_where_nobody_is_logged_in_or_scheduled() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    floor.says(&world, "a0", "LOGOUT", "2026-03-02T08:00:00Z").await;
    floor.assign(&world, "a0", ana).await;
    world.clock.set(at("2026-03-02T18:00:00Z"));
    assert_eq!(find(&world, &floor, "2026-03-02T18:00:00Z").await.found, []);
}

async fn find(world: &World, floor: &Floor, until: &str) -> Silences {
    let facts = world.store.facts(floor.caller.account).await.unwrap();
    let (from, until) = (at("2026-03-02T00:00:00Z"), at(until));
    silences(&world.store, floor.caller.account, &facts, floor.integration, from, until).await.unwrap()
}

fn cuts(silences: &Silences) -> Vec<(String, Option<String>)> {
    let text = |at: Instant| timestamp(at).to_string();
    silences.found.iter().map(|silence| (text(silence.start), silence.end.map(text))).collect()
}

#[tokio::test]
async fn those_made_unknown_by_one_silence_are_not_missed_in_the_next_gap() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    for place in 0..5 {
        let (name, agent) = (format!("Person {place}"), format!("a{place}"));
        let employee = floor.employee(&world, &name).await;
        floor.says(&world, &agent, "AVAILABLE", "2026-03-02T08:00:00Z").await;
        floor.assign(&world, &agent, employee).await;
    }
    floor.says(&world, "a0", "WRAP_UP", "2026-03-02T09:00:00Z").await;
    let first = ("2026-03-02T08:30:00Z".to_owned(), Some("2026-03-02T09:00:00Z".to_owned()));
    // One person is back: an hour is not enough any more, two hours are.
    let after_an_hour = find(&world, &floor, "2026-03-02T10:00:00Z").await;
    assert_eq!(cuts(&after_an_hour), std::slice::from_ref(&first));
    assert_eq!(after_an_hour.next, Some(at("2026-03-02T11:00:00Z")));
    let after_two = find(&world, &floor, "2026-03-02T11:00:00Z").await;
    assert_eq!(cuts(&after_two), [first, ("2026-03-02T11:00:00Z".to_owned(), None)]);
    assert_eq!(after_two.watch.silent_since(), Some(at("2026-03-02T11:00:00Z")));
}

#[tokio::test]
async fn who_was_away_for_a_week_is_still_unknown_through_the_silence_before() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let people = shift(&world, &floor, 5).await;
    floor.says(&world, "a0", "WRAP_UP", "2026-03-02T09:00:00Z").await;
    let work = segment("2026-03-09T08:00:00Z", "2026-03-09T10:00:00Z", ActivityId::PRESENT);
    floor.import(&world, vec![day(people[1], "2026-03-09", vec![work])]).await.unwrap();
    world.clock.set(at("2026-03-09T12:00:00Z"));
    let past = floor.past(&world, people[1], "2026-03-09T08:00:00Z", "2026-03-09T10:00:00Z").await;
    assert_eq!(past.figures.unwrap().unknown_seconds, 7_200);
}
