//! What a watcher has not seen yet: ids, never values, so that a slow watcher costs no memory and gets the latest.

use std::collections::HashSet;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::domain::ids::EmployeeId;

/// The persons that changed since the watcher last looked.
#[derive(Debug, Default)]
pub struct Mailbox {
    changed: Mutex<HashSet<EmployeeId>>,
    arrived: Notify,
}

impl Mailbox {
    /// Adds persons, and wakes the watcher; also without any, for what is not about one person.
    pub(in crate::live) fn put(&self, changed: &[EmployeeId]) {
        self.changed.lock().extend(changed);
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
