//! The queue before the writer: bounded by what it holds, not by how many wait.

use std::{sync::Arc, time::Duration};

use sea_orm::DbErr;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{Outcome, POSITIONS, StoreError, Submission};

/// How many submissions one transaction takes at most.
const BATCH_SUBMISSIONS: usize = 1_024;

/// How much one transaction takes at most, see [`cost`]: well under the [positions](POSITIONS) of a log number.
const BATCH_COST: usize = 16_384;

/// How much may wait, see [`cost`]: a few batches, so that whoever waits is served soon or told to come back.
const QUEUE_COST: u32 = 65_536;

/// How long a submission waits for room in the queue.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the writer answers: for each notification, what became of each of its states.
pub(super) type Answer = Result<Vec<Vec<Outcome>>, StoreError>;

/// A submission that waits to be stored.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) submission: Submission,
    answer: oneshot::Sender<Answer>,
    /// What it was made for.
    pub(super) span: tracing::Span,
    cost: usize,
    /// The room it takes up in the queue, given back when it is answered.
    _room: OwnedSemaphorePermit,
}

impl Request {
    pub(super) fn answer(self, answer: Answer) {
        // A caller that went away does not want to know.
        let _ = self.answer.send(answer);
    }
}

/// The end that callers send to.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    requests: mpsc::UnboundedSender<Request>,
    room: Arc<Semaphore>,
    closing: CancellationToken,
}

/// The end that the writer takes from.
#[derive(Debug)]
pub(super) struct Requests {
    received: mpsc::UnboundedReceiver<Request>,
    /// Taken, but too much for the batch before.
    held_back: Option<Request>,
    closing: CancellationToken,
}

/// An empty queue.
pub(super) fn new() -> (Queue, Requests) {
    let (requests, received) = mpsc::unbounded_channel();
    let closing = CancellationToken::new();
    let room = Arc::new(Semaphore::new(QUEUE_COST as usize));
    let taker = Requests { received, held_back: None, closing: closing.clone() };
    (Queue { requests, room, closing }, taker)
}

impl Queue {
    /// Puts a submission into the queue, as soon as there is room.
    pub(super) async fn send(&self, submission: Submission, answer: oneshot::Sender<Answer>) -> Result<(), StoreError> {
        let positions = positions(&submission);
        if positions > POSITIONS {
            return Err(StoreError::Unsuitable(format!(
                "a submission of {positions} notifications and states is more than one log number holds ({POSITIONS})"
            )));
        }
        let cost = cost(&submission);
        // What is larger than the whole queue waits until the queue is empty.
        let share = u32::try_from(cost).unwrap_or(u32::MAX).min(QUEUE_COST);
        let room = match timeout(PATIENCE, Arc::clone(&self.room).acquire_many_owned(share)).await {
            Ok(Ok(room)) => room,
            Ok(Err(_closed)) => return Err(StoreError::Closed),
            Err(_elapsed) => {
                let full = DbErr::Custom("the journal's queue is full".to_owned());
                return Err(StoreError::Unavailable(full));
            }
        };
        let request = Request { submission, answer, span: tracing::Span::current(), cost, _room: room };
        self.requests.send(request).map_err(|_closed| StoreError::Closed)
    }

    /// Lets nothing more in; what is in the queue stays in it.
    pub(super) fn close(&self) {
        self.room.close();
        self.closing.cancel();
    }
}

impl Requests {
    /// Waits for a request and takes along what else waits, in order, as much as one transaction should hold. None
    /// once the queue is closed and empty.
    pub(super) async fn next_batch(&mut self) -> Option<Vec<Request>> {
        let first = match self.held_back.take() {
            Some(request) => request,
            None => self.receive().await?,
        };
        let mut cost = first.cost;
        let mut batch = vec![first];
        while batch.len() < BATCH_SUBMISSIONS
            && let Ok(next) = self.received.try_recv()
        {
            cost += next.cost;
            if cost > BATCH_COST {
                self.held_back = Some(next);
                break;
            }
            batch.push(next);
        }
        Some(batch)
    }

    async fn receive(&mut self) -> Option<Request> {
        tokio::select! {
            biased;
            request = self.received.recv() => request,
            () = self.closing.cancelled() => {
                self.received.close();
                self.received.recv().await
            }
        }
    }
}

/// How many positions of a log number a submission takes.
fn positions(submission: &Submission) -> usize {
    submission.notifications.iter().map(|notification| 1 + notification.states.len()).sum()
}

/// How much a submission weighs: rows, and KiB of raw bodies.
fn cost(submission: &Submission) -> usize {
    let bytes: usize = submission.notifications.iter().map(|notification| notification.body.len()).sum();
    positions(submission) + bytes / 1_024
}
