//! How integrations are doing, as Prometheus is told.

use std::time::Duration;

use kadans_tests::{journeys, raw_http::RawConnection, time::at, world::World};

use super::counting::busy_morning;

journeys! {
    how_an_integration_is_doing_is_told_to_prometheus,
}

async fn metrics(world: &World) -> String {
    RawConnection::open(world.admin_addr()).await.unwrap().get("/metrics").await.unwrap().body
}

/// Waits until the metrics have these lines.
async fn until_told(world: &World, lines: &[String]) {
    let mut text = String::new();
    let told = async {
        loop {
            text = metrics(world).await;
            if lines.iter().all(|line| text.lines().any(|told| told == line)) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(20), told).await;
    let missing: Vec<_> = lines.iter().filter(|line| !text.lines().any(|told| told == **line)).collect();
    assert!(told.is_ok(), "{missing:?} is not in\n{text}");
}

async fn how_an_integration_is_doing_is_told_to_prometheus(world: &mut World) {
    let mut program = world.program().await;
    let odigo = program.integration("Odigo", "UTC").await;
    let of = |name: &str, value: &str| format!("kadans_integration_{name}{{integration=\"{odigo}\"}} {value}");
    let is = |what: &str, state: &str, value: i32| {
        format!("kadans_integration_{what}_state{{integration=\"{odigo}\",state=\"{state}\"}} {value}")
    };
    until_told(world, &[of("accepted_states_total", "0"), is("health", "waiting", 1)]).await;

    busy_morning(world, &mut program, &odigo).await;
    let morning = [
        of("accepted_states_total", "5"),
        of("duplicate_states_total", "1"),
        of("refresh_states_total", "2"),
        of("late_states_total", "1"),
        of("quarantined_items_total", "2"),
        of("clock_skew_seconds", "660.0"),
        is("health", "receiving", 1),
        is("health", "waiting", 0),
        is("web_service", "not_used", 1),
        is("web_service", "failing", 0),
    ];
    until_told(world, &morning).await;
    let token = program.url_token(&odigo).await;
    for time in ["08:11", "08:12"] {
        world.set_clock(at(time));
        assert_eq!(world.notify(&token, "agentId=ana").await, 202);
    }
    let rejecting = [of("quarantined_items_total", "4"), of("clock_skew_seconds", "NaN"), is("health", "rejecting", 1)];
    until_told(world, &rejecting).await;

    world.restart().await;
    until_told(world, &[of("accepted_states_total", "0"), is("health", "rejecting", 1)]).await;
}
