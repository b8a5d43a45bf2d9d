//! What a watcher has not seen yet: ids, never values, so that a slow watcher costs no memory and gets the latest.

use std::collections::HashSet;

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::metrics::WatchMetrics;
use crate::domain::ids::EmployeeId;

/// The persons that changed since the watcher last looked.
#[derive(Debug)]
pub struct Mailbox {
    metrics: WatchMetrics,
    changed: Mutex<HashSet<EmployeeId>>,
    arrived: Notify,
}

impl Mailbox {
    /// The empty mailbox of a watcher, who is counted for as long as there is one.
    pub(in crate::live) fn new(metrics: WatchMetrics) -> Self {
        metrics.sat_down();
        Self { metrics, changed: Mutex::default(), arrived: Notify::new() }
    }

    /// Adds persons, and wakes the watcher; also without any, for what is not about one person.
    pub(in crate::live) fn put(&self, changed: &[EmployeeId]) {
        let mut waiting = self.changed.lock();
        let before = waiting.len();
        waiting.extend(changed);
        // Who was in it already is sent once, as they are then.
        self.metrics.conflated(before + changed.len() - waiting.len());
        drop(waiting);
        self.arrived.notify_one();
    }

    /// Waits until there is something.
    pub async fn arrived(&self) {
        self.arrived.notified().await;
    }

    /// Takes everything out.
    pub fn take(&self) -> HashSet<EmployeeId> {
        std::mem::take(&mut *self.changed.lock())
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.metrics.left();
    }
}
