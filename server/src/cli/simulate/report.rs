//! What `kadans simulate` prints: a line each second, and the result at the end.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;

use super::Shared;
use crate::odigo::simulator::play::tally::Progress;
use crate::odigo::simulator::watch::ledger::Ledger;

/// Tells how far it has come, on standard error.
pub(super) struct Reporter(JoinHandle<()>);

impl Reporter {
    /// Begins to tell.
    pub(super) fn begin(progress: Arc<Progress>, ledger: Option<Shared<Ledger>>) -> Self {
        Self(tokio::spawn(async move {
            let mut seconds = tokio::time::interval(Duration::from_secs(1));
            let mut before = 0;
            for second in 0_u64.. {
                seconds.tick().await;
                let (taken, failed) = progress.counts();
                if second > 0 {
                    let under_way = ledger.as_ref().map(|ledger| ledger.lock().under_way());
                    tell(second, taken - before, taken, failed, under_way);
                }
                before = taken;
            }
        }))
    }

    /// Stops telling.
    pub(super) fn end(self) {
        self.0.abort();
        let mut err = io::stderr();
        if err.is_terminal() {
            // Nobody looks on if this can't be written.
            writeln!(err).ok();
        }
    }
}

fn tell(second: u64, rate: u64, taken: u64, failed: u64, under_way: Option<usize>) {
    let mut err = io::stderr();
    // On a terminal the line takes the place of the one before.
    let (start, end) = if err.is_terminal() { ("\r\x1b[K", "") } else { ("", "\n") };
    let under_way = under_way.map(|count| format!(", {count} not yet at the watcher")).unwrap_or_default();
    write!(err, "{start}{second:>5} s  {rate:>7}/s  {taken} answered, {failed} failed{under_way}{end}").ok();
    err.flush().ok();
}

/// Prints a result on standard output.
pub(super) fn print(result: &impl Display) -> io::Result<()> {
    let mut out = io::stdout();
    writeln!(out, "{result}")?;
    out.flush()
}
