//! How many notifications a second are answered, as many as the connections can send.

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use tokio_util::sync::CancellationToken;

use super::BenchArgs;
use super::world::agents;
use crate::clock::Clock;
use crate::odigo::simulator::centre::Centre;
use crate::odigo::simulator::encode::Format;
use crate::odigo::simulator::faults::FaultRates;
use crate::odigo::simulator::play::Play;
use crate::odigo::simulator::play::http::Target;
use crate::odigo::simulator::play::pace::Pace;
use crate::odigo::simulator::play::tally::{Progress, Tally};
use crate::odigo::simulator::traffic::{Traffic, TrafficOptions};

/// Successes per second of one side.
pub(super) async fn measure(args: &BenchArgs, clock: &Clock, target: &Target, length: Duration) -> anyhow::Result<f64> {
    let play = Play {
        target: target.clone(),
        connections: args.connections.get(),
        pace: Pace::Max,
        duration: Some(length),
        opening: Vec::new(),
        traffic: traffic(args, clock),
        ledger: None,
    };
    let tally = play.run(clock, &Arc::new(Progress::default()), &CancellationToken::new()).await;
    ensure!(only_successes(&tally), "not every request was answered with 204:\n{tally}");
    Ok(tally.rate())
}

/// The same agents and bodies for everything that is measured.
pub(super) fn traffic(args: &BenchArgs, clock: &Clock) -> Traffic {
    let now = clock.now();
    let options = TrafficOptions { seed: 1, format: Some(Format::Form), event_ids: 1.0, faults: FaultRates::default() };
    Traffic::new(Centre::self_planned(1, agents(args.agents.get()), now), options, now)
}

/// Whether every answer was the one for a notification that is on disk.
pub(super) fn only_successes(tally: &Tally) -> bool {
    tally.errors.is_empty() && tally.answers.keys().eq([&204])
}
