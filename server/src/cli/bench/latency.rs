//! How long a notification takes to a watcher, at a given rate.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use parking_lot::Mutex;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::BenchArgs;
use super::throughput::{only_successes, traffic};
use super::world::World;
use crate::clock::Clock;
use crate::odigo::simulator::play::Play;
use crate::odigo::simulator::play::pace::Pace;
use crate::odigo::simulator::play::tally::{Progress, Tally};
use crate::odigo::simulator::watch::ledger::{Deliveries, Ledger};
use crate::odigo::simulator::watch::watcher::{Watchable, watch, watchable};

/// How long changes may take to arrive after the last answer.
const LATEST_ARRIVAL: Duration = Duration::from_secs(5);

/// What was sent, and how it arrived.
#[derive(Debug)]
pub(super) struct LatencyResult {
    pub(super) tally: Tally,
    pub(super) deliveries: Deliveries,
}

impl fmt::Display for LatencyResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.tally, self.deliveries)
    }
}

/// Sends at the rate while watchers look on.
pub(super) async fn measure(
    args: &BenchArgs,
    clock: &Clock,
    world: &World,
    length: Duration,
) -> anyhow::Result<LatencyResult> {
    let stop = CancellationToken::new();
    let mut watchers = Vec::new();
    let people = watchable(&world.watcher().await?, None).await?;
    ensure!(people.agents().len() == args.agents.get(), "not every agent is assigned");
    let ledger = Arc::new(Mutex::new(Ledger::new(people.agents().cloned())));
    watchers.push(watch(&world.watcher().await?, people, Arc::clone(&ledger), stop.clone()).await?);
    for _ in 1..args.watchers.get() {
        let nobody = Arc::new(Mutex::new(Ledger::default()));
        watchers.push(watch(&world.watcher().await?, Watchable::default(), nobody, stop.clone()).await?);
    }
    let play = Play {
        target: world.target().clone(),
        connections: args.connections.get(),
        pace: Pace::Rate(args.rate),
        duration: Some(length),
        opening: Vec::new(),
        traffic: traffic(args, clock),
        ledger: Some(Arc::clone(&ledger)),
    };
    let tally = play.run(clock, &Arc::new(Progress::default()), &CancellationToken::new()).await;
    ensure!(only_successes(&tally), "not every request was answered with 204:\n{tally}");
    let deadline = Instant::now() + LATEST_ARRIVAL;
    while ledger.lock().under_way() > 0 && Instant::now() < deadline {
        sleep(Duration::from_millis(20)).await;
    }
    stop.cancel();
    for watcher in watchers {
        watcher.await??;
    }
    let deliveries = std::mem::take(&mut *ledger.lock()).close();
    Ok(LatencyResult { tally, deliveries })
}
