//! Reads a body: `{"data": […]}`, or `{"snapshot": true, "time": …, "data": […]}`.

use std::collections::HashSet;

use jiff::Timestamp as Time;
use kadans_proto::v1::{AgentState, AgentStates, UnreadableItem, notification::Reading};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{
    super::notification::timestamp,
    depth,
    overlap::{self, Stretch},
};
use crate::odigo::reading::MAX_DEPTH;

/// Most items in a body.
const MOST_ITEMS: usize = 500;
/// Most characters of an identifier.
const LONGEST: usize = 200;
/// Some programs write it before UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A body that can't be read as a whole: none of it takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// Stable code.
    pub(super) code: &'static str,
    /// In words.
    pub(super) message: String,
    /// The items that are to blame, each by its position.
    pub(super) items: Vec<(usize, Refusal)>,
}

impl Unreadable {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), items: Vec::new() }
    }
}

/// Why an item is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The field that breaks a rule.
    pub(super) field: &'static str,
    /// The rule.
    pub(super) message: String,
}

fn refusal(field: &'static str, message: impl Into<String>) -> Refusal {
    Refusal { field, message: message.into() }
}

/// A body that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Body {
    /// Each item: the state in it, or why it is refused.
    pub(super) items: Vec<Result<AgentState, Refusal>>,
    /// If it is a complete list.
    snapshot: Option<Snapshot>,
}

/// What is said of a complete list as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Snapshot {
    /// When it was taken, if that is said.
    time: Option<Time>,
}

/// An item before it is compared with the others.
struct Item {
    agent: String,
    activity: String,
    start: Option<i64>,
    end: Option<i64>,
}

impl Body {
    /// Reads a body that arrived at `now`, in microseconds since 1970. A byte-order mark is skipped.
    pub(super) fn read(raw: &[u8], now: i64) -> Result<Self, Unreadable> {
        let raw = raw.strip_prefix(BYTE_ORDER_MARK).unwrap_or(raw);
        let malformed = |error| Unreadable::new("malformed_json", format!("the body is not JSON: {error}"));
        // Reading values has a limit of its own, which would be told as a fault of the JSON.
        serde_json::from_slice::<IgnoredAny>(raw).map_err(malformed)?;
        if depth::levels(raw) > MAX_DEPTH {
            let message = format!("the body is nested more than {MAX_DEPTH} levels deep; send a flatter one");
            return Err(Unreadable::new("too_deep", message));
        }
        let body: Value = serde_json::from_slice(raw).map_err(malformed)?;
        let Some(Value::Array(data)) = body.get("data") else {
            return Err(Unreadable::new("no_data", "the body must be an object with an array `data`"));
        };
        if data.len() > MOST_ITEMS {
            let message = format!("`data` must have at most {MOST_ITEMS} items: send them in several requests");
            return Err(Unreadable::new("too_many_items", message));
        }
        let snapshot = snapshot(&body)?;
        let items = data.iter().map(|item| read_item(item, snapshot.is_some())).collect();
        let items = if snapshot.is_some() { complete(items)? } else { apart(items, now) };
        Ok(Self { items, snapshot })
    }
}

fn snapshot(body: &Value) -> Result<Option<Snapshot>, Unreadable> {
    let is_snapshot = match body.get("snapshot") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(_) => return Err(Unreadable::new("bad_snapshot", "`snapshot` must be true or false")),
    };
    if !is_snapshot {
        // Whoever gives a time means a snapshot; taken for anything else, nobody absent would be logged out.
        return match body.get("time") {
            None | Some(Value::Null) => Ok(None),
            Some(_) => Err(Unreadable::new("bad_time", "`time` is that of a snapshot: say `\"snapshot\": true` too")),
        };
    }
    let time = body.get("time").map(|value| time(value, "time")).transpose();
    let time = time.map_err(|refusal| Unreadable::new("bad_time", format!("`time` {}", refusal.message)))?;
    Ok(Some(Snapshot { time: time.flatten() }))
}

fn read_item(item: &Value, in_snapshot: bool) -> Result<Item, Refusal> {
    let Value::Object(item) = item else {
        return Err(refusal("", "must be an object"));
    };
    let agent = identifier(item, "agentIdentifier")?;
    let activity = identifier(item, "activityIdentifier")?;
    let start = item.get("startTime").map_or(Ok(None), |value| time(value, "startTime"))?;
    let end = item.get("endTime").map_or(Ok(None), |value| time(value, "endTime"))?;
    if in_snapshot && end.is_some() {
        return Err(refusal("endTime", "must not be given in a snapshot, which says who is logged in"));
    }
    if !in_snapshot && start.is_none() {
        return Err(refusal("startTime", "must be given"));
    }
    if end.is_some() && end <= start {
        return Err(refusal("endTime", "must be later than startTime"));
    }
    let micros = |time: Time| time.as_microsecond();
    Ok(Item { agent, activity, start: start.map(micros), end: end.map(micros) })
}

