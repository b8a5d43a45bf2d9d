//! What the asynchronous work of a command runs on.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// How many of its own tasks a thread runs at most before it looks for those that were woken from elsewhere.
///
/// The journal is woken by the database's threads, several times a commit, and everybody waits for the commit. By itself
/// a thread would run some sixty other tasks first.
const OWN_TASKS: u32 = 8;

/// Threads for all cores.
pub(super) fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().global_queue_interval(OWN_TASKS).build()
}
