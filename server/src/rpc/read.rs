//! Reads requests: every field that breaks a rule is noted, and all of them are reported at once.

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::error::{RpcError, Violation};
use crate::domain::instant::{Instant, Span};

/// Collects the violations of one request.
#[derive(Debug, Default)]
pub struct Reader {
    violations: Vec<Violation>,
}

impl Reader {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that `field` breaks a rule.
    pub fn refuse(&mut self, field: impl Into<String>, reason: &'static str, description: impl Into<String>) {
        self.violations.push(Violation { field: field.into(), reason, description: description.into() });
    }

    /// Whether nothing is wrong so far.
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// Ends reading: an error with every violation, if there are any.
    pub fn finish(self) -> Result<(), RpcError> {
        if self.violations.is_empty() { Ok(()) } else { Err(RpcError::Invalid(self.violations)) }
    }

    /// Ends reading with a value that is there unless its absence was noted: the value, or every violation.
    pub fn finish_with<T>(self, value: Option<T>) -> Result<T, RpcError> {
        value.filter(|_| self.violations.is_empty()).ok_or(RpcError::Invalid(self.violations))
    }

    /// A text without outer spaces and control characters, of 1 to `longest` characters.
    pub fn text(&mut self, field: &str, value: &str, longest: usize) -> String {
        let value = self.optional_text(field, value, longest);
        if value.is_empty() {
            self.refuse(field, "REQUIRED", "must not be empty");
        }
        value
    }

    /// As [`text`](Self::text), but it may be empty.
    pub fn optional_text(&mut self, field: &str, value: &str, longest: usize) -> String {
        let value = value.trim();
        if value.chars().count() > longest {
            self.refuse(field, "TOO_LONG", format!("must have at most {longest} characters"));
        }
        if value.chars().any(char::is_control) {
            self.refuse(field, "CONTROL_CHARACTER", "must not contain control characters");
        }
        value.to_owned()
    }

    /// An id. `None` if it is not one, which is noted.
    pub fn id<T: From<Uuid>>(&mut self, field: &str, value: &str) -> Option<T> {
        if value.is_empty() {
            self.refuse(field, "REQUIRED", "must be an id");
            return None;
        }
        let id = Uuid::parse_str(value).ok();
        if id.is_none() {
            self.refuse(field, "NOT_AN_ID", "must be an id (a UUID)");
        }
        id.map(T::from)
    }

    /// An id that may be absent, which an empty text says.
    pub fn optional_id<T: From<Uuid>>(&mut self, field: &str, value: &str) -> Option<T> {
        if value.is_empty() { None } else { self.id(field, value) }
    }

    /// An IANA time zone; `default` if empty.
    pub fn zone(&mut self, field: &str, value: &str, default: &str) -> String {
        let value = if value.is_empty() { default } else { value };
        if TimeZone::get(value).is_err() {
            self.refuse(field, "UNKNOWN_TIME_ZONE", "must be an IANA time zone such as Europe/Madrid");
        }
        value.to_owned()
    }

    /// An IANA time zone that must be given.
    pub fn required_zone(&mut self, field: &str, value: &str) -> String {
        if value.is_empty() {
            self.refuse(field, "REQUIRED", "must be an IANA time zone such as Europe/Madrid");
            return String::new();
        }
        self.zone(field, value, value)
    }

    /// An instant that must be given.
    pub fn time(&mut self, field: &str, value: Option<prost_types::Timestamp>) -> Option<Instant> {
        if value.is_none() {
            self.refuse(field, "REQUIRED", "must be given");
        }
        self.optional_time(field, value)
    }

    /// An instant that may be absent.
    pub fn optional_time(&mut self, field: &str, value: Option<prost_types::Timestamp>) -> Option<Instant> {
        let time = instant(value?);
        if time.is_none() {
            self.refuse(field, "NOT_A_TIME", "must be a time between the years 1 and 9999");
        }
        time
    }
}

/// The instant that a message carries, if it is between the years 1 and 9999; finer than a microsecond is cut off.
pub fn instant(value: prost_types::Timestamp) -> Option<Instant> {
    let valid =
        (-62_135_596_800..=253_402_300_799).contains(&value.seconds) && (0..1_000_000_000).contains(&value.nanos);
    valid.then(|| Instant::from_micros(value.seconds * 1_000_000 + i64::from(value.nanos / 1_000)))
}

/// An instant as a message carries it.
pub fn timestamp(instant: Instant) -> prost_types::Timestamp {
    let micros = instant.micros();
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    prost_types::Timestamp { seconds: micros.div_euclid(1_000_000), nanos }
}

/// A length of time as a message carries it: seconds and nanoseconds have the same sign.
pub fn duration(span: Span) -> prost_types::Duration {
    let nanos = i32::try_from(span.micros() % 1_000_000 * 1_000).unwrap_or(0);
    prost_types::Duration { seconds: span.micros() / 1_000_000, nanos }
}
