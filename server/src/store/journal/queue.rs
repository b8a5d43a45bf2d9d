//! The queue before the writer: bounded by what it holds, not by how many wait. Accounts take turns, so that one that
//! sends much does not keep the others waiting.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;
use sea_orm::DbErr;
use tokio::{
    sync::{AcquireError, Notify, OwnedSemaphorePermit, Semaphore, oneshot},
    time::timeout,
};

use super::{Outcome, POSITIONS, StoreError, Submission};
use crate::domain::ids::AccountId;

/// How many submissions one transaction takes at most.
const BATCH_SUBMISSIONS: usize = 1_024;

/// How much one transaction takes at most, see [`cost`]: well under the [positions](POSITIONS) of a log number.
const BATCH_COST: usize = 16_384;

/// How much may wait, see [`cost`]: a few batches, so that whoever waits is served soon or told to come back.
const QUEUE_COST: u32 = 131_072;

/// How much of one account may wait.
const ACCOUNT_COST: u32 = 65_536;

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
    /// The room it takes up in the queue, its account's and that of all, given back when it is answered.
    _room: [OwnedSemaphorePermit; 2],
}

impl Request {
    pub(super) fn answer(self, answer: Answer) {
        // A caller that went away does not want to know.
        let _ = self.answer.send(answer);
    }
}

/// What waits of one account.
#[derive(Debug)]
struct Lane {
    waiting: VecDeque<Request>,
    room: Arc<Semaphore>,
}

impl Lane {
    /// Whether nobody waits, neither in the lane nor for room in it.
    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && Arc::strong_count(&self.room) == 1
    }
}

#[derive(Debug, Default)]
struct Lanes {
    by_account: HashMap<AccountId, Lane>,
    /// The accounts of which something waits, each once; the first is next.
    turns: VecDeque<AccountId>,
    is_closed: bool,
}

#[derive(Debug)]
struct Inner {
    lanes: Mutex<Lanes>,
    room: Arc<Semaphore>,
    arrived: Notify,
}

/// The end that callers send to. When the last clone is gone, the other end finds the queue closed.
#[derive(Clone, Debug)]
pub(super) struct Queue(Arc<Sender>);

#[derive(Debug)]
struct Sender(Arc<Inner>);

/// The end that the writer takes from.
#[derive(Debug)]
pub(super) struct Requests(Arc<Inner>);

