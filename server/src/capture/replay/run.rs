//! One replay, from its first batch to its last.

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{Owners, Progress, Rehearsal};
use crate::{
    capture::{difference::reread, reading::read},
    domain::ids::IntegrationId,
    odigo::reader::NotificationReader,
    store::{
        Store, StoreError,
        accounts::Account,
        journal::{Batch, ReplayRun, Replayed, Rereading, Selection, StoredNotification},
    },
};

/// How many notifications are read before what differs is stored.
const AT_A_TIME: u64 = 200;

/// How many states one transaction adds at most, unless they are of one notification.
const MOST_STATES: usize = 5_000;

/// How many ids one query names.
const IDS_AT_A_TIME: usize = 500;

/// Whether anything is stored.
#[derive(Debug)]
pub(super) enum Mode {
    Store(ReplayRun),
    Rehearse(Rehearsal),
}

/// A replay that is under way.
#[derive(Debug)]
pub(super) struct Replay {
    pub(super) store: Store,
    pub(super) account: Account,
    pub(super) integration: IntegrationId,
    pub(super) reader: NotificationReader,
    pub(super) format_etag: String,
    pub(super) owners: Owners,
    pub(super) mode: Mode,
    pub(super) progress: Progress,
    pub(super) sender: watch::Sender<Progress>,
    pub(super) stopping: CancellationToken,
}

/// Whether a state counts as read for the first time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    First,
    Again,
}

impl Replay {
    /// Replays the selection up to the notification `newest`: what arrives meanwhile is read by the present format.
    /// Whether it came to its end.
    pub(super) async fn run(&mut self, selection: Selection, newest: i64) -> Result<bool, StoreError> {
        let (mut with_duplicates, mut freed_events) = (Vec::new(), false);
        if !self.pass(&selection, newest, Pass::First, &mut with_duplicates, &mut freed_events).await? {
            return Ok(false);
        }
        // What was the same event as a stored one may be none any more, because that one is read otherwise now.
        if freed_events {
            with_duplicates.sort_unstable();
            with_duplicates.dedup();
            for ids in with_duplicates.chunks(IDS_AT_A_TIME) {
                let again = Selection::Ids(ids.to_vec());
                let (mut nothing, mut freed) = (Vec::new(), false);
                if !self.pass(&again, newest, Pass::Again, &mut nothing, &mut freed).await? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Tells that everything is done.
    pub(super) fn complete(&mut self) {
        self.progress.is_complete = true;
        self.tell();
    }

    /// One time through the selection; whether it came to its end.
    async fn pass(
        &mut self,
        selection: &Selection,
        newest: i64,
        pass: Pass,
        with_duplicates: &mut Vec<i64>,
        freed_events: &mut bool,
    ) -> Result<bool, StoreError> {
        let mut after = 0;
        loop {
            if self.stopping.is_cancelled() {
                return Ok(false);
            }
            let (account, journal) = (self.account.id, self.store.journal());
            let range = (after, newest);
            let stored = journal.next_selected(account, self.integration, selection, range, AT_A_TIME).await?;
            let Some(last) = stored.last().map(|stored| stored.id) else { return Ok(true) };
            after = last;
            for part in self.read(stored).await? {
                let replayed = self.store_part(&part).await?;
                with_duplicates.extend(&replayed.with_duplicates);
                *freed_events |= replayed.freed_events;
                self.owners.note(&replayed.users);
                match pass {
                    Pass::First => self.progress.count(&part, &replayed),
                    Pass::Again => self.progress.add(&replayed),
                }
            }
            self.progress.name(&self.owners.concerned());
            self.tell();
        }
    }

    /// Reads notifications, and cuts them into parts that one transaction can store.
    async fn read(
        &self,
        notifications: Vec<StoredNotification>,
    ) -> Result<Vec<Vec<(StoredNotification, Rereading)>>, StoreError> {
        let (mut parts, mut part, mut states) = (Vec::new(), Vec::new(), 0);
        for stored in notifications {
            let oldest_kept = self.account.oldest_kept(stored.received_at)?;
            let reread = reread(&stored, &read(&self.reader, &stored), oldest_kept);
            if states + reread.added.len() > MOST_STATES && !part.is_empty() {
                parts.push(std::mem::take(&mut part));
                states = 0;
            }
            states += reread.added.len();
            part.push((stored, reread));
            // Reading keeps a thread busy: others have their turn in between.
            tokio::task::yield_now().await;
        }
        parts.push(part);
        Ok(parts)
    }

    async fn store_part(&mut self, part: &[(StoredNotification, Rereading)]) -> Result<Replayed, StoreError> {
        let batch = Batch {
            account: self.account.id,
            integration: self.integration,
            format_etag: self.format_etag.clone(),
            rereadings: part.iter().map(|(_, reread)| reread.clone()).collect(),
        };
        match &mut self.mode {
            Mode::Store(run) => self.store.replay(run, batch).await,
            Mode::Rehearse(rehearsal) => rehearsal.try_out(&self.store, &batch).await,
        }
    }

    fn tell(&self) {
        // It goes on whether or not anybody listens.
        self.sender.send_replace(self.progress.clone());
    }
}
