//! Points in time and lengths of time, in whole microseconds.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

const MICROS_PER_SECOND: i64 = 1_000_000;

/// A length of time in microseconds; negative if it points backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A length given in microseconds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// A length given in seconds; saturates beyond 292,000 years.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds.saturating_mul(MICROS_PER_SECOND))
    }

    /// A length given in minutes.
    #[must_use]
    pub const fn from_minutes(minutes: i64) -> Self {
        Self::from_secs(minutes.saturating_mul(60))
    }

    /// A length given in hours.
    #[must_use]
    pub const fn from_hours(hours: i64) -> Self {
        Self::from_minutes(hours.saturating_mul(60))
    }

    /// The length in microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The whole seconds in it, rounded down.
    #[must_use]
    pub const fn whole_secs(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// `factor` times as long.
    #[must_use]
    pub const fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(factor))
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Span {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
///
/// Kept inside the years −9999 to 9999, so that each instant can be written as RFC 3339 and shown
/// in any time zone; whatever lies outside is moved to the nearest end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub struct Instant(i64);

impl Instant {
    /// The earliest instant.
    pub const MIN: Self = Self(-377_705_023_200 * MICROS_PER_SECOND);
    /// The latest instant.
    pub const MAX: Self = Self(253_402_207_200 * MICROS_PER_SECOND);

    /// The instant that many microseconds after the epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        if micros < Self::MIN.0 {
            Self::MIN
        } else if micros > Self::MAX.0 {
            Self::MAX
        } else {
            Self(micros)
        }
    }

    /// The instant that many seconds after the epoch.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self::from_micros(seconds.saturating_mul(MICROS_PER_SECOND))
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down (towards the past, also before 1970).
    #[must_use]
    pub const fn floor_secs(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// The start of the second it lies in.
    #[must_use]
    pub const fn floor_to_second(self) -> Self {
        Self::from_secs(self.floor_secs())
    }

    /// The same instant for the calendar library.
    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).expect("an Instant is kept inside the range of a Timestamp")
    }
}

impl From<i64> for Instant {
    fn from(micros: i64) -> Self {
        Self::from_micros(micros)
    }
}

impl From<Instant> for i64 {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Self {
        let micros = timestamp.as_nanosecond().div_euclid(1_000);
        Self::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}

impl Add<Span> for Instant {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self::from_micros(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Instant {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self::from_micros(self.0.saturating_sub(span.0))
    }
}

impl Sub for Instant {
    type Output = Span;

    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// Written as RFC 3339 in UTC, e.g. `2026-03-02T08:00:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not an instant.
#[derive(Debug, thiserror::Error)]
#[error("{text:?} is not a date and time with zone, e.g. 2026-03-02T08:00:00Z")]
pub struct NotAnInstant {
    text: String,
    #[source]
    cause: jiff::Error,
}

/// Reads RFC 3339 with an explicit offset; what is finer than a microsecond is cut off.
impl FromStr for Instant {
    type Err = NotAnInstant;

    fn from_str(text: &str) -> Result<Self, NotAnInstant> {
        match text.parse::<Timestamp>() {
            Ok(timestamp) => Ok(timestamp.into()),
            Err(cause) => Err(NotAnInstant { text: text.to_owned(), cause }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_back_what_it_prints() {
        let instant: Instant = "2026-03-02T08:00:00.000001+01:00".parse().unwrap();
        assert_eq!(instant.to_string(), "2026-03-02T07:00:00.000001Z");
        assert_eq!(instant.to_string().parse::<Instant>().unwrap(), instant);
    }

    #[test]
    fn a_text_without_zone_is_refused_and_named() {
        let refused = "2026-03-02T08:00:00".parse::<Instant>().unwrap_err();
        assert!(refused.to_string().contains("2026-03-02T08:00:00"));
    }

    #[test]
    fn seconds_are_floored_towards_the_past_on_both_sides_of_the_epoch() {
        assert_eq!(Instant::from_micros(1_999_999).floor_secs(), 1);
        assert_eq!(Instant::from_micros(-1).floor_secs(), -1);
        assert_eq!(Instant::from_micros(-1).floor_to_second(), Instant::from_secs(-1));
    }

    #[test]
    fn the_ends_of_time_can_be_printed_and_are_never_passed() {
        assert_eq!(Instant::from_micros(i64::MAX), Instant::MAX);
        assert_eq!(Instant::MAX + Span::from_hours(1), Instant::MAX);
        assert_eq!(Instant::MIN - Span::from_hours(1), Instant::MIN);
        assert!(!Instant::MAX.to_string().is_empty());
        assert!(!Instant::MIN.to_string().is_empty());
    }

    #[test]
    fn an_instant_is_a_plain_number_of_microseconds_in_json() {
        let instant = Instant::from_secs(7);
        assert_eq!(serde_json::to_string(&instant).unwrap(), "7000000");
        assert_eq!(serde_json::from_str::<Instant>("7000000").unwrap(), instant);
    }
}
