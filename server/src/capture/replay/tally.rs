//! How far a replay is.

use std::collections::{BTreeSet, HashMap};

use crate::store::journal::{Replayed, Rereading, StoredNotification};

/// How many names are told.
const MOST_NAMES: usize = 20;

/// How far a replay is, and what it changed or would change so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many notifications are selected.
    pub total: u64,
    /// How many were read.
    pub done: u64,
    /// How many of them are read differently now.
    pub changed: u64,
    /// How many of them can't be read, or not wholly.
    pub unreadable: u64,
    /// How many states were added.
    pub added: u64,
    /// How many were superseded.
    pub superseded: u64,
    /// The first names, in order, of employees whose past changed.
    pub names: Vec<String>,
    /// How many employees these are in all.
    pub people: u64,
    /// Whether this is the end.
    pub is_complete: bool,
}

impl Progress {
    /// Counts notifications that were read, each with what was stored of it before.
    pub(super) fn count(&mut self, read: &[(StoredNotification, Rereading)], replayed: &Replayed) {
        let mut duplicates: HashMap<i64, usize> = HashMap::new();
        for notification in &replayed.with_duplicates {
            *duplicates.entry(*notification).or_default() += 1;
        }
        for (stored, reread) in read {
            let left_out = duplicates.get(&reread.notification).copied().unwrap_or_default();
            let differs = !reread.superseded.is_empty()
                || reread.added.len() > left_out
                || reread.unreadable != stored.unreadable;
            self.changed += u64::from(differs);
            self.unreadable += u64::from(!reread.unreadable.is_empty());
            self.done += 1;
        }
        self.add(replayed);
    }

    /// Adds what was stored.
    pub(super) fn add(&mut self, replayed: &Replayed) {
        self.added += replayed.added as u64;
        self.superseded += replayed.superseded as u64;
    }

    /// Notes whose past changed.
    pub(super) fn name(&mut self, names: &BTreeSet<(&str, impl Ord)>) {
        self.names = names.iter().take(MOST_NAMES).map(|(name, _)| (*name).to_owned()).collect();
        self.people = names.len() as u64;
    }
}
