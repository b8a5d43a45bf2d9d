//! Replays: notifications are read anew, and what is read otherwise than before takes the place of what was read.
//!
//! A new reading is a new row with an id of its own, under the log number of its batch, so that whoever reads the log
//! on finds it; in the order of storing it stands where its notification stands. A row it replaces is superseded, not
//! deleted.

mod lease;
mod newest;
mod refinements;
mod rows;
mod selection;

use std::collections::BTreeSet;

use super::{NewState, Unreadable};
use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::{Change, Store, StoreError},
};

pub use lease::Run;
pub use selection::Selection;
pub(in crate::store) use selection::has_reason;

/// A notification that was read anew, and how that differs from what is stored of it.
#[derive(Clone, Debug)]
pub struct Rereading {
    /// Which.
    pub notification: i64,
    /// When it was received.
    pub received_at: Instant,
    /// Sent times before this are taken for errors of the sender's clock, as they were when it was received.
    pub oldest_kept: Instant,
    /// Ids of the stored states that are not read any more as they were.
    pub superseded: Vec<i64>,
    /// States that are not stored as they are read now, by their position among the items of the notification.
    pub added: Vec<(i32, NewState)>,
    /// How many states there are in all.
    pub states: usize,
    /// What can't be read.
    pub unreadable: Vec<Unreadable>,
}

/// Several notifications of one integration that were read anew by one format.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Whose.
    pub account: AccountId,
    /// Where they came from.
    pub integration: IntegrationId,
    /// Version of the format.
    pub format_etag: String,
    /// In the order of storing.
    pub rereadings: Vec<Rereading>,
}

/// What a batch changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// How many states were added.
    pub added: usize,
    /// How many states were superseded.
    pub superseded: usize,
    /// Whose states they were.
    pub users: BTreeSet<ExternalUserId>,
    /// Notifications with a state that was not added, because the same event is stored already.
    pub with_duplicates: Vec<i64>,
    /// Whether a state with an event id was superseded: what was a duplicate of it may be none now.
    pub freed_events: bool,
}

impl Store {
    /// Stores what a batch of a run differs from what is stored, in one transaction under one number of the account's
    /// log. Fails with [`StoreError::Replaying`] if the run does not hold the integration any more.
    pub async fn replay(&self, run: &Run, batch: Batch) -> Result<Replayed, StoreError> {
        let run = run.clone();
        self.change(batch.account, move |numbered| {
            Box::pin(async move {
                lease::renew(&numbered, &run).await?;
                let replayed = rows::store(&numbered, &batch).await?;
                let changed = replayed.added > 0 || replayed.superseded > 0;
                let users = replayed.users.iter().copied().collect();
                let change = changed.then_some(Change::Replay { integration: batch.integration, users });
                Ok((replayed, change))
            })
        })
        .await
    }
}
