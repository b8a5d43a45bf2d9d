//! What the journal holds, as it is read back.

use uuid::Uuid;

use super::{FROM_WEB_SERVICE, POSITION_BITS, StoreError, Unreadable};
use crate::{
    domain::{
        ids::{ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::entity::{notification, snapshot, state},
};

/// A state as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredState {
    /// Its place in the order of storing: the log number shifted left by 16 bits, plus the position in the batch.
    pub id: i64,
    /// The notification it was read from.
    pub notification: i64,
    /// Position among the items of the notification.
    pub item: i32,
    /// The integration it came from.
    pub integration: IntegrationId,
    /// Whose state.
    pub external_user: ExternalUserId,
    /// Which status, with its detail.
    pub external_status: Uuid,
    /// When it holds from.
    pub at: Instant,
    /// When the sender says it began.
    pub sent_at: Option<Instant>,
    /// When it was received.
    pub received_at: Instant,
    /// What was remarkable about it.
    pub flags: i32,
    /// When it ends if nothing else of the user begins before.
    pub end_at: Option<Instant>,
}

impl StoredState {
    /// The number of the account's log under which it was stored.
    pub const fn log_number(&self) -> i64 {
        self.id >> POSITION_BITS
    }
}

impl From<&state::Model> for StoredState {
    fn from(row: &state::Model) -> Self {
        Self {
            id: row.id,
            notification: row.notification_id,
            item: row.item,
            integration: IntegrationId::new(row.integration_id),
            external_user: ExternalUserId::new(row.external_user_id),
            external_status: row.external_status_id,
            at: Instant::from_micros(row.at),
            sent_at: row.sent_at.map(Instant::from_micros),
            received_at: Instant::from_micros(row.received_at),
            flags: row.flags,
            end_at: row.end_at.map(Instant::from_micros),
        }
    }
}

/// A complete list of an integration's agents who were logged in: who has no state at that very instant was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredSnapshot {
    /// Its place in the order of storing.
    pub id: i64,
    /// The integration it came from.
    pub integration: IntegrationId,
    /// When it was taken.
    pub at: Instant,
    /// When it was received.
    pub received_at: Instant,
}

impl StoredSnapshot {
    /// The number of the account's log under which it was stored.
    pub const fn log_number(&self) -> i64 {
        self.id >> POSITION_BITS
    }
}

impl From<&snapshot::Model> for StoredSnapshot {
    fn from(row: &snapshot::Model) -> Self {
        Self {
            id: row.id,
            integration: IntegrationId::new(row.integration_id),
            at: Instant::from_micros(row.at),
            received_at: Instant::from_micros(row.received_at),
        }
    }
}

/// What is counted of a notification besides its states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its place in the order of storing; its states follow it.
    pub id: i64,
    /// The integration it came from.
    pub integration: IntegrationId,
    /// When it was received.
    pub received_at: Instant,
    /// How many of its states were on disk already.
    pub duplicates: i64,
    /// How many of its items were set aside.
    pub set_aside: i64,
    /// Whether nobody sent it: it has what a web service said about a state that had arrived before.
    pub is_refinement: bool,
}

impl From<&notification::Model> for Arrival {
    fn from(row: &notification::Model) -> Self {
        Self {
            id: row.id,
            integration: IntegrationId::new(row.integration_id),
            received_at: Instant::from_micros(row.received_at),
            duplicates: row.duplicates.into(),
            set_aside: row.set_aside.into(),
            is_refinement: row.method == FROM_WEB_SERVICE,
        }
    }
}

/// What one log number brought, each in the order of storing.
#[derive(Clone, Debug, Default)]
pub struct StoredBatch {
    /// The states.
    pub states: Vec<StoredState>,
    /// The complete lists.
    pub snapshots: Vec<StoredSnapshot>,
    /// The notifications.
    pub arrivals: Vec<Arrival>,
}

/// How a notification could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All of it.
    Accepted,
    /// Some items were set aside.
    Partly,
    /// Nothing in it was a state: it is set aside as a whole.
    Quarantined,
}

impl Reading {
    /// What so many states and so many unreadable items mean.
    pub fn of(states: usize, unreadable: usize) -> Self {
        match (states, unreadable) {
            (_, 0) => Self::Accepted,
            (0, _) => Self::Quarantined,
            _ => Self::Partly,
        }
    }

    /// The number it is stored as.
    pub(in crate::store) const fn number(self) -> i16 {
        match self {
            Self::Accepted => 1,
            Self::Partly => 2,
            Self::Quarantined => 3,
        }
    }

    pub(super) fn from_number(number: i16) -> Result<Self, StoreError> {
        [Self::Accepted, Self::Partly, Self::Quarantined]
            .into_iter()
            .find(|reading| reading.number() == number)
            .ok_or_else(|| StoreError::Corrupt { what: "outcome of a notification", value: number.to_string() })
    }
}

/// A notification as it is stored, with its states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNotification {
    /// Its place in the order of storing; its states follow it.
    pub id: i64,
    /// Where it came from.
    pub integration: IntegrationId,
    /// When it was received.
    pub received_at: Instant,
    /// The HTTP method; empty if it did not come over HTTP.
    pub method: String,
    /// The Content-Type header; empty if none.
    pub content_type: String,
    /// The query string.
    pub query: String,
    /// The body.
    pub body: Vec<u8>,
    /// Version of the format it was read by; empty if none.
    pub format_etag: String,
    /// How it could be read.
    pub reading: Reading,
    /// The states found in it, duplicates left out.
    pub states: Vec<NotedState>,
    /// How many of its states were on disk already when it arrived.
    pub duplicates: i32,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// How many bytes the body has or had.
    pub body_size: i32,
    /// When it was last read anew; none if never.
    pub replayed_at: Option<Instant>,
    /// Whether query and body are still kept.
    pub has_raw: bool,
}

impl StoredNotification {
    /// The number of the account's log under which it was stored.
    pub const fn log_number(&self) -> i64 {
        self.id >> POSITION_BITS
    }
}

/// A state in the words of the telephone system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedState {
    /// Its place in the order of storing.
    pub id: i64,
    /// Position among the items of the notification.
    pub item: i32,
    /// Whose state.
    pub user: ExternalUserId,
    /// The agent's identifier.
    pub agent: String,
    /// The status.
    pub status: String,
    /// The detail; empty if none.
    pub detail: String,
    /// When it holds from.
    pub at: Instant,
    /// When the sender says it began.
    pub sent_at: Option<Instant>,
    /// When it ends, if nothing else of the agent begins before.
    pub end_at: Option<Instant>,
    /// The sender's id of this event.
    pub event_id: Option<String>,
    /// What was remarkable about it, see [`Flags`](crate::odigo::flags::Flags).
    pub flags: i32,
}
