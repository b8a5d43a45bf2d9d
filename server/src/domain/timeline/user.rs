//! One external user: folding its entries, in order of time, into its state (rules 3 to 7).

use std::sync::Arc;

use super::employee::Cause;
use crate::domain::activity::Actual;
use crate::domain::entry::{Entry, Order};
use crate::domain::ids::ExternalUserId;
use crate::domain::instant::{Instant, Span};
use crate::domain::mapping::ReportedStatus;

/// What is known about one external user of an employee.
#[derive(Clone, Copy, Debug)]
pub struct UserInput<'a> {
    /// Who.
    pub user: ExternalUserId,
    /// Its entries, sorted by [`crate::domain::entry::sort`]: all, or those newer than the instant
    /// folded so far, or the latter after what [`UserState::carry_over`] gives. A snapshot of the
    /// telephone system is an entry of each user it lists, at the instant it was taken.
    pub entries: &'a [Entry],
    /// When snapshots of its integration were taken, sorted: without an entry at that very instant
    /// the user was not listed, and is logged out.
    pub snapshots: &'a [Instant],
    /// When its integration fell silent, sorted; the user itself is back at its next entry.
    pub silences: &'a [Instant],
    /// Since when the import of its integration is paused, while it is.
    pub paused_since: Option<Instant>,
    /// Since when it is assigned to the employee; none: since ever.
    pub assigned_from: Option<Instant>,
    /// From when on it is not: reassigned, or its integration deleted.
    pub assigned_until: Option<Instant>,
}

impl UserInput<'_> {
    /// Whether it counts for the employee at `at`.
    pub(crate) fn is_assigned(&self, at: Instant) -> bool {
        self.assigned_from.is_none_or(|from| from <= at) && self.assigned_until.is_none_or(|until| at < until)
    }

    fn is_paused(&self, at: Instant) -> bool {
        self.paused_since.is_some_and(|since| since <= at)
    }
}

/// The state of a user that its entries put it into, and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who.
    pub user: ExternalUserId,
    /// The status with its meaning.
    pub reported: Arc<ReportedStatus>,
    /// When the state began; refreshes do not move it.
    pub start: Instant,
    /// The place in the order of storing of the entry that began it.
    pub order: Order,
}

/// The folded state of one external user at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserState {
    user: ExternalUserId,
    held: Option<Held>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    source: Source,
    last_entry: Instant,
    /// When the newest entry said that it ends.
    ends: Option<Instant>,
    silent_since: Option<Instant>,
    /// Since when a snapshot has not listed it any more.
    unlisted_since: Option<Instant>,
}

impl Held {
    /// When the user counts as logged out if nothing more is heard, and why; none if its status says
    /// that it is.
    fn logs_out_at(&self, auto_logout_after: Span) -> Option<(Instant, Reason)> {
        if let Some(since) = self.unlisted_since {
            return Some((since, Reason::NotListed));
        }
        if self.source.reported.meaning.actual == Actual::Offline {
            return None;
        }
        let forgotten = self.last_entry + auto_logout_after;
        let ended = self.ends.filter(|end| *end <= forgotten);
        Some(ended.map_or((forgotten, Reason::AutoLogout), |end| (end, Reason::Ended)))
    }

    fn was_logged_out_before(&self, at: Instant, auto_logout_after: Span) -> bool {
        self.logs_out_at(auto_logout_after).is_some_and(|(logout, _)| logout < at)
    }
}

impl UserState {
    /// A user that nothing was heard of yet.
    #[must_use]
    pub const fn new(user: ExternalUserId) -> Self {
        Self { user, held: None }
    }

    /// Who it is.
    #[must_use]
    pub const fn user(&self) -> ExternalUserId {
        self.user
    }

    /// The entries that stand for everything folded: the one that began the state and refreshes up
    /// to the time of the last entry, no further apart than the automatic logout allows. Folded
    /// together with the same silences, and the snapshots after the last of them, they give the same
    /// state, so older entries need not be kept or loaded.
    #[must_use]
    pub fn carry_over(&self, auto_logout_after: Span) -> Vec<Entry> {
        let Some(held) = &self.held else {
            return Vec::new();
        };
        let stand_in = |time| Entry {
            time,
            order: held.source.order,
            reported: Arc::clone(&held.source.reported),
            ends: held.ends.filter(|_| time == held.last_entry),
        };
        let apart = auto_logout_after.max(Span::from_secs(1));
        let mut entries = vec![stand_in(held.source.start)];
        let mut time = held.source.start;
        while time < held.last_entry {
            time = held.last_entry.min(time + apart);
            entries.push(stand_in(time));
        }
        entries
    }

    /// Takes the entries of one instant (rules 3 and 4), newer than all before.
    pub(crate) fn take(&mut self, same_instant: &[Entry], auto_logout_after: Span) {
        let Some(entry) = winner(same_instant) else {
            return;
        };
        if let Some(held) = &mut self.held {
            let goes_on = held.silent_since.is_none() && !held.was_logged_out_before(entry.time, auto_logout_after);
            if goes_on && held.source.reported.is_refreshed_by(&entry.reported) {
                held.last_entry = entry.time;
                held.ends = entry.ends;
                return;
            }
        }
        self.held = Some(Held {
            source: Source {
                user: self.user,
                reported: Arc::clone(&entry.reported),
                start: entry.time,
                order: entry.order,
            },
            last_entry: entry.time,
            ends: entry.ends,
            silent_since: None,
            unlisted_since: None,
        });
    }

