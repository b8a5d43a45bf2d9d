//! The demo as whoever starts it finds it, on a real server; and as they find it when they start it again.

use std::net::Ipv4Addr;

use kadans_proto::v1::watch_adherence_response::Event;
use kadans_proto::v1::{BoardSummary, WatchAdherenceRequest};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::super::desk::Desk;
use super::ground;
use super::people::{EMPLOYEES, STRANGERS};
use super::show::Show;
use crate::app::{Listeners, RunningServer, Server};
use crate::clock::Clock;
use crate::config::Config;

const PASSWORD: &str = "a password for tests";

struct Started {
    server: RunningServer,
    desk: Desk,
    show: Show,
}

async fn start(directory: &TempDir) -> Started {
    let clock = Clock::system();
    // As the command does it: the telephone system is this process.
    let config = Config { allow_local_web_service: true, ..Config::default_in(directory.path()) };
    let token = ground::prepare(&config, &clock, PASSWORD).await.unwrap();
    let any_port = async || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let listeners = Listeners { main: any_port().await, admin: any_port().await };
    let server = Server::start(config, clock.clone(), listeners).await.unwrap();
    let show = Show::set_up(server.addr(), &token, directory.path(), &clock).await.unwrap();
    let desk = Desk::open(server.addr(), &token).await.unwrap();
    Started { server, desk, show }
}

/// What the account consists of, counted.
#[derive(Debug, PartialEq, Eq)]
struct Inventory {
    units: usize,
    employees: usize,
    assigned: usize,
    agents: usize,
    activities: usize,
    mapped_statuses: usize,
    integrations: usize,
}

async fn inventory(desk: &mut Desk) -> Inventory {
    let integrations = desk.all_integrations().await.unwrap();
    let integration = &integrations.first().unwrap().id;
    let employees = desk.employees().await.unwrap();
    let statuses = desk.external_statuses(integration).await.unwrap();
    Inventory {
        units: desk.planning_units().await.unwrap().len(),
        employees: employees.len(),
        assigned: employees.iter().filter(|employee| !employee.external_users.is_empty()).count(),
        agents: desk.external_users(integration).await.unwrap().len(),
        activities: desk.activities().await.unwrap().len(),
        mapped_statuses: statuses.iter().filter(|status| !status.activity_id.is_empty()).count(),
        integrations: integrations.len(),
    }
}

/// The board's first summary that counts everybody.
async fn summary(desk: &mut Desk) -> BoardSummary {
    let mut watch = desk.adherence.watch_adherence(WatchAdherenceRequest::default()).await.unwrap().into_inner();
    loop {
        if let Some(Event::Summary(summary)) = watch.message().await.unwrap().unwrap().event
            && summary.recalculating_count == 0
        {
            return summary;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_shows_a_day_at_work_and_a_second_start_goes_on_with_it() {
    let directory = tempfile::tempdir().unwrap();
    let Started { server, mut desk, show } = start(&directory).await;
    let found = inventory(&mut desk).await;
    let expected = Inventory {
        units: 3,
        employees: EMPLOYEES,
        assigned: EMPLOYEES - EMPLOYEES / 20,
        agents: EMPLOYEES + STRANGERS.len(),
        activities: 12,
        mapped_statuses: 12,
        integrations: 1,
    };
    assert_eq!(found, expected);
    let summary = summary(&mut desk).await;
    let on_plan = summary.in_count + summary.buffered_count;
    let off_plan = summary.not_present_count + summary.wrong_activity_count;
    assert!(on_plan > 80, "{summary:?}");
    assert!((2..40).contains(&off_plan), "{summary:?}");
    let agent = show.agent().to_owned();
    drop((desk, show));
    server.stop().await;

    let Started { server, mut desk, show } = start(&directory).await;
    assert_eq!(inventory(&mut desk).await, expected);
    assert!(!agent.is_empty() && !show.agent().is_empty());
    drop(desk);

    // It plays on, and stops when it is told to.
    let stop = CancellationToken::new();
    let playing = tokio::spawn({
        let stop = stop.clone();
        async move { show.play(&Clock::system(), &stop).await }
    });
    stop.cancel();
    playing.await.unwrap().unwrap();
    server.stop().await;
}
