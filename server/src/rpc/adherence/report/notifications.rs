//! The notifications of a request.

use std::collections::HashSet;

use kadans_proto::v1::{
    AgentState, AgentStates, Notification, ReportAgentStatesRequest, UnreadableItem, notification::Reading,
};
use prost::Message;

use super::items::read_state;
use crate::{
    domain::instant::{Instant, Span},
    rpc::read::Reader,
    store::journal::{NewNotification, NewState, Unreadable},
};

const MOST_STATES: usize = 500;
const MOST_NOTIFICATIONS: usize = 500;
const LARGEST_REQUEST: usize = 3 * 1024 * 1024;
const LARGEST_BODY: usize = 64 * 1024;
/// How far the clock of whoever received a notification may differ from the server's before it is corrected.
const CLOCK_TOLERANCE: Span = Span::from_secs(5);

/// A notification that was read.
#[derive(Debug)]
pub(super) struct Read {
    /// What is to be stored.
    pub(super) notification: NewNotification,
    /// What became of each given state, in order.
    pub(super) states: Vec<Sorted>,
}

/// Whether a given state is handed to the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sorted {
    Kept,
    /// Set aside, for this reason.
    Refused(String),
}

pub(super) fn check_size(reader: &mut Reader, request: &ReportAgentStatesRequest) {
    let states = request.notifications.iter().map(|notification| match &notification.reading {
        Some(Reading::States(states)) => states.states.len(),
        Some(Reading::QuarantineReason(_)) | None => 0,
    });
    if states.sum::<usize>() > MOST_STATES {
        let description = format!("must hold at most {MOST_STATES} states: report them in several parts");
        reader.refuse("notifications", "TOO_MANY_STATES", description);
    }
    if request.notifications.len() > MOST_NOTIFICATIONS {
        let description = format!("must be at most {MOST_NOTIFICATIONS}: report them in several parts");
        reader.refuse("notifications", "TOO_MANY", description);
    }
    if request.encoded_len() > LARGEST_REQUEST {
        reader.refuse("notifications", "TOO_LARGE", "must be at most 3 MiB in all: report them in several parts");
    }
}

pub(super) fn read(reader: &mut Reader, given: Vec<Notification>, now: Instant) -> Vec<Read> {
    given.into_iter().enumerate().map(|(place, given)| read_one(reader, place, given, now)).collect()
}

fn read_one(reader: &mut Reader, place: usize, given: Notification, now: Instant) -> Read {
    let path = |field: &str| format!("notifications[{place}].{field}");
    if given.raw.len() > LARGEST_BODY {
        reader.refuse(path("raw"), "TOO_LARGE", "must be at most 64 KiB");
    }
    for (field, text) in [("method", &given.method), ("content_type", &given.content_type), ("query", &given.query)] {
        if text.chars().any(char::is_control) {
            reader.refuse(path(field), "CONTROL_CHARACTER", "must not contain control characters");
        }
    }
    let received = reader.optional_time(&path("received_time"), given.received_time).unwrap_or(now);
    let (states, unreadable) = match given.reading {
        Some(Reading::States(AgentStates { states, unreadable_items, .. })) => (states, unreadable_items),
        Some(Reading::QuarantineReason(reason)) => (Vec::new(), vec![reason]),
        None => {
            reader.refuse(path("states"), "REQUIRED", "must be given, unless quarantine_reason is");
            (Vec::new(), Vec::new())
        }
    };
    let mut unreadable: Vec<Unreadable> = unreadable.into_iter().map(read_unreadable).collect();
    let (kept, states) = sort(states, &mut unreadable);
    let notification = NewNotification {
        received_at: received.clamp(now - CLOCK_TOLERANCE, now + CLOCK_TOLERANCE),
        method: given.method,
        content_type: given.content_type,
        query: given.query,
        body: given.raw,
        states: kept,
        unreadable,
    };
    Read { notification, states }
}

fn read_unreadable(item: UnreadableItem) -> Unreadable {
    Unreadable { index: item.index, code: item.code, message: item.message }
}

/// Sets aside the states that break a rule of their fields.
fn sort(given: Vec<AgentState>, unreadable: &mut Vec<Unreadable>) -> (Vec<NewState>, Vec<Sorted>) {
    // The items of a notification are its states and what was unreadable among them: the states have the positions
    // that are left.
    let taken: HashSet<i32> = unreadable.iter().map(|item| item.index).collect();
    let positions = (0..).filter(|position| !taken.contains(position));
    let (mut kept, mut sorted) = (Vec::with_capacity(given.len()), Vec::with_capacity(given.len()));
    for (given, index) in given.into_iter().zip(positions) {
        match read_state(&given) {
            Ok(state) => {
                kept.push(state);
                sorted.push(Sorted::Kept);
            }
            Err(refusal) => {
                sorted.push(Sorted::Refused(refusal.message.clone()));
                unreadable.push(Unreadable { index, code: refusal.code, message: refusal.message });
            }
        }
    }
    unreadable.sort_by_key(|item| item.index);
    (kept, sorted)
}
