//! The times of notifications: the formats Odigo and its customers write, and what a missing zone means.

mod date;
mod number;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, temporal::Pieces};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::flags::Flags;

/// What a time field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    /// An instant, in microseconds since 1970-01-01T00:00:00Z, and what was noticed on the way to it.
    Instant(i64, Flags),
    /// A date without a time of day.
    Date(Date),
    /// A time of day, perhaps with an offset, without a date.
    TimeOfDay(String),
}

impl Moment {
    /// An instant about which nothing was noticed.
    const fn instant(micros: i64) -> Self {
        Self::Instant(micros, Flags::empty())
    }

    /// A date and a time of day that came in two fields, in either order.
    pub(super) fn joined(&self, other: &Self, zone: &TimeZone) -> Option<Self> {
        match (self, other) {
            (Self::Date(date), Self::TimeOfDay(time)) | (Self::TimeOfDay(time), Self::Date(date)) => {
                join(*date, time, zone)
            }
            _ => None,
        }
    }
}

/// Reads one value; `zone` is that of local times. `None` if it is nothing known.
pub(super) fn read(text: &str, zone: &TimeZone) -> Option<Moment> {
    if let Some((date, time_of_day)) = number::compact(text) {
        return join(date, &time_of_day, zone);
    }
    if number::is_compact_time(text) {
        return time_of_day(text);
    }
    number::read(text).or_else(|| date_and_time(text, zone)).or_else(|| time_of_day(text)).or_else(|| of_a_header(text))
}

/// A date, with a time of day after it or not.
fn date_and_time(text: &str, zone: &TimeZone) -> Option<Moment> {
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?.trim()),
        None => (text, ""),
    };
    let date = date::read(date.strip_suffix(',').unwrap_or(date))?;
    if rest.is_empty() { Some(Moment::Date(date)) } else { join(date, rest, zone) }
}

fn time_of_day(text: &str) -> Option<Moment> {
    // Any date will do to see whether it is a time of day.
    join(Date::ZERO, text, &TimeZone::UTC).map(|_| Moment::TimeOfDay(text.to_owned()))
}

/// `Mon, 02 Mar 2026 12:00:00 GMT`, as in the headers of mail and of HTTP.
fn of_a_header(text: &str) -> Option<Moment> {
    let zoned = rfc2822::parse(text).ok()?;
    Some(Moment::instant(zoned.timestamp().as_microsecond()))
}

fn join(date: Date, time_of_day: &str, zone: &TimeZone) -> Option<Moment> {
    let text = format!("{date}T{}", with_offset_attached(time_of_day)?);
    let pieces = Pieces::parse(&text).ok()?;
    let local = DateTime::from_parts(pieces.date(), pieces.time()?);
    let (instant, flags) = match pieces.to_numeric_offset() {
        Some(offset) => (offset.to_timestamp(local).ok()?, Flags::empty()),
        None => match pieces.to_time_zone().ok()? {
            Some(annotated) => in_zone(local, &annotated)?,
            None => in_zone(local, zone)?,
        },
    };
    Some(Moment::Instant(instant.as_microsecond(), flags))
}

/// A local time in its zone: the first of two occurrences; shifted by the length of the gap if there is none.
fn in_zone(local: DateTime, zone: &TimeZone) -> Option<(Timestamp, Flags)> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    let (offset, flags) = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { offset } => (offset, Flags::empty()),
        AmbiguousOffset::Gap { before, .. } => (before, Flags::TIME_SHIFTED),
        AmbiguousOffset::Fold { before, .. } => (before, Flags::TIME_AMBIGUOUS),
    };
    Some((offset.to_timestamp(local).ok()?, flags))
}

/// Puts an offset after a space back to its time: `13:00:00 01:00` had a `+` that a form turned into the space.
fn with_offset_attached(time_of_day: &str) -> Option<String> {
    let Some((time, offset)) = time_of_day.rsplit_once(' ') else {
        return Some(time_of_day.to_owned());
    };
    let time = time.trim_end();
    if !time.contains(':') {
        return None;
    }
    if ["Z", "UTC", "GMT"].iter().any(|utc| offset.eq_ignore_ascii_case(utc)) {
        return Some(format!("{time}Z"));
    }
    let sign = if offset.starts_with(['+', '-']) { "" } else { "+" };
    Some(format!("{time}{sign}{offset}"))
}