/// An empty queue.
pub(super) fn new() -> (Queue, Requests) {
    let room = Arc::new(Semaphore::new(QUEUE_COST as usize));
    let inner = Arc::new(Inner { lanes: Mutex::default(), room, arrived: Notify::new() });
    (Queue(Arc::new(Sender(Arc::clone(&inner)))), Requests(inner))
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
        let (inner, account, cost) = (&self.0.0, submission.account, cost(&submission));
        // What is larger than the whole queue waits until its account's part is empty.
        let share = u32::try_from(cost).unwrap_or(u32::MAX).min(ACCOUNT_COST);
        let own = inner.lanes.lock().lane(account)?;
        let acquire = async { Ok([take(own, share).await?, take(Arc::clone(&inner.room), share).await?]) };
        let room = match timeout(PATIENCE, acquire).await {
            Ok(Ok(room)) => room,
            Ok(Err::<_, AcquireError>(_closed)) => return Err(StoreError::Closed),
            Err(_elapsed) => {
                let full = DbErr::Custom("the journal's queue is full".to_owned());
                return Err(StoreError::Unavailable(full));
            }
        };
        let request = Request { submission, answer, span: tracing::Span::current(), cost, _room: room };
        inner.lanes.lock().push(account, request)?;
        inner.arrived.notify_one();
        Ok(())
    }

    /// Lets nothing more in; what is in the queue stays in it.
    pub(super) fn close(&self) {
        self.0.0.close();
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Inner {
    fn close(&self) {
        let mut lanes = self.lanes.lock();
        lanes.is_closed = true;
        for lane in lanes.by_account.values() {
            lane.room.close();
        }
        drop(lanes);
        self.room.close();
        self.arrived.notify_one();
    }
}

impl Lanes {
    /// The room of an account's lane.
    fn lane(&mut self, account: AccountId) -> Result<Arc<Semaphore>, StoreError> {
        if self.is_closed {
            return Err(StoreError::Closed);
        }
        let new = || Lane { waiting: VecDeque::new(), room: Arc::new(Semaphore::new(ACCOUNT_COST as usize)) };
        Ok(Arc::clone(&self.by_account.entry(account).or_insert_with(new).room))
    }

    fn push(&mut self, account: AccountId, request: Request) -> Result<(), StoreError> {
        if self.is_closed {
            return Err(StoreError::Closed);
        }
        // A lane that somebody has room in stays there.
        let lane = self.by_account.get_mut(&account).ok_or(StoreError::Closed)?;
        if lane.waiting.is_empty() {
            self.turns.push_back(account);
        }
        lane.waiting.push_back(request);
        Ok(())
    }

    /// Takes the next request of the account whose turn it is, if it costs at most `most`.
    fn take(&mut self, most: usize) -> Option<Request> {
        let account = self.turns.front().copied()?;
        let lane = self.by_account.get_mut(&account)?;
        let request = lane.waiting.pop_front_if(|request| request.cost <= most)?;
        self.turns.pop_front();
        if lane.waiting.is_empty() {
            if self.turns.is_empty() {
                self.by_account.retain(|_, lane| !lane.is_idle());
            }
        } else {
            self.turns.push_back(account);
        }
        Some(request)
    }
}

impl Requests {
    /// Waits for a request and takes along what else waits, the accounts in turn and each in order, as much as one
    /// transaction should hold. None once the queue is closed and empty.
    pub(super) async fn next_batch(&mut self) -> Option<Vec<Request>> {
        loop {
            let arrived = self.0.arrived.notified();
            let batch = self.take_batch();
            if !batch.is_empty() {
                return Some(batch);
            }
            if self.0.lanes.lock().is_closed {
                return None;
            }
            arrived.await;
        }
    }

    fn take_batch(&self) -> Vec<Request> {
        let mut lanes = self.0.lanes.lock();
        // However much the first one is, it has to go.
        let mut batch: Vec<Request> = lanes.take(usize::MAX).into_iter().collect();
        let mut cost = batch.first().map_or(0, |first| first.cost);
        while batch.len() < BATCH_SUBMISSIONS
            && let Some(next) = lanes.take(BATCH_COST.saturating_sub(cost))
        {
            cost += next.cost;
            batch.push(next);
        }
        batch
    }
}

/// Takes room as soon as there is some. At once if there is: a task that puts much into the queue is not made to pause.
async fn take(room: Arc<Semaphore>, share: u32) -> Result<OwnedSemaphorePermit, AcquireError> {
    match Arc::clone(&room).try_acquire_many_owned(share) {
        Ok(permit) => Ok(permit),
        Err(_none_yet) => room.acquire_many_owned(share).await,
    }
}

/// How many positions of a log number a submission takes: notifications, states, and complete lists.
fn positions(submission: &Submission) -> usize {
    let notifications = submission.notifications.iter();
    notifications.map(|given| 1 + given.states.len() + usize::from(given.snapshot_at.is_some())).sum()
}

/// How much a submission weighs: rows, and KiB of raw bodies.
fn cost(submission: &Submission) -> usize {
    let bytes: usize = submission.notifications.iter().map(|notification| notification.body.len()).sum();
    positions(submission) + bytes / 1_024
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::instant::Instant;
    use crate::store::journal::NewNotification;

    fn submission(account: u128, bytes: usize) -> Submission {
        let notification = NewNotification {
            received_at: Instant::from_secs(0),
            method: String::new(),
            content_type: String::new(),
            query: String::new(),
            body: vec![0; bytes],
            states: Vec::new(),
            unreadable: Vec::new(),
            snapshot_at: None,
        };
        Submission {
            account: AccountId::new(Uuid::from_u128(account)),
            integration: Uuid::from_u128(account).into(),
            format_etag: String::new(),
            oldest_kept: Instant::MIN,
            notifications: vec![notification],
        }
    }

    async fn send(queue: &Queue, account: u128, bytes: usize) {
        let (answer, _) = oneshot::channel();
        queue.send(submission(account, bytes), answer).await.unwrap();
    }

    fn accounts(batch: &[Request]) -> Vec<u128> {
        batch.iter().map(|request| request.submission.account.uuid().as_u128()).collect()
    }

    #[tokio::test]
    async fn accounts_take_turns_however_much_one_of_them_sends() {
        let (queue, mut requests) = new();
        for _ in 0..5_000 {
            send(&queue, 1, 0).await;
        }
        send(&queue, 2, 0).await;
        send(&queue, 3, 0).await;
        send(&queue, 2, 0).await;
        let batch = requests.next_batch().await.unwrap();
        assert_eq!(accounts(&batch)[..6], [1, 2, 3, 1, 2, 1]);
        assert_eq!(batch.len(), BATCH_SUBMISSIONS);
    }

    #[tokio::test(start_paused = true)]
    async fn an_account_that_fills_its_part_leaves_room_for_the_others() {
        let (queue, mut requests) = new();
        let mib = 1 << 20;
        for _ in 0..63 {
            send(&queue, 1, mib).await;
        }
        let (answer, _) = oneshot::channel();
        let refused = queue.send(submission(1, mib), answer).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
        send(&queue, 2, mib).await;
        assert_eq!(accounts(&requests.next_batch().await.unwrap())[..2], [1, 2]);
    }

    #[tokio::test]
    async fn what_waits_when_the_queue_is_closed_is_still_taken() {
        let (queue, mut requests) = new();
        send(&queue, 1, 0).await;
        queue.close();
        assert_eq!(requests.next_batch().await.map(|batch| batch.len()), Some(1));
        assert!(requests.next_batch().await.is_none());
        let (answer, _) = oneshot::channel();
        assert!(matches!(queue.send(submission(1, 0), answer).await, Err(StoreError::Closed)));
    }

    #[tokio::test]
    async fn a_queue_that_nobody_can_send_to_any_more_ends() {
        let (queue, mut requests) = new();
        send(&queue, 1, 0).await;
        drop(queue);
        assert!(requests.next_batch().await.is_some());
        assert!(requests.next_batch().await.is_none());
    }
}
