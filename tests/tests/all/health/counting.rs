//! What arrived, in steps of five minutes.

use kadans_proto::v1::{
    IntegrationHealth, IntegrationHealthStep, IntegrationHealthSummary, ListIntegrationsRequest, WebServiceState,
};
use kadans_server::domain::instant::Span;
use kadans_tests::{
    clients::Clients,
    journeys,
    reports::{Besides as _, state},
    time::{at, instant},
    world::World,
};

journeys! {
    each_kind_is_counted_in_the_step_it_arrived_in,
    the_list_tells_what_arrived_lately,
    the_counts_are_the_same_after_a_restart_and_go_on,
    what_is_late_is_told_by_the_order_of_arrival,
    the_median_clock_skew_is_of_what_came_with_a_time,
    what_is_older_than_a_day_is_not_shown,
    accounts_and_integrations_are_counted_apart,
}

/// A step's start, and accepted, duplicate, refresh, late and quarantined.
type Counts = (String, [i64; 5]);

fn counts(step: &IntegrationHealthStep) -> Counts {
    let start = instant(step.start_time.unwrap()).to_string();
    let kinds =
        [step.accepted_count, step.duplicate_count, step.refresh_count, step.late_count, step.quarantined_count];
    (start, kinds)
}

fn all(health: &IntegrationHealth) -> Vec<Counts> {
    health.steps.iter().map(counts).collect()
}

fn step(time: &str, kinds: [i64; 5]) -> Counts {
    (at(time).to_string(), kinds)
}

/// A little of everything, in two steps.
pub(super) async fn busy_morning(world: &World, admin: &mut Clients, integration: &str) {
    let token = admin.url_token(integration).await;
    world.set_clock(at("08:01"));
    for (form, code) in [
        ("agentId=ana&state=CALL&eventId=1", 204),
        ("agentId=ana&state=CALL&eventId=1", 204),
        ("agentId=ana&state=CALL", 204),
        ("agentId=ana&state=PAUSE&timestamp=2026-03-02T07:50:00Z", 204),
        ("state=CALL", 202),
    ] {
        assert_eq!(world.notify(&token, form).await, code, "{form}");
    }
    world.set_clock(at("08:05"));
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 204);
    assert_eq!(world.notify(&token, r#"[{"agentId":"ben","state":"CALL"},{"agentId":"eva"}]"#).await, 202);
}

fn of_the_morning() -> [Counts; 2] {
    [step("08:00", [3, 1, 1, 1, 1]), step("08:05", [2, 0, 1, 0, 1])]
}

async fn each_kind_is_counted_in_the_step_it_arrived_in(world: &mut World) {
    let mut admin = world.admin().await;
    let integration = admin.integration("Odigo", "UTC").await;
    busy_morning(world, &mut admin, &integration).await;
    let health = admin.health(&integration).await;
    assert_eq!(all(&health), of_the_morning());
    let total = health.total.unwrap();
    assert_eq!(counts(&total).1, [5, 1, 2, 1, 2]);
    assert_eq!(instant(total.start_time.unwrap()), at("08:10") - Span::from_hours(24));
    assert_eq!(instant(health.newest_state_time.unwrap()), at("08:05"));
    assert_eq!(instant(health.last_notification_time.unwrap()), at("08:05"));
}

async fn the_list_tells_what_arrived_lately(world: &mut World) {
    let mut admin = world.program().await;
    let integration = admin.integration("Odigo", "UTC").await;
    busy_morning(world, &mut admin, &integration).await;
    let other = admin.integration("Another", "UTC").await;
    for (now, expected) in [
        ("08:05", step("08:00", [5, 1, 2, 1, 2])),
        ("08:11", step("08:05", [2, 0, 1, 0, 1])),
        ("08:20", step("08:15", [0; 5])),
    ] {
        world.set_clock(at(now));
        let summary = summary(&mut admin, &integration).await;
        assert_eq!(counts(&summary.recent.unwrap()), expected, "{now}");
        assert_eq!(summary.newest_state_time.map(instant), Some(at("08:05")));
        assert_eq!(summary.web_service.unwrap().state(), WebServiceState::NotUsed);
    }
    let nothing = summary(&mut admin, &other).await;
    assert_eq!((counts(&nothing.recent.unwrap()).1, nothing.newest_state_time), ([0; 5], None));
}

async fn summary(admin: &mut Clients, integration: &str) -> IntegrationHealthSummary {
    let list = admin.integrations.list_integrations(ListIntegrationsRequest::default()).await.unwrap().into_inner();
    list.integrations.into_iter().find(|listed| listed.id == integration).unwrap().health_summary.unwrap()
}

async fn the_counts_are_the_same_after_a_restart_and_go_on(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    busy_morning(world, &mut program, &integration).await;
    for _ in 0..2 {
        world.restart().await;
        program = world.clients(&program.token).await;
        assert_eq!(all(&program.health(&integration).await), of_the_morning());
    }
    world.set_clock(at("08:06"));
    let token = program.url_token(&integration).await;
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 204);
    world.set_clock(at("08:11"));
    assert_eq!(world.notify(&token, "agentId=ana&state=PAUSE").await, 204);
    let expected = [step("08:00", [3, 1, 1, 1, 1]), step("08:05", [3, 0, 2, 0, 1]), step("08:10", [1, 0, 0, 0, 0])];
    assert_eq!(all(&program.health(&integration).await), expected);
    world.restart().await;
    program = world.clients(&program.token).await;
    assert_eq!(all(&program.health(&integration).await), expected);
}

