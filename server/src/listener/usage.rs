//! Whether a connection is in use, so that one that is not can be closed.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

#[derive(Clone, Copy, Debug)]
struct State {
    under_way: usize,
    changed_at: Instant,
}

/// The requests under way on one connection. Clones count together.
#[derive(Clone, Debug)]
pub(super) struct Usage(watch::Sender<State>);

impl Usage {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(State { under_way: 0, changed_at: Instant::now() }))
    }

    /// A request begins; it ends when the answer is dropped.
    pub(super) fn begin(&self) -> InUse {
        self.change(|under_way| under_way + 1);
        InUse(self.clone())
    }

    /// Returns once there was no request for `limit`.
    pub(super) async fn idle_for(&self, limit: Duration) {
        let mut changes = self.0.subscribe();
        loop {
            let state = *changes.borrow_and_update();
            let idle = async {
                if state.under_way > 0 {
                    std::future::pending::<()>().await;
                }
                sleep_until(state.changed_at + limit).await;
            };
            tokio::select! {
                // The sender lives as long as `self`, so waiting can't fail.
                _ = changes.changed() => {}
                () = idle => return,
            }
        }
    }

    fn change(&self, change: impl FnOnce(usize) -> usize) {
        self.0.send_modify(|state| {
            *state = State { under_way: change(state.under_way), changed_at: Instant::now() };
        });
    }
}

/// A request under way.
#[derive(Debug)]
pub(super) struct InUse(Usage);

impl Drop for InUse {
    fn drop(&mut self) {
        self.0.change(|under_way| under_way.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_idle_from_the_end_of_its_last_request_on() {
        let usage = Usage::new();
        let begin = Instant::now();
        let request = usage.begin();
        let end_of_request = async {
            sleep_until(begin + Duration::from_secs(100)).await;
            drop(request);
        };
        tokio::join!(usage.idle_for(Duration::from_secs(10)), end_of_request);
        assert_eq!(begin.elapsed(), Duration::from_secs(110));
    }
}
