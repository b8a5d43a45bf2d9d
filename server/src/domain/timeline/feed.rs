//! The entries, snapshots and silences of one external user, in the order they are folded in.

use super::user::{UserInput, UserState};
use crate::domain::entry::Entry;
use crate::domain::instant::{Instant, Span};

/// What is still to be folded of one user.
#[derive(Clone, Debug)]
pub(crate) struct Feed<'a> {
    entries: &'a [Entry],
    snapshots: &'a [Instant],
    silences: &'a [Instant],
}

impl<'a> Feed<'a> {
    /// All of it.
    pub(crate) fn of(input: &UserInput<'a>) -> Self {
        Self { entries: input.entries, snapshots: input.snapshots, silences: input.silences }
    }

    /// All but the silences.
    pub(crate) fn without_silences(input: &UserInput<'a>) -> Self {
        Self { silences: &[], ..Self::of(input) }
    }

    /// What lies after `at`.
    pub(crate) fn after(at: Instant, input: &UserInput<'a>) -> Self {
        let passed = input.entries.partition_point(|entry| entry.time <= at);
        Self {
            entries: input.entries.get(passed..).unwrap_or_default(),
            snapshots: later(input.snapshots, at),
            silences: later(input.silences, at),
        }
    }

    /// When the next of it happens.
    pub(crate) fn next(&self) -> Option<Instant> {
        let entry = self.entries.first().map(|entry| entry.time);
        entry.into_iter().chain(self.snapshots.first().copied()).chain(self.silences.first().copied()).min()
    }

    /// Folds what lies at `at`: a silence first, as the entry of its instant ends it at once. The user of an entry at
    /// the instant of a snapshot was listed in it.
    pub(crate) fn fold_into(&mut self, user: &mut UserState, at: Instant, auto_logout_after: Span) {
        if take_at(&mut self.silences, at) {
            user.fall_silent(at);
        }
        let here = self.entries.iter().take_while(|entry| entry.time == at);
        let (same_instant, rest) = self.entries.split_at(here.count());
        if take_at(&mut self.snapshots, at) && same_instant.is_empty() {
            user.miss_in_snapshot(at, auto_logout_after);
        }
        user.take(same_instant, auto_logout_after);
        self.entries = rest;
    }
}

/// The instants after `at`, of sorted ones.
fn later(instants: &[Instant], at: Instant) -> &[Instant] {
    let passed = instants.partition_point(|instant| *instant <= at);
    instants.get(passed..).unwrap_or_default()
}

/// Whether the first of them is `at`; then it is taken.
fn take_at(instants: &mut &[Instant], at: Instant) -> bool {
    match instants.split_first() {
        Some((first, rest)) if *first == at => {
            *instants = rest;
            true
        }
        _ => false,
    }
}

impl UserState {
    /// Folds everything of a user up to and including `until`.
    #[must_use]
    pub fn folded(input: &UserInput<'_>, until: Instant, auto_logout_after: Span) -> Self {
        let mut user = Self::new(input.user);
        let mut feed = Feed::of(input);
        while let Some(next) = feed.next().filter(|next| *next <= until) {
            feed.fold_into(&mut user, next, auto_logout_after);
        }
        user
    }
}
