//! The notifications of a request.

use std::collections::HashSet;

use kadans_proto::v1::{
    AgentState, AgentStates, Notification, ReportAgentStatesRequest, UnreadableItem, notification::Reading,
};
use prost::Message;

use super::{items::read_state, snapshot};
use crate::{
    auth::token_masking::{mask_secrets, without_secrets},
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
    Kept {
        /// As how many states.
        rows: usize,
    },
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

fn read_one(reader: &mut Reader, place: usize, mut given: Notification, now: Instant) -> Read {
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
    let received_at = received.clamp(now - CLOCK_TOLERANCE, now + CLOCK_TOLERANCE);
    let (given_states, unreadable) = match given.reading {
        Some(Reading::States(states)) => (states, Vec::new()),
        Some(Reading::QuarantineReason(reason)) => (AgentStates::default(), vec![reason]),
        None => {
            reader.refuse(path("states"), "REQUIRED", "must be given, unless quarantine_reason is");
            (AgentStates::default(), Vec::new())
        }
    };
    let AgentStates { states, unreadable_items, is_snapshot, snapshot_time } = given_states;
    let unreadable = unreadable.into_iter().chain(unreadable_items);
    let mut unreadable: Vec<Unreadable> = unreadable.map(read_unreadable).collect();
    let (mut kept, mut states) = sort(states, &mut unreadable);
    let mut snapshot_at = None;
    if is_snapshot {
        let taken_at = reader.optional_time(&path("states.snapshot_time"), snapshot_time);
        if !unreadable.is_empty() {
            let description = "must have no unreadable items in a snapshot, which would not be complete without them";
            reader.refuse(path("states"), "INCOMPLETE_SNAPSHOT", description);
        }
        (kept, states) = snapshot::listed(kept, taken_at, received_at);
        snapshot_at = Some(taken_at.unwrap_or(received_at));
    }
    mask_secrets(&mut given.raw);
    let notification = NewNotification {
        received_at,
        method: without_secrets(given.method),
        content_type: without_secrets(given.content_type),
        query: without_secrets(given.query),
        body: given.raw,
        states: kept,
        unreadable,
        snapshot_at,
    };
    Read { notification, states }
}

fn read_unreadable(item: UnreadableItem) -> Unreadable {
    Unreadable { index: item.index, code: without_secrets(item.code), message: without_secrets(item.message) }
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
                sorted.push(Sorted::Kept { rows: 1 });
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
