//! A notification as it is reported: what came, and how it was read.

use bytes::Bytes;
use kadans_proto::v1::{AgentState, AgentStates, Notification, UnreadableItem, notification::Reading as Read};
use prost_types::Timestamp;

use crate::{
    domain::instant::Instant,
    odigo::{
        reader::NotificationReader,
        reading::{RawNotification, ReadState, Reading},
        reason::Reason,
    },
};

/// One request of Odigo, without its token.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) method: String,
    pub(super) query: String,
    pub(super) content_type: String,
    pub(super) body: Bytes,
    pub(super) at: Instant,
}

impl Received {
    /// Reads it. `None` if there is nothing in it because somebody only checks the URL.
    pub(super) fn read(self, reader: &NotificationReader) -> Option<Notification> {
        let raw = RawNotification {
            method: &self.method,
            query: Some(&self.query),
            content_type: Some(self.content_type.as_str()).filter(|value| !value.is_empty()),
            body: &self.body,
        };
        let reading = match reader.read(&raw) {
            Reading::Probe => return None,
            Reading::Refused(reason) => Read::QuarantineReason(unreadable(0, &reason)),
            Reading::Notifications(found) => Read::States(AgentStates {
                states: found.states.into_iter().map(state).collect(),
                unreadable_items: found.unreadable.iter().map(|item| unreadable(item.index, &item.reason)).collect(),
                ..AgentStates::default()
            }),
        };
        Some(Notification {
            raw: self.body.into(),
            content_type: self.content_type,
            method: self.method,
            query: self.query,
            received_time: Some(timestamp(self.at.micros())),
            reading: Some(reading),
        })
    }
}

fn state(state: ReadState) -> AgentState {
    AgentState {
        agent: state.agent,
        status: state.status,
        detail: state.detail,
        sent_time: state.sent_time.map(timestamp),
        event_id: state.event_id.unwrap_or_default(),
        flags: state.flags.names().map(str::to_owned).collect(),
        end_time: None,
    }
}

fn unreadable(index: usize, reason: &Reason) -> UnreadableItem {
    UnreadableItem {
        index: i32::try_from(index).unwrap_or(i32::MAX),
        code: reason.code().to_owned(),
        message: reason.to_string(),
    }
}

pub(super) fn timestamp(micros: i64) -> Timestamp {
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}
