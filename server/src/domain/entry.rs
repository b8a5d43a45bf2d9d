//! Entries: reported states as they were stored, and the time that counts for each.

use std::collections::HashMap;
use std::sync::Arc;

use super::ids::ExternalUserId;
use super::instant::{Instant, Span};
use super::mapping::ReportedStatus;

/// How far a sent time may lie after its receipt before it is flagged.
pub const FUTURE_TOLERANCE: Span = Span::from_minutes(5);

/// Why the sent time of an entry was not used and that is worth telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFlag {
    /// Sent more than [`FUTURE_TOLERANCE`] later than received: the sender's clock is wrong.
    Future,
    /// Older than what is kept.
    TooOld,
}

impl TimeFlag {
    /// The name it is stored and shown by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Future => "time_future",
            Self::TooOld => "time_too_old",
        }
    }
}

/// The time that counts for an entry, and what is odd about the one it was sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectiveTime {
    /// When the state began.
    pub time: Instant,
    /// Why the sent time was not used, if that is worth telling.
    pub flag: Option<TimeFlag>,
}

impl EffectiveTime {
    /// When a state ends that was sent with an end: where the start was moved, the end moves with it, so that the state
    /// lasts as long as was sent.
    #[must_use]
    pub fn end(self, sent: Option<Instant>, end: Instant) -> Instant {
        sent.map_or(end, |sent| self.time + (end - sent))
    }
}

/// Rule 2: the sent time; without one, or if it is later than receipt or older than the retention,
/// the time of receipt. Never later than `received`.
#[must_use]
pub fn effective_time(sent: Option<Instant>, received: Instant, oldest_kept: Instant) -> EffectiveTime {
    let (time, flag) = match sent {
        None => (received, None),
        Some(sent) if sent > received => {
            let far_ahead = sent - received > FUTURE_TOLERANCE;
            (received, far_ahead.then_some(TimeFlag::Future))
        }
        Some(sent) if sent < oldest_kept => (received, Some(TimeFlag::TooOld)),
        Some(sent) => (sent, None),
    };
    EffectiveTime { time, flag }
}

/// A place in the order of storing, unique in an account. A state that is read anew from its notification keeps the
/// notification's place, and its own among the notification's items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order {
    /// The place of the notification that the state was read from.
    pub notification: i64,
    /// Position among the items of the notification.
    pub item: i32,
    /// The place of the state itself: of two readings of one item the later one.
    pub state: i64,
}

impl Order {
    /// The place of a state that came alone.
    #[must_use]
    pub const fn alone(state: i64) -> Self {
        Self { notification: state, item: 0, state }
    }
}

/// One entry of a user's timeline: since `time` the user is in this status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The effective time (rule 2).
    pub time: Instant,
    /// The place in the order of storing.
    pub order: Order,
    /// The status with its meaning.
    pub reported: Arc<ReportedStatus>,
    /// When it ends, if the sender said so: from then on the user is logged out, unless a newer entry holds.
    pub ends: Option<Instant>,
}

/// Puts entries into the order they are folded in: by time, then by order of storing.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_unstable_by_key(|entry| (entry.time, entry.order));
}

/// What makes two reports under the same event id the same one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Content {
    /// Who.
    pub user: ExternalUserId,
    /// The status, exactly as sent.
    pub status: Arc<str>,
    /// The detail, exactly as sent.
    pub detail: Option<Arc<str>>,
    /// The sent time, if one was sent.
    pub sent: Option<Instant>,
}

/// What became of a report, seen against those stored before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Stored.
    New,
    /// The same event again: not stored twice.
    Duplicate,
    /// Another content under an event id already used: stored and flagged `event_id_reused`.
    EventIdReused,
}

impl Arrival {
    /// Whether the report takes effect.
    #[must_use]
    pub fn is_stored(self) -> bool {
        self != Self::Duplicate
    }
}

/// Rule 1 for the reports of one integration, fed in the order of storing.
///
/// Without an event id nothing is dropped: repeats are harmless by rules 3 and 4.
#[derive(Clone, Debug, Default)]
pub struct EventIds {
    seen: HashMap<Arc<str>, Vec<Content>>,
}

impl EventIds {
    /// Takes the next report and says what becomes of it.
    pub fn arrive(&mut self, event_id: Option<Arc<str>>, content: Content) -> Arrival {
        let Some(event_id) = event_id else {
            return Arrival::New;
        };
        let stored = self.seen.entry(event_id).or_default();
        if stored.contains(&content) {
            return Arrival::Duplicate;
        }
        stored.push(content);
        if stored.len() == 1 { Arrival::New } else { Arrival::EventIdReused }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_secs(seconds)
    }

    fn effective(sent: Option<i64>) -> (i64, Option<TimeFlag>) {
        let effective = effective_time(sent.map(at), at(10_000), at(1_000));
        (effective.time.floor_secs(), effective.flag)
    }

    #[test]
    fn the_sent_time_counts_where_it_is_believable() {
        assert_eq!(effective(Some(9_000)), (9_000, None));
        assert_eq!(effective(Some(10_000)), (10_000, None));
        assert_eq!(effective(Some(1_000)), (1_000, None));
    }

    #[test]
    fn without_a_sent_time_the_receipt_counts() {
        assert_eq!(effective(None), (10_000, None));
    }

    #[test]
    fn a_sender_ahead_of_us_counts_from_receipt_and_is_flagged_beyond_five_minutes() {
        assert_eq!(effective(Some(10_300)), (10_000, None));
        assert_eq!(effective(Some(10_301)), (10_000, Some(TimeFlag::Future)));
    }

    #[test]
    fn a_time_older_than_the_retention_counts_from_receipt_and_is_flagged() {
        assert_eq!(effective(Some(999)), (10_000, Some(TimeFlag::TooOld)));
    }

    fn content(status: &str, sent: i64) -> Content {
        Content {
            user: ExternalUserId::new(uuid::Uuid::from_u128(7)),
            status: status.into(),
            detail: None,
            sent: Some(at(sent)),
        }
    }

    #[test]
    fn the_same_event_twice_is_stored_once() {
        let mut ids = EventIds::default();
        let id: Arc<str> = "e1".into();
        let mut arrive = |status, sent| ids.arrive(Some(id.clone()), content(status, sent));
        assert_eq!(arrive("AVAILABLE", 1), Arrival::New);
        assert_eq!(arrive("PAUSE", 2), Arrival::EventIdReused);
        assert_eq!(arrive("AVAILABLE", 1), Arrival::Duplicate);
        assert_eq!(arrive("PAUSE", 2), Arrival::Duplicate);
        assert_eq!(arrive("PAUSE", 3), Arrival::EventIdReused);
    }

    #[test]
    fn without_event_id_nothing_is_dropped() {
        let mut ids = EventIds::default();
        assert_eq!(ids.arrive(None, content("A", 1)), Arrival::New);
        assert_eq!(ids.arrive(None, content("A", 1)), Arrival::New);
    }
}