    /// A snapshot of its integration did not list it.
    pub(crate) fn miss_in_snapshot(&mut self, at: Instant, auto_logout_after: Span) {
        let Some(held) = &mut self.held else {
            return;
        };
        let offline = held.source.reported.meaning.actual == Actual::Offline
            || held.logs_out_at(auto_logout_after).is_some_and(|(logout, _)| logout <= at);
        // During a silence it was unknown, whatever it did before: what is known now is known from here on.
        if held.silent_since.take().is_some() || !offline {
            held.unlisted_since = Some(at);
        }
    }

    /// Its integration fell silent (rule 6).
    pub(crate) fn fall_silent(&mut self, at: Instant) {
        if let Some(held) = &mut self.held {
            held.silent_since.get_or_insert(at);
        }
    }

    /// What it does at `at`, the instant folded to; none while it is left out (rule 8).
    pub(crate) fn at(&self, at: Instant, input: &UserInput<'_>, auto_logout_after: Span) -> Option<UserView<'_>> {
        let held = self.held.as_ref().filter(|_| input.is_assigned(at))?;
        let view = |actual, since, reason| UserView { actual, since, source: &held.source, reason };
        if let Some(since) = input.paused_since.filter(|_| input.is_paused(at)) {
            return Some(view(Actual::Unknown, since, Reason::Pause));
        }
        if let Some(since) = held.silent_since {
            return Some(view(Actual::Unknown, since, Reason::Silence));
        }
        match held.logs_out_at(auto_logout_after) {
            Some((logout, reason)) if logout <= at => Some(view(Actual::Offline, logout, reason)),
            _ => {
                let actual = held.source.reported.meaning.actual;
                Some(view(actual, held.source.start, Reason::Reported))
            }
        }
    }

    /// Whether it is logged in, in whatever activity, at the instant folded to.
    #[must_use]
    pub fn is_online(&self, at: Instant, input: &UserInput<'_>, auto_logout_after: Span) -> bool {
        self.at(at, input, auto_logout_after).is_some_and(|view| matches!(view.actual, Actual::Activity(_)))
    }

    /// The next instant after `at` at which it changes by the clock alone.
    pub(crate) fn next_clock(&self, at: Instant, input: &UserInput<'_>, auto_logout_after: Span) -> Option<Instant> {
        let logout = self
            .held
            .as_ref()
            .filter(|held| held.silent_since.is_none() && !input.is_paused(at))
            .and_then(|held| held.logs_out_at(auto_logout_after))
            .map(|(logout, _)| logout);
        [logout, input.paused_since, input.assigned_from, input.assigned_until]
            .into_iter()
            .flatten()
            .filter(|instant| *instant > at)
            .min()
    }
}

/// Why a user counts as what it does.
#[derive(Clone, Copy, Debug)]
enum Reason {
    Reported,
    AutoLogout,
    Ended,
    NotListed,
    Silence,
    Pause,
}

/// What a user does at an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UserView<'a> {
    pub(crate) actual: Actual,
    pub(crate) since: Instant,
    source: &'a Source,
    reason: Reason,
}

impl UserView<'_> {
    /// The order of preference among users (rule 8): online before unknown before offline, then
    /// the latest start, then the one stored later. Among users not online the order of storing
    /// would only make the reason shown depend on the order of arrival, so the id decides.
    pub(crate) fn rank(&self) -> (u8, Instant, Order, ExternalUserId) {
        let (class, order) = match self.actual {
            Actual::Activity(_) => (2, self.source.order),
            Actual::Unknown => (1, Order::default()),
            Actual::Offline => (0, Order::default()),
        };
        (class, self.since, order, self.source.user)
    }

    pub(crate) fn is_caused_by(&self, cause: &Cause) -> bool {
        let same = |source: &Source| {
            source.user == self.source.user && source.order == self.source.order && source.start == self.source.start
        };
        match (self.reason, cause) {
            (Reason::Reported, Cause::Reported(source))
            | (Reason::AutoLogout, Cause::AutoLogout(source))
            | (Reason::Ended, Cause::Ended(source))
            | (Reason::NotListed, Cause::NotListed(source))
            | (Reason::Silence, Cause::Silence(source))
            | (Reason::Pause, Cause::Pause(source)) => same(source),
            _ => false,
        }
    }

    pub(crate) fn cause(&self) -> Cause {
        let source = self.source.clone();
        match self.reason {
            Reason::Reported => Cause::Reported(source),
            Reason::AutoLogout => Cause::AutoLogout(source),
            Reason::Ended => Cause::Ended(source),
            Reason::NotListed => Cause::NotListed(source),
            Reason::Silence => Cause::Silence(source),
            Reason::Pause => Cause::Pause(source),
        }
    }
}

/// Rule 3: of entries of one instant, in the order of storing, the later one wins, except that it
/// does not take away the detail of the same status, nor the end of the same state.
fn winner(same_instant: &[Entry]) -> Option<&Entry> {
    let knows_more = |best: &Entry, next: &Entry| {
        let knows_end = best.reported == next.reported && best.ends.is_some() && next.ends.is_none();
        knows_end || best.reported.refines(&next.reported)
    };
    same_instant.iter().reduce(|best, next| if knows_more(best, next) { best } else { next })
}

#[cfg(test)]
mod tests;
