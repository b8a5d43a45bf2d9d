//! Watches the board while it is played on.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use parking_lot::Mutex;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Shared;
use crate::odigo::simulator::watch::ledger::{Deliveries, Ledger};
use crate::odigo::simulator::watch::watcher::{WatchError, connect, watch, watchable};

/// A watcher at work.
pub(super) struct Watching {
    agents: Vec<Arc<str>>,
    ledger: Shared<Ledger>,
    watcher: JoinHandle<Result<(), WatchError>>,
    stop: CancellationToken,
}

impl Watching {
    /// Begins to watch; returns once the board is complete.
    pub(super) async fn begin(server: &str, token: &str, url_token: Option<&str>) -> anyhow::Result<Self> {
        let doing = || format!("can't watch the board at {server}");
        let channel = connect(server, token).await.with_context(doing)?;
        let people = watchable(&channel, url_token).await.with_context(doing)?;
        let mut agents: Vec<Arc<str>> = people.agents().cloned().collect();
        agents.sort_unstable();
        anyhow::ensure!(
            !agents.is_empty(),
            "{}: no employee has exactly one external user of this integration, so no change could be told apart; \
             assign external users first",
            doing()
        );
        let ledger = Arc::new(Mutex::new(Ledger::new(agents.iter().cloned())));
        let stop = CancellationToken::new();
        let watcher = watch(&channel, people, Arc::clone(&ledger), stop.clone()).await.with_context(doing)?;
        Ok(Self { agents, ledger, watcher, stop })
    }

    /// The agents whose changes can be told apart.
    pub(super) fn agents(&self) -> impl Iterator<Item = Arc<str>> {
        self.agents.iter().cloned()
    }

    /// Where sent notifications are entered.
    pub(super) const fn ledger(&self) -> &Shared<Ledger> {
        &self.ledger
    }

    /// Waits for what is under way, at most this long, and closes the books.
    pub(super) async fn end(self, at_most: Duration) -> anyhow::Result<Deliveries> {
        let deadline = Instant::now() + at_most;
        while self.ledger.lock().under_way() > 0 && Instant::now() < deadline && !self.watcher.is_finished() {
            sleep(Duration::from_millis(20)).await;
        }
        self.stop.cancel();
        self.watcher.await.context("the watcher was cut off")?.context("the watch ended early")?;
        Ok(std::mem::take(&mut *self.ledger.lock()).close())
    }
}
