//! The task that owns a board: takes commits as they come, wakes at the next instant of the agenda.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::{mpsc, watch};

use super::{Board, recompute::Ended};
use tracing::Instrument as _;

use crate::{
    clock::Clock,
    domain::{ids::AccountId, instant::Instant},
    live::picture::Picture,
    store::{Commit, Store, StoreError},
};

/// How many commits wait for a board before it is told to read on from the store instead.
const WAITING: usize = 1_024;

/// How long a board that nobody watches is kept.
const KEPT_UNWATCHED: Duration = Duration::from_mins(5);

/// How long to wait after the store failed.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// What a board is told.
#[derive(Clone, Debug)]
pub(in crate::live) enum Message {
    /// Something was committed.
    Commit(Arc<Commit>),
    /// Something may have been missed.
    ReadOn,
}

/// The way to a running board.
#[derive(Clone, Debug)]
pub(in crate::live) struct Handle {
    messages: mpsc::Sender<Message>,
    missed: Arc<AtomicBool>,
    /// What watchers read.
    pub(in crate::live) picture: Arc<Picture>,
    /// Whether everybody was loaded once.
    pub(in crate::live) ready: watch::Receiver<bool>,
}

impl Handle {
    /// Tells the board, without waiting: one that is behind reads on from the store.
    pub(in crate::live) fn tell(&self, message: Message) {
        if self.messages.try_send(message).is_err() {
            self.missed.store(true, Ordering::Release);
        }
    }

    /// Whether the board has ended.
    pub(in crate::live) fn has_ended(&self) -> bool {
        self.messages.is_closed()
    }
}

/// Starts the board of an account.
pub(in crate::live) fn spawn(account: AccountId, store: Store, clock: Clock) -> Handle {
    let (messages, inbox) = mpsc::channel(WAITING);
    let (ready_sender, ready) = watch::channel(false);
    let missed = Arc::new(AtomicBool::new(false));
    let picture = Arc::new(Picture::new(Board::origin(clock.now())));
    let handle = Handle { messages, missed: Arc::clone(&missed), picture: Arc::clone(&picture), ready };
    tokio::spawn(async move {
        let board = loop {
            match Board::new(account, store.clone(), clock.clone(), Arc::clone(&picture)).await {
                Ok(board) => break board,
                // An account that is not there has nothing to show.
                Err(StoreError::NotFound) => return,
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "a board could not start; trying again");
                    tokio::time::sleep(RETRY_AFTER).await;
                }
            }
        };
        Task { board, inbox, missed, ready: ready_sender }.run().await;
    });
    handle
}

struct Task {
    board: Board,
    inbox: mpsc::Receiver<Message>,
    missed: Arc<AtomicBool>,
    ready: watch::Sender<bool>,
}

impl Task {
    async fn run(mut self) {
        let (ended_sender, mut ended) = mpsc::channel::<Ended>(1);
        let mut unwatched = tokio::time::interval(KEPT_UNWATCHED);
        unwatched.reset();
        let mut was_watched = true;
        loop {
            self.board.begin_recompute(&ended_sender);
            if self.board.is_settled() {
                self.board.count_attendance();
                self.ready.send_if_modified(|ready| !std::mem::replace(ready, true));
            }
            let next = self.board.agenda.next();
            let clock = self.board.clock.clone();
            tokio::select! {
                message = self.inbox.recv() => match message {
                    Some(message) => self.take(message).await,
                    None => return,
                },
                Some(ended) = ended.recv() => self.board.end_recompute(ended),
                () = wake(&clock, next) => self.board.pass(clock.now()),
                _ = unwatched.tick() => {
                    let watched = self.board.is_watched();
                    if !watched && !was_watched {
                        return;
                    }
                    was_watched = watched;
                }
            }
        }
    }

    async fn take(&mut self, message: Message) {
        let applied = match message {
            Message::Commit(commit) if commit.log_number == self.board.position.log_number + 1 => {
                let span = tracing::info_span!(parent: &commit.span, "board", log_number = commit.log_number);
                self.board.apply(commit.log_number, &commit.logged).instrument(span).await
            }
            Message::Commit(commit) if commit.log_number <= self.board.position.log_number => Ok(()),
            // A gap: the commits in between were missed, or come later.
            Message::Commit(_) | Message::ReadOn => self.board.read_on().await,
        };
        let missed = self.missed.swap(false, Ordering::AcqRel);
        let applied = match applied {
            Ok(()) if missed => self.board.read_on().await,
            applied => applied,
        };
        if let Err(error) = applied {
            tracing::warn!(error = &error as &dyn std::error::Error, "a board could not read on; trying again");
            tokio::time::sleep(RETRY_AFTER).await;
            self.missed.store(true, Ordering::Release);
        }
    }
}

async fn wake(clock: &Clock, at: Option<Instant>) {
    match at {
        Some(at) => clock.sleep_until(at).await,
        None => std::future::pending().await,
    }
}