async fn what_is_late_is_told_by_the_order_of_arrival(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    world.set_clock(at("09:00"));
    let sent = |status: &str, time: &str| state("ana", status).sent(at(time));
    // The call between the two pauses comes late, and so the second pause is a new one without a detail.
    let states = [
        sent("PAUSE", "08:00").detail("LUNCH"),
        sent("PAUSE", "08:30"),
        sent("CALL", "08:15"),
        sent("PAUSE", "08:40").detail("LUNCH"),
        sent("PAUSE", "08:41"),
    ];
    for state in states {
        program.report(&integration, [state]).await;
    }
    assert_eq!(all(&program.health(&integration).await), [step("09:00", [5, 0, 2, 1, 0])]);
    world.restart().await;
    program = world.clients(&program.token).await;
    assert_eq!(all(&program.health(&integration).await), [step("09:00", [5, 0, 2, 1, 0])]);
}

async fn the_median_clock_skew_is_of_what_came_with_a_time(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "CALL")]).await;
    assert_eq!(program.health(&integration).await.steps[0].median_clock_skew, None);
    let now = world.now();
    let early = [5, 7, -60].map(|seconds| state("ben", "CALL").sent(now - Span::from_secs(seconds)));
    program.report(&integration, early).await;
    let health = program.health(&integration).await;
    assert_eq!(health.steps[0].median_clock_skew.unwrap().seconds, 5);
    assert_eq!(health.total.unwrap().median_clock_skew.unwrap().seconds, 5);
}

async fn what_is_older_than_a_day_is_not_shown(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "CALL")]).await;
    world.set_clock(at("08:00") + Span::from_hours(23));
    program.report(&integration, [state("ana", "PAUSE")]).await;
    assert_eq!(all(&program.health(&integration).await).len(), 2);
    world.set_clock(at("08:05") + Span::from_hours(24));
    let health = program.health(&integration).await;
    assert_eq!(health.steps.len(), 1);
    assert_eq!(health.total.unwrap().accepted_count, 1);
}

async fn accounts_and_integrations_are_counted_apart(world: &mut World) {
    let mut program = world.program().await;
    let (north, south) = (program.integration("North", "UTC").await, program.integration("South", "UTC").await);
    let other = world.another_account().await;
    let mut elsewhere = world.program_of(&other).await;
    let west = elsewhere.integration("West", "UTC").await;
    program.report(&north, [state("ana", "CALL"), state("ben", "CALL")]).await;
    program.report(&south, [state("ana", "CALL")]).await;
    elsewhere.report(&west, [state("ana", "CALL"), state("ben", "CALL"), state("eva", "CALL")]).await;
    assert_eq!(all(&program.health(&north).await), [step("08:00", [2, 0, 0, 0, 0])]);
    assert_eq!(all(&program.health(&south).await), [step("08:00", [1, 0, 0, 0, 0])]);
    assert_eq!(all(&elsewhere.health(&west).await), [step("08:00", [3, 0, 0, 0, 0])]);
}
