//! What goes into reading a notification, and what comes out.

use super::flags::Flags;
use super::reason::Reason;
use super::vocabulary::Field;

/// How deep a body may be nested.
pub const MAX_DEPTH: usize = 32;
/// How many notifications one body may hold.
pub const MAX_NOTIFICATIONS: usize = 500;
/// How many characters an agent, a status, a detail or an event id may have.
pub const MAX_CHARACTERS: usize = 200;

/// One HTTP request as it came in, without token and headers.
#[derive(Debug, Clone, Copy)]
pub struct RawNotification<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The query as sent, without `?`, still percent-encoded.
    pub query: Option<&'a str>,
    /// The Content-Type; only a hint for a multipart boundary, never trusted for what the body is.
    pub content_type: Option<&'a str>,
    /// The body as sent; the caller limits its size.
    pub body: &'a [u8],
}

/// What a request turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A GET or HEAD without parameters: a person checks the URL.
    Probe,
    /// Nothing in it takes effect; the whole request is quarantined once.
    Refused(Reason),
    /// One or more notifications, each read or set aside by itself.
    Notifications(Notifications),
}

/// The notifications of one request; never empty as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notifications {
    /// Those that take effect, in the order of the body.
    pub states: Vec<ReadState>,
    /// Those to quarantine, in the order of the body.
    pub unreadable: Vec<Unreadable>,
}

/// An agent's status as read from a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadState {
    /// Its place in the body, from 0, counted together with the unreadable ones.
    pub index: usize,
    /// The agent, trimmed, 1 to 200 characters, none of them a control character.
    pub agent: String,
    /// The status, likewise.
    pub status: String,
    /// The detail, trimmed, at most 200 characters; empty if there is none.
    pub detail: String,
    /// When it was sent, in microseconds since 1970-01-01T00:00:00Z; `None` means the time of receipt.
    pub sent_time: Option<i64>,
    /// The event id, trimmed; `None` if absent, or not 1 to 200 characters without control characters.
    pub event_id: Option<String>,
    /// What was noticed while reading: only the `TIME_SHIFTED`, `TIME_AMBIGUOUS` and `TIME_UNREADABLE` flags.
    pub flags: Flags,
    /// How each field was found, in the order agent, status, detail, time, event id; absent ones are left out.
    pub found: Vec<Found>,
}

/// A notification that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its place in the body, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// How a field was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which field.
    pub field: Field,
    /// The listed name that matched, as written in the format.
    pub name: String,
    /// Where it was, names as sent joined by dots, cut at 200 characters.
    pub path: String,
    /// In the query or in the body.
    pub source: Source,
}

/// The part of a request a field came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The query of the URL.
    Query,
    /// The body.
    Body,
}

impl Source {
    /// The name of the source in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Body => "body",
        }
    }
}
