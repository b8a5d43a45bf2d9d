//! Plays traffic against a notification URL over real HTTP, and keeps count of the answers.

pub mod http;
mod open;
pub mod pace;
pub mod tally;
mod timed;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::http::Target;
use self::pace::Pace;
use self::tally::{Progress, Tally};
use self::worker::{Item, Source, Worker};
use super::traffic::{Shipment, Traffic};
use super::watch::ledger::Ledger;
use crate::clock::Clock;

/// How many requests may wait for a connection; more are not made until some are sent. What they were meant to be sent
/// at stays, so that latency tells of the wait.
const WAITING: usize = 100_000;

/// What to play, where and how.
#[derive(Debug)]
pub struct Play {
    /// Where to.
    pub target: Target,
    /// Over how many connections at most.
    pub connections: usize,
    /// How fast.
    pub pace: Pace,
    /// For how long; until stopped if none.
    pub duration: Option<Duration>,
    /// Requests to send before anything else.
    pub opening: Vec<Shipment>,
    /// What to send.
    pub traffic: Traffic,
    /// Told of every notification, to find out when it reaches a watcher.
    pub ledger: Option<Arc<Mutex<Ledger>>>,
}

impl Play {
    /// Plays to the end of the duration or until `stop`; requests under way are finished.
    pub async fn run(self, clock: &Clock, progress: &Arc<Progress>, stop: &CancellationToken) -> Tally {
        let stop = stop.child_token();
        let begun = Instant::now();
        if let Some(duration) = self.duration {
            let stop = stop.clone();
            tokio::spawn(async move {
                tokio::select! {
                    () = tokio::time::sleep(duration) => stop.cancel(),
                    () = stop.cancelled() => {}
                }
            });
        }
        let traffic = Arc::new(Mutex::new(self.traffic));
        let (queue, waiting) = mpsc::channel(WAITING);
        let source = match self.pace {
            Pace::Max => Source::Drawn { traffic: Arc::clone(&traffic), clock: clock.clone() },
            Pace::Rate(_) | Pace::Lifelike { .. } => Source::Queued(Arc::new(tokio::sync::Mutex::new(waiting))),
        };
        let mut workers = JoinSet::new();
        for _ in 0..self.connections {
            let worker = Worker {
                target: self.target.clone(),
                source: source.clone(),
                ledger: self.ledger.clone(),
                progress: Arc::clone(progress),
                stop: stop.clone(),
            };
            workers.spawn(worker.run());
        }
        // Only the workers keep the queue's far end, so that it closes with the last of them.
        drop(source);
        for shipment in self.opening {
            if queue.send(Item { shipment, intended: Instant::now() }).await.is_err() {
                break;
            }
        }
        match self.pace {
            Pace::Max => drop(queue),
            Pace::Rate(rate) => open::dispatch(rate, traffic, queue, clock.clone(), stop.clone()).await,
            Pace::Lifelike { speed } => timed::dispatch(speed, &traffic, queue, clock, &stop).await,
        }
        let mut tally = Tally::default();
        while let Some(finished) = workers.join_next().await {
            if let Ok(part) = finished {
                tally.add(&part);
            }
        }
        stop.cancel();
        tally.took = begun.elapsed();
        tally
    }
}
