//! What is handed to the journal, and what comes back.

use crate::domain::{
    ids::{AccountId, IntegrationId},
    instant::Instant,
};

/// What one caller wants stored, in one transaction.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Whose.
    pub account: AccountId,
    /// Where it came from.
    pub integration: IntegrationId,
    /// Version of the format it was read by; empty if none.
    pub format_etag: String,
    /// Sent times before this are taken for errors of the sender's clock.
    pub oldest_kept: Instant,
    /// In the order of arrival.
    pub notifications: Vec<NewNotification>,
}

/// A notification, raw and as it was read.
#[derive(Clone, Debug)]
pub struct NewNotification {
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
    /// The states found in it.
    pub states: Vec<NewState>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// When it was taken, if its states are the complete list of the agents who are logged in.
    pub snapshot_at: Option<Instant>,
}

/// A state as it was read. Its fields keep the rules of `AgentState`.
#[derive(Clone, Debug)]
pub struct NewState {
    /// The agent's identifier.
    pub agent: String,
    /// The status.
    pub status: String,
    /// The detail; empty if none.
    pub detail: String,
    /// When the sender says it began.
    pub sent_at: Option<Instant>,
    /// When it ends if nothing else of the agent begins before; later than `sent_at`, without which it is not given.
    pub end_at: Option<Instant>,
    /// The sender's id of this event.
    pub event_id: Option<String>,
    /// Flags found while reading, see [`Flags`](crate::odigo::flags::Flags).
    pub flags: i32,
}

/// An item that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unreadable {
    /// Its position among the items of the notification.
    pub index: i32,
    /// Stable code of the reason.
    pub code: String,
    /// The reason in words.
    pub message: String,
}

/// What became of one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk.
    Accepted,
    /// The same event with the same content was on disk already.
    Duplicate,
}
