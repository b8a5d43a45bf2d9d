//! The times of notifications: the formats Odigo and its customers write, and what a missing zone means.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::flags::Flags;

/// From this number on, an epoch is in milliseconds: as seconds it would be the year 5138, as milliseconds 1973.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

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
    if let Some(micros) = epoch(text) {
        return Some(Moment::Instant(micros, Flags::empty()));
    }
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?.trim()),
        None => (text, ""),
    };
    if let Some(date) = read_date(date) {
        if rest.is_empty() {
            return Some(Moment::Date(date));
        }
        return join(date, rest, zone);
    }
    // Any date will do to see whether it is a time of day.
    join(Date::ZERO, text, &TimeZone::UTC).map(|_| Moment::TimeOfDay(text.to_owned()))
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

/// Epoch seconds, with a fraction or not, or epoch milliseconds, as microseconds.
fn epoch(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let (scale, places) = if number < FIRST_MILLISECONDS { (1_000_000, 6) } else { (1_000, 3) };
    let fraction: i64 = format!("{fraction:0<places$}").get(..places)?.parse().ok()?;
    let micros = number.checked_mul(scale)?.checked_add(fraction)?;
    Timestamp::from_microsecond(micros).ok().map(|_| micros)
}

/// `yyyy-MM-dd`, `yyyyMMdd` (only with a time after it, alone it is an epoch) or `dd/MM/yyyy`.
fn read_date(text: &str) -> Option<Date> {
    let Some((day, rest)) = text.split_once('/') else {
        return text.parse().ok();
    };
    let (month, year) = rest.split_once('/')?;
    let number = |part: &str, most: usize| {
        let plain = part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let day = i8::try_from(number(day, 2)?).ok()?;
    let month = i8::try_from(number(month, 2)?).ok()?;
    let year = number(year, 4).filter(|_| year.len() == 4)?;
    Date::new(year, month, day).ok()
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
    let signed = offset.starts_with(['+', '-']);
    let sign = if signed || offset.eq_ignore_ascii_case("z") { "" } else { "+" };
    Some(format!("{time}{sign}{offset}"))
}
