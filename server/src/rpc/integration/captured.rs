//! Captured notifications as messages, without the secrets in them.

use std::collections::HashMap;

use kadans_proto::v1::{
    self, AgentState, CaptureOutcome, CapturedNotification, CapturedState, FoundField, NotificationReading,
    UnreadableItem,
};
use prost::Message as _;

use super::format::render_field;
use crate::{
    capture::reading::{Read, new_state},
    domain::{entry::effective_time, instant::Instant},
    odigo::{
        flags::Flags,
        reading::{Found, ReadState},
        redact,
        vocabulary::Field,
    },
    rpc::read::timestamp,
    store::journal::{NewState, NotedState, Reading, StoredNotification, Unreadable},
};

/// How much of a body a list shows.
const LISTED_BODY: usize = 4 * 1024;

/// How much of its states and unreadable items a list shows of one notification.
const LISTED_ITEMS: usize = 64 * 1024;

/// How much of them is shown at all: what no telephone system sends, but clients could not take.
const ALL_ITEMS: usize = 2_500_000;

/// How much of a notification is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    InList,
    Whole,
}

/// A captured notification; `read` is how it was read, if its raw text is kept.
pub(super) fn notification(stored: StoredNotification, read: Option<&Read>, detail: Detail) -> CapturedNotification {
    let found: HashMap<i32, &[Found]> =
        read.iter().flat_map(|read| &read.states).map(|state| (new_state(state).0, &*state.found)).collect();
    let content_type = Some(stored.content_type.as_str()).filter(|value| !value.is_empty());
    let mut body = redact::body(&stored.body, content_type);
    if detail == Detail::InList {
        cut(&mut body, LISTED_BODY);
    }
    let states = stored.states.into_iter().map(|state| {
        let found = found.get(&state.item).copied().unwrap_or_default();
        noted_state(state, found)
    });
    let mut reading = NotificationReading {
        outcome: outcome(stored.reading).into(),
        states: states.collect(),
        unreadable_items: stored.unreadable.into_iter().map(unreadable).collect(),
    };
    shorten(&mut reading, if detail == Detail::InList { LISTED_ITEMS } else { ALL_ITEMS });
    CapturedNotification {
        id: stored.id.to_string(),
        received_time: Some(timestamp(stored.received_at)),
        method: stored.method,
        content_type: redact::value("", &stored.content_type),
        query: redact::query(&stored.query),
        body,
        body_size: stored.body_size,
        is_raw_deleted: !stored.has_raw,
        outcome: reading.outcome,
        states: reading.states,
        unreadable_items: reading.unreadable_items,
        format_etag: stored.format_etag,
        replay_time: stored.replayed_at.map(timestamp),
        duplicate_count: stored.duplicates,
    }
}

/// What a format finds in a notification that was received at `received`.
pub(super) fn reading(read: Read, received: Instant, oldest_kept: Instant) -> NotificationReading {
    let outcome = outcome(read.outcome()).into();
    let states = read.states.iter().map(|state| read_state(state, received, oldest_kept));
    let states = states.collect();
    NotificationReading { outcome, states, unreadable_items: read.unreadable.into_iter().map(unreadable).collect() }
}

/// Makes a reading fit into so many bytes: where fields were found is left out first, then items at the end.
pub(super) fn shorten(reading: &mut NotificationReading, most: usize) {
    if reading.encoded_len() <= most {
        return;
    }
    reading.states.iter_mut().for_each(|state| state.found_fields.clear());
    let mut room = most.saturating_sub(64);
    let mut fits = |length: usize| {
        // Its tag and its length come before an item.
        let left = room.checked_sub(length + 8);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let states = reading.states.iter().take_while(|state| fits(state.encoded_len())).count();
    reading.states.truncate(states);
    let items = reading.unreadable_items.iter().take_while(|item| fits(item.encoded_len())).count();
    reading.unreadable_items.truncate(items);
}

/// The first characters of what was sent.
pub(super) fn excerpt(stored: &StoredNotification, characters: usize) -> String {
    let content_type = Some(stored.content_type.as_str()).filter(|value| !value.is_empty());
    let text = if stored.body.trim_ascii().is_empty() {
        redact::query(&stored.query)
    } else {
        redact::body(&stored.body, content_type)
    };
    text.chars().take(characters).collect()
}

pub(super) fn count(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn outcome(reading: Reading) -> CaptureOutcome {
    match reading {
        Reading::Accepted => CaptureOutcome::Accepted,
        Reading::Partly => CaptureOutcome::Partly,
        Reading::Quarantined => CaptureOutcome::Quarantined,
    }
}

fn unreadable(item: Unreadable) -> UnreadableItem {
    UnreadableItem { index: item.index, code: item.code, message: item.message }
}

fn noted_state(state: NotedState, found: &[Found]) -> CapturedState {
    let said = NewState {
        agent: state.agent,
        status: state.status,
        detail: state.detail,
        sent_at: state.sent_at,
        event_id: state.event_id,
        flags: state.flags,
        end_at: state.end_at,
    };
    captured_state(state.item, said, state.at, found)
}

fn read_state(state: &ReadState, received: Instant, oldest_kept: Instant) -> CapturedState {
    let (item, said) = new_state(state);
    let at = effective_time(said.sent_at, received, oldest_kept).time;
    captured_state(item, said, at, &state.found)
}

fn captured_state(index: i32, said: NewState, at: Instant, found: &[Found]) -> CapturedState {
    // A format can name a secret as a field: it is shown no more than elsewhere.
    let shown = |field: Field, value: String| {
        let is_secret = found.iter().any(|found| found.field == field && redact::is_secret(&found.path));
        if is_secret && !value.is_empty() { redact::MASK.to_owned() } else { redact::value("", &value) }
    };
    let flags = u32::try_from(said.flags).ok().and_then(Flags::from_bits).unwrap_or_default();
    CapturedState {
        index,
        state: Some(AgentState {
            agent: shown(Field::Agent, said.agent),
            status: shown(Field::Status, said.status),
            detail: shown(Field::Detail, said.detail),
            sent_time: said.sent_at.map(timestamp),
            event_id: shown(Field::EventId, said.event_id.unwrap_or_default()),
            flags: flags.names().map(str::to_owned).collect(),
            end_time: said.end_at.map(timestamp),
        }),
        effective_time: Some(timestamp(at)),
        found_fields: found.iter().map(found_field).collect(),
    }
}

fn found_field(found: &Found) -> v1::FoundField {
    FoundField {
        field: render_field(found.field).into(),
        name: found.name.clone(),
        path: found.path.clone(),
        source: found.source.as_str().to_owned(),
    }
}

fn cut(text: &mut String, most: usize) {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.truncate(end.unwrap_or(0));
}
