//! Instants of Monday 2 March 2026, on which most journeys happen, and times on the wire.

use kadans_server::domain::instant::{Instant, Span};
use prost_types::Timestamp;

/// The local day of the journeys.
pub const DAY: &str = "2026-03-02";

/// An instant of the day of the journeys, by its time in UTC as `hh:mm` or `hh:mm:ss`.
pub fn at(time: &str) -> Instant {
    let seconds = if time.len() == 5 { ":00" } else { "" };
    format!("{DAY}T{time}{seconds}Z").parse().expect("tests write times as hh:mm or hh:mm:ss")
}

/// An instant as it travels.
pub fn wire(instant: Instant) -> Timestamp {
    let seconds = instant.floor_secs();
    let micros = (instant - Instant::from_secs(seconds)).micros();
    Timestamp { seconds, nanos: i32::try_from(micros * 1_000).expect("less than a second") }
}

/// An instant that travelled.
pub fn instant(timestamp: Timestamp) -> Instant {
    Instant::from_secs(timestamp.seconds) + Span::from_micros(i64::from(timestamp.nanos) / 1_000)
}

/// A length of whole seconds as it travels.
pub const fn seconds(seconds: i64) -> prost_types::Duration {
    prost_types::Duration { seconds, nanos: 0 }
}
