//! Whether the server can serve: asked by `/readyz` and by `grpc.health.v1`.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient};

use crate::store::Store;

/// How often the store is asked for a sign of life.
const PROBE_EVERY: Duration = Duration::from_secs(1);
/// How long it has to give it.
const PROBE_LIMIT: Duration = Duration::from_secs(2);

/// Asks what the server depends on whether it is there.
#[derive(Clone)]
pub struct Probe {
    /// What is asked, for the log.
    whom: &'static str,
    ask: Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>,
}

impl Probe {
    /// A probe of `whom` that calls `ask`.
    pub fn new<F: Future<Output = bool> + Send + 'static>(
        whom: &'static str,
        ask: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self {
        Self { whom, ask: Arc::new(move || ask().boxed()) }
    }

    /// Asks the database.
    pub fn of_store(store: Store) -> Self {
        Self::new("the store", move || {
            let store = store.clone();
            async move { store.ping().await.is_ok() }
        })
    }

    /// Asks another server whether it can serve.
    pub fn of_upstream(channel: Channel) -> Self {
        Self::new("the upstream", move || {
            let mut upstream = HealthClient::new(channel.clone());
            async move {
                let answer = upstream.check(HealthCheckRequest::default()).await;
                answer.is_ok_and(|answer| answer.get_ref().status() == ServingStatus::Serving)
            }
        })
    }

    /// The answer, or no if it takes too long. It is asked in a task of its own: database work must not be dropped
    /// half-way.
    async fn ask(&self) -> bool {
        let answer = tokio::spawn((self.ask)());
        matches!(timeout(PROBE_LIMIT, answer).await, Ok(Ok(true)))
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Probe")
    }
}

/// Whether the server can serve now. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Readiness(watch::Receiver<bool>);

impl Readiness {
    /// Probes once, then once a second until `draining`, from when on the server is not ready any more.
    pub async fn watch(probe: Probe, draining: CancellationToken) -> Self {
        let (ready, readiness) = watch::channel(probe.ask().await);
        tokio::spawn(async move {
            let mut ticks = interval(PROBE_EVERY);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                let answer = async {
                    ticks.tick().await;
                    probe.ask().await
                };
                let now = tokio::select! {
                    () = draining.cancelled() => break,
                    now = answer => now,
                };
                let changed = ready.send_if_modified(|before| std::mem::replace(before, now) != now);
                match (changed, now) {
                    (true, true) => tracing::info!("{} answers: ready", probe.whom),
                    (true, false) => tracing::warn!("{} does not answer: not ready", probe.whom),
                    (false, _) => {}
                }
            }
            ready.send_replace(false);
        });
        Self(readiness)
    }

    /// Whether the server is ready.
    pub fn is_ready(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for the next change and says how it is then; `None` once it can't change any more.
    pub async fn changed(&mut self) -> Option<bool> {
        self.0.changed().await.ok()?;
        Some(*self.0.borrow_and_update())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn readiness_follows_the_store_and_ends_with_the_drain() {
        let store_answers = Arc::new(AtomicBool::new(true));
        let probe = Probe::new("the store", {
            let store_answers = Arc::clone(&store_answers);
            move || std::future::ready(store_answers.load(Ordering::SeqCst))
        });
        let draining = CancellationToken::new();
        let mut readiness = Readiness::watch(probe, draining.clone()).await;
        assert!(readiness.is_ready());
        store_answers.store(false, Ordering::SeqCst);
        assert_eq!(readiness.changed().await, Some(false));
        store_answers.store(true, Ordering::SeqCst);
        assert_eq!(readiness.changed().await, Some(true));
        draining.cancel();
        assert_eq!(readiness.changed().await, Some(false));
        assert_eq!(readiness.changed().await, None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_hangs_is_not_ready() {
        let readiness = Readiness::watch(Probe::new("the store", std::future::pending), CancellationToken::new()).await;
        assert!(!readiness.is_ready());
    }
}
