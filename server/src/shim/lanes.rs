//! A lane per token: while a call is under way, the notifications that arrive gather and go upstream together.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::Arc,
};

use http::HeaderValue;
use kadans_proto::v1::{Notification, ReportAgentStatesRequest};
use parking_lot::Mutex;
use tracing::Instrument as _;

use super::{
    batch::{self, Outcome, Waiting},
    upstream::{Failure, Upstream},
};

/// How much may wait for the upstream. What goes beyond is refused at once: Odigo is asked to send it again.
#[derive(Clone, Copy, Debug)]
pub struct LaneLimits {
    /// Calls under way for one token.
    pub calls: usize,
    /// Notifications of one token that wait.
    pub waiting: usize,
    /// Encoded bytes of one token's notifications that wait.
    pub lane_bytes: usize,
    /// Encoded bytes of all notifications that wait.
    pub bytes: usize,
}

impl Default for LaneLimits {
    fn default() -> Self {
        Self { calls: 2, waiting: 2048, lane_bytes: 8 * 1024 * 1024, bytes: 64 * 1024 * 1024 }
    }
}

/// What the notifications of one call have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    token: Arc<str>,
    format_etag: Arc<str>,
}

#[derive(Default)]
struct Lane {
    waiting: VecDeque<Waiting>,
    /// Of those that wait.
    bytes: usize,
    calls: usize,
}

#[derive(Default)]
struct Queues {
    lanes: HashMap<Key, Lane>,
    bytes: usize,
}

/// The lanes of all tokens. Clones share them.
#[derive(Clone)]
pub(super) struct Lanes {
    upstream: Upstream,
    limits: LaneLimits,
    queues: Arc<Mutex<Queues>>,
}

impl Lanes {
    pub(super) fn new(upstream: Upstream, limits: LaneLimits) -> Self {
        Self { upstream, limits, queues: Arc::default() }
    }

    /// Reports a notification, maybe together with others, and returns what became of this one.
    pub(super) async fn report(
        &self,
        token: &Arc<str>,
        format_etag: &Arc<str>,
        notification: Notification,
        request_id: Option<HeaderValue>,
    ) -> Outcome {
        let (waiting, outcome) = Waiting::new(notification, request_id);
        self.enter(Key { token: Arc::clone(token), format_etag: Arc::clone(format_etag) }, waiting)?;
        outcome.await.unwrap_or(Err(Failure::Unavailable))
    }

    fn enter(&self, key: Key, waiting: Waiting) -> Result<(), Failure> {
        let mut queues = self.queues.lock();
        let bytes = queues.bytes + waiting.bytes;
        if bytes > self.limits.bytes {
            return Err(Failure::Unavailable);
        }
        let lane = queues.lanes.entry(key.clone()).or_default();
        // A lane that is not there yet has room, so nothing is left behind here.
        if lane.waiting.len() >= self.limits.waiting || lane.bytes + waiting.bytes > self.limits.lane_bytes {
            return Err(Failure::Unavailable);
        }
        lane.bytes += waiting.bytes;
        lane.waiting.push_back(waiting);
        if lane.calls < self.limits.calls {
            lane.calls += 1;
            // A task of its own: the sender of the first notification may go away, the others wait for theirs.
            tokio::spawn(self.clone().work(key));
        }
        queues.bytes = bytes;
        Ok(())
    }

    /// Makes one call after the other until nothing waits.
    async fn work(self, key: Key) {
        while let Some(batch) = self.next(&key) {
            let (span, request_id) = batch::span(&batch);
            self.call(&key, batch, request_id.as_ref()).instrument(span).await;
        }
    }

    fn next(&self, key: &Key) -> Option<Vec<Waiting>> {
        let mut queues = self.queues.lock();
        let lane = queues.lanes.get_mut(key)?;
        let batch = batch::take(&mut lane.waiting);
        if batch.is_empty() {
            lane.calls -= 1;
            if lane.calls == 0 {
                queues.lanes.remove(key);
            }
            return None;
        }
        let bytes = batch.iter().map(|waiting| waiting.bytes).sum::<usize>();
        lane.bytes -= bytes;
        queues.bytes -= bytes;
        Some(batch)
    }

    async fn call(&self, key: &Key, batch: Vec<Waiting>, request_id: Option<&HeaderValue>) {
        let notifications = batch.iter().map(|waiting| waiting.notification.clone()).collect();
        match self.send(key, notifications, request_id).await {
            Ok(outcomes) => batch.into_iter().zip(outcomes).for_each(|(waiting, outcome)| waiting.answer(Ok(outcome))),
            // One of them may be to blame: the others must not suffer for it.
            Err(Failure::Refused) if batch.len() > 1 => {
                for waiting in batch {
                    let outcome = self.send(key, vec![waiting.notification.clone()], request_id).await;
                    waiting.answer(outcome.and_then(|outcomes| outcomes.into_iter().next().ok_or(Failure::Refused)));
                }
            }
            Err(failure) => batch.into_iter().for_each(|waiting| waiting.answer(Err(failure))),
        }
    }

    async fn send(
        &self,
        key: &Key,
        notifications: Vec<Notification>,
        request_id: Option<&HeaderValue>,
    ) -> Result<Vec<kadans_proto::v1::NotificationOutcome>, Failure> {
        let format_etag = key.format_etag.to_string();
        let request = ReportAgentStatesRequest { notifications, integration_id: String::new(), format_etag };
        self.upstream.report(&key.token, request, request_id).await
    }
}

impl fmt::Debug for Lanes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lanes")
    }
}