fn identifier(item: &Map<String, Value>, field: &'static str) -> Result<String, Refusal> {
    let text = match item.get(field) {
        None | Some(Value::Null) => return Err(refusal(field, "must be given")),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(refusal(field, "must be a text")),
    };
    if text.is_empty() {
        return Err(refusal(field, "must not be empty"));
    }
    if text.chars().count() > LONGEST {
        return Err(refusal(field, format!("must have at most {LONGEST} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(refusal(field, "must not contain control characters"));
    }
    Ok(text)
}

fn time(value: &Value, field: &'static str) -> Result<Option<Time>, Refusal> {
    let time = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let rule = "must be an RFC 3339 time with its offset, such as 2026-03-02T08:00:00Z";
    time.map(Some).ok_or_else(|| refusal(field, rule))
}

/// A snapshot has to be complete: one item that can't be read, or that contradicts another, is to blame for all.
fn complete(items: Vec<Result<Item, Refusal>>) -> Result<Vec<Result<AgentState, Refusal>>, Unreadable> {
    let mut listed = HashSet::new();
    let mut to_blame = Vec::new();
    let mut states = Vec::with_capacity(items.len());
    for (place, item) in items.into_iter().enumerate() {
        match item {
            Ok(item) if listed.insert(item.agent.clone()) => states.push(Ok(state(item))),
            Ok(_) => to_blame.push((place, refusal("agentIdentifier", "must not be listed twice in a snapshot"))),
            Err(refusal) => to_blame.push((place, refusal)),
        }
    }
    if to_blame.is_empty() {
        return Ok(states);
    }
    let message = "a snapshot must be complete, and some of its items can't be read: nothing was stored";
    Err(Unreadable { items: to_blame, ..Unreadable::new("incomplete_snapshot", message) })
}

/// Lets stretches of one agent that overlap give way to each other.
fn apart(items: Vec<Result<Item, Refusal>>, now: i64) -> Vec<Result<AgentState, Refusal>> {
    let mut stretches = Vec::new();
    for item in items.iter().flatten() {
        if let Some(start) = item.start {
            stretches.push(Stretch { agent: &item.agent, activity: &item.activity, start, end: item.end });
        }
    }
    let mut starts = overlap::starts(&stretches, now).into_iter();
    let mut states = Vec::with_capacity(items.len());
    for item in items {
        states.push(match item {
            Ok(item) if item.start.is_some() => match starts.next().flatten() {
                Some(start) => Ok(state(Item { start: Some(start), ..item })),
                None => Err(refusal("startTime", "leaves nothing beside shorter stretches of the same agent")),
            },
            Ok(item) => Ok(state(item)),
            Err(refusal) => Err(refusal),
        });
    }
    states
}

fn state(item: Item) -> AgentState {
    AgentState {
        event_id: event_id(&item),
        agent: item.agent,
        status: item.activity,
        sent_time: item.start.map(timestamp),
        end_time: item.end.map(timestamp),
        ..AgentState::default()
    }
}

/// What an item that is sent again is told by: it has no id of its own, but all of what it says.
fn event_id(item: &Item) -> String {
    let mut hash = Sha256::new();
    for text in [&item.agent, &item.activity] {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    for time in [item.start, item.end] {
        hash.update(time.unwrap_or(i64::MIN).to_be_bytes());
    }
    let start = hash.finalize().iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    format!("push-{start:032x}")
}

/// A body as it is reported.
pub(super) fn reading(read: &Result<Body, Unreadable>) -> Reading {
    let body = match read {
        Ok(body) => body,
        Err(unreadable) => {
            let (code, message) = (unreadable.code.to_owned(), unreadable.message.clone());
            return Reading::QuarantineReason(UnreadableItem { index: 0, code, message });
        }
    };
    let mut states = AgentStates {
        is_snapshot: body.snapshot.is_some(),
        snapshot_time: body.snapshot.and_then(|snapshot| snapshot.time).map(|time| timestamp(time.as_microsecond())),
        ..AgentStates::default()
    };
    for (index, item) in (0_i32..).zip(&body.items) {
        match item {
            Ok(state) => states.states.push(state.clone()),
            Err(Refusal { field, message }) => states.unreadable_items.push(UnreadableItem {
                index,
                code: "bad_item".to_owned(),
                message: format!("{field} {message}").trim_start().to_owned(),
            }),
        }
    }
    Reading::States(states)
}
