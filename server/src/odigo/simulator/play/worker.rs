//! One connection's work: take a request, send it, note the answer.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::encode::Encoded;
use super::super::traffic::{Content, Note, Shipment, Traffic};
use super::super::watch::ledger::Ledger;
use super::http::{Answer, Connection, SendError, Target};
use super::tally::{Progress, Tally};
use crate::clock::Clock;

/// A request, and when it was meant to be sent.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) shipment: Shipment,
    pub(super) intended: Instant,
}

/// Where the requests come from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// Out of a queue that is filled at some pace.
    Queued(Arc<tokio::sync::Mutex<mpsc::Receiver<Item>>>),
    /// Made when there is a connection for it.
    Drawn { traffic: Arc<Mutex<Traffic>>, clock: Clock },
}

impl Source {
    async fn next(&self) -> Option<Item> {
        match self {
            Self::Queued(queue) => queue.lock().await.recv().await,
            Self::Drawn { traffic, clock } => {
                let shipment = traffic.lock().at(clock.now())?;
                Some(Item { shipment, intended: Instant::now() })
            }
        }
    }
}

pub(super) struct Worker {
    pub(super) target: Target,
    pub(super) source: Source,
    pub(super) ledger: Option<Arc<Mutex<Ledger>>>,
    pub(super) progress: Arc<Progress>,
    pub(super) stop: CancellationToken,
}

impl Worker {
    pub(super) async fn run(self) -> Tally {
        let mut tally = Tally::default();
        let mut connection: Option<Connection> = None;
        loop {
            let item = tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                item = self.source.next() => item,
            };
            let Some(Item { shipment, intended }) = item else { break };
            let Shipment { request, content } = shipment;
            self.expect(&content, intended);
            let answer = self.exchange(&mut connection, request).await;
            if answer.is_err() {
                connection = None;
            }
            let taken = matches!(&answer, Ok(Answer { status, .. }) if status.is_success());
            if !taken {
                self.no_longer_expect(&content);
            }
            self.progress.answered(taken);
            tally.note(&content, &answer, intended.elapsed());
            if let Err(SendError::Connect(_)) = answer {
                // Somebody who is not there yet is not asked more than a few times a second.
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            }
        }
        tally
    }

    /// Sends a request. A server may close an idle connection just when the next request goes out: on a connection that
    /// was used before, that is tried once more on a new one. Notifications bear being repeated.
    async fn exchange(&self, connection: &mut Option<Connection>, request: Encoded) -> Result<Answer, SendError> {
        let used_before = connection.as_ref().is_some_and(Connection::is_usable);
        let answer = self.connected(connection).await?.send(&self.target, request.clone()).await;
        if used_before && matches!(answer, Err(SendError::Broken(_))) {
            *connection = None;
            return self.connected(connection).await?.send(&self.target, request).await;
        }
        answer
    }

    async fn connected<'c>(&self, connection: &'c mut Option<Connection>) -> Result<&'c mut Connection, SendError> {
        let usable = connection.take().filter(Connection::is_usable);
        let usable = match usable {
            Some(usable) => usable,
            None => self.target.connect().await?,
        };
        Ok(connection.insert(usable))
    }

    /// Before it is sent: a watcher may see it before the answer is here.
    fn expect(&self, content: &Content, intended: Instant) {
        if let (Some(ledger), Content::Fresh(note)) = (&self.ledger, content) {
            ledger.lock().sent(note, intended);
        }
    }

    fn no_longer_expect(&self, content: &Content) {
        if let (Some(ledger), Content::Fresh(Note { agent, sent, .. })) = (&self.ledger, content) {
            ledger.lock().not_taken(agent, *sent);
        }
    }
}
