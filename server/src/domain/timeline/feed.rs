//! The entries and silences of one external user, in the order they are folded in.

use super::user::{UserInput, UserState};
use crate::domain::entry::Entry;
use crate::domain::instant::{Instant, Span};

/// What is still to be folded of one user.
pub(crate) struct Feed<'a> {
    entries: &'a [Entry],
    silences: &'a [Instant],
}

impl<'a> Feed<'a> {
    /// What lies after `at`.
    pub(crate) fn after(at: Instant, input: &UserInput<'a>) -> Self {
        let passed = input.entries.partition_point(|entry| entry.time <= at);
        let ended = input.silences.partition_point(|start| *start <= at);
        Self {
            entries: input.entries.get(passed..).unwrap_or_default(),
            silences: input.silences.get(ended..).unwrap_or_default(),
        }
    }

    /// When the next of it happens.
    pub(crate) fn next(&self) -> Option<Instant> {
        let entry = self.entries.first().map(|entry| entry.time);
        entry.into_iter().chain(self.silences.first().copied()).min()
    }

    /// Folds what lies at `at`: a silence first, as the entry of its instant ends it at once.
    pub(crate) fn fold_into(&mut self, user: &mut UserState, at: Instant, auto_logout_after: Span) {
        if let Some((start, rest)) = self.silences.split_first()
            && *start == at
        {
            user.fall_silent(at);
            self.silences = rest;
        }
        let here = self.entries.iter().take_while(|entry| entry.time == at);
        let (same_instant, rest) = self.entries.split_at(here.count());
        user.take(same_instant, auto_logout_after);
        self.entries = rest;
    }
}

impl UserState {
    /// Folds everything of a user up to and including `until`.
    #[must_use]
    pub fn folded(input: &UserInput<'_>, until: Instant, auto_logout_after: Span) -> Self {
        let mut user = Self::new(input.user);
        let mut feed = Feed { entries: input.entries, silences: input.silences };
        while let Some(next) = feed.next().filter(|next| *next <= until) {
            feed.fold_into(&mut user, next, auto_logout_after);
        }
        user
    }
}
