//! The boards of all accounts: one starts when somebody first looks, and ends a while after nobody does.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{sync::broadcast::error::RecvError, time::MissedTickBehavior};

use super::{
    board::{self, Handle, Message},
    picture::Picture,
    watch::{mailbox::Mailbox, metrics::WatchMetrics},
};
use crate::{clock::Clock, domain::ids::AccountId, store::Store};

/// How long a watcher waits for a board that starts.
const START_WITHIN: Duration = Duration::from_secs(30);

/// How often to look for what other processes committed: an operator's command, another server.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The boards. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    boards: Mutex<HashMap<AccountId, Handle>>,
    metrics: WatchMetrics,
}

/// The board did not start in time: the store is unavailable, or slow.
#[derive(Debug, thiserror::Error)]
#[error("the board did not start in time")]
pub struct NotReady;

/// A watcher's place at a board.
#[derive(Clone, Debug)]
pub struct Seat {
    /// What to read.
    pub picture: Arc<Picture>,
    /// Who changed since the watcher last looked.
    pub mailbox: Arc<Mailbox>,
}

impl Hub {
    /// Boards that follow what `store` commits.
    pub fn start(store: Store, clock: Clock) -> Self {
        let mut commits = store.subscribe();
        let hub = Self(Arc::new(Inner {
            store,
            clock,
            boards: Mutex::new(HashMap::new()),
            metrics: WatchMetrics::default(),
        }));
        let inner = Arc::downgrade(&hub.0);
        tokio::spawn(async move {
            loop {
                let received = commits.recv().await;
                let Some(inner) = inner.upgrade() else { return };
                match received {
                    Ok(commit) => {
                        if let Some(board) = inner.boards.lock().get(&commit.account) {
                            board.tell(Message::Commit(Arc::clone(&commit)));
                        }
                    }
                    Err(RecvError::Lagged(_)) => {
                        for board in inner.boards.lock().values() {
                            board.tell(Message::ReadOn);
                        }
                    }
                    Err(RecvError::Closed) => return,
                }
            }
        });
        tokio::spawn(follow_others(Arc::downgrade(&hub.0)));
        hub
    }

    /// What is counted of watchers, to be registered.
    pub fn metrics(&self) -> &WatchMetrics {
        &self.0.metrics
    }

    /// A place at the account's board, from now on told of every change.
    pub async fn sit(&self, account: AccountId) -> Result<Seat, NotReady> {
        let mailbox = Arc::new(Mailbox::new(self.0.metrics.clone()));
        let mut handle = self.board(account, &mailbox);
        let ready = tokio::time::timeout(START_WITHIN, handle.ready.wait_for(|ready| *ready)).await;
        match ready {
            Ok(Ok(_)) => Ok(Seat { picture: Arc::clone(&handle.picture), mailbox }),
            _ => Err(NotReady),
        }
    }

    fn board(&self, account: AccountId, mailbox: &Arc<Mailbox>) -> Handle {
        let mut boards = self.0.boards.lock();
        boards.retain(|_, board| !board.has_ended());
        let board =
            boards.entry(account).or_insert_with(|| board::spawn(account, self.0.store.clone(), self.0.clock.clone()));
        // While the lock is held, so that a board can't end between being found and being watched.
        board.picture.subscribe(mailbox);
        board.clone()
    }
}

/// Tells boards to read on that are behind what was committed when they were last looked at: commits of this process
/// have reached them by then.
async fn follow_others(hub: Weak<Inner>) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut seen: HashMap<AccountId, i64> = HashMap::new();
    loop {
        look.tick().await;
        let Some(inner) = hub.upgrade() else { return };
        let boards: Vec<AccountId> = inner.boards.lock().keys().copied().collect();
        if boards.is_empty() {
            continue;
        }
        // While the store does not answer nothing is missed: the next look finds it.
        let Ok(committed) = inner.store.log_numbers(&boards).await else { continue };
        for (account, board) in inner.boards.lock().iter() {
            let is_behind = |seen: &i64| board.picture.position().log_number < *seen;
            if seen.get(account).is_some_and(is_behind) {
                board.tell(Message::ReadOn);
            }
        }
        seen = committed;
    }
}
