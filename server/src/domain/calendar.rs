//! Local days and their intervals in a planning unit's time zone.

mod local;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::instant::{Instant, Span};
use super::window::Window;

pub use local::{LocalTime, NotALocalTime};

/// The length of an interval.
pub const INTERVAL: Span = Span::from_minutes(15);

/// How many months before the running one are kept by default.
pub const MONTHS_KEPT: u8 = 6;

/// A time zone of the IANA database, e.g. `Europe/Madrid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A name that is no time zone.
#[derive(Debug, thiserror::Error)]
#[error("{name:?} is not a time zone of the IANA database, e.g. Europe/Madrid")]
pub struct NotAZone {
    name: String,
    #[source]
    cause: jiff::Error,
}

impl FromStr for Zone {
    type Err = NotAZone;

    fn from_str(name: &str) -> Result<Self, NotAZone> {
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self(zone)),
            Err(cause) => Err(NotAZone { name: name.to_owned(), cause }),
        }
    }
}

/// The name of the zone.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.iana_name().unwrap_or("UTC"))
    }
}

/// A calendar day between the years 1900 and 2999, so that it has bounds in each zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// A text that is no day.
#[derive(Debug, thiserror::Error)]
#[error("{text:?} is not a day from 1900-01-01 to 2999-12-31, e.g. 2026-03-02")]
pub struct NotADay {
    text: String,
}

impl Day {
    const FIRST: Date = Date::constant(1900, 1, 1);
    const LAST: Date = Date::constant(2999, 12, 31);

    /// The nearest day that is inside the range.
    fn nearest(date: Date) -> Self {
        Self(date.clamp(Self::FIRST, Self::LAST))
    }

    /// The day of that calendar date, if it exists and lies in the range.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day).ok()?;
        (Self::nearest(date).0 == date).then_some(Self(date))
    }

    /// Year, month (from 1) and day of the month (from 1).
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The day that many days later; negative for earlier.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::nearest(self.0.saturating_add(days.days()))
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self::nearest(self.0.first_of_month())
    }

    /// All days of its month, in order.
    pub fn days_of_month(self) -> impl Iterator<Item = Self> {
        let first = self.first_of_month();
        (0..i32::from(self.0.days_in_month())).map(move |offset| first.plus_days(offset))
    }

    /// The first day that is kept when the month of this day and `months` before it are.
    #[must_use]
    pub fn first_kept(self, months: u8) -> Self {
        Self::nearest(self.0.first_of_month().saturating_sub(i32::from(months).months()))
    }
}

/// Written as `2026-03-02`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        text.parse::<Date>()
            .ok()
            .filter(|date| Self::nearest(*date).0 == *date)
            .map(Self)
            .ok_or_else(|| NotADay { text: text.to_owned() })
    }
}

impl Zone {
    /// Universal time, for what must not depend on anybody's clocks.
    #[must_use]
    pub const fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The local day that `at` lies in.
    #[must_use]
    pub fn day_of(&self, at: Instant) -> Day {
        Day::nearest(Zoned::new(at.timestamp(), self.0.clone()).date())
    }

    /// The day from its first instant to the first of the next one: 24 hours, at a change of
    /// clocks 23 or 25 (or what the zone does then). None for a day that the zone skipped, as
    /// Samoa did with 30 December 2011.
    #[must_use]
    pub fn day(&self, day: Day) -> Option<Window> {
        let tomorrow = day.0.saturating_add(1.days());
        Window::new(self.start_of(day.0), self.start_of(tomorrow)).ok()
    }

    /// The month of `day`, from its first instant to the first of the next month.
    #[must_use]
    pub fn month(&self, day: Day) -> Option<Window> {
        let next = day.0.last_of_month().saturating_add(1.days());
        Window::new(self.start_of(day.0.first_of_month()), self.start_of(next)).ok()
    }

    /// The intervals of a day, in order, aligned to the quarters of the zone's hours.
    #[must_use]
    pub fn intervals(&self, day: Day) -> Vec<Window> {
        let mut rest = self.day(day);
        let mut intervals = Vec::with_capacity(100);
        while let Some(bounds) = rest {
            let interval = bounds.until(bounds.start() + INTERVAL);
            intervals.extend(interval);
            rest = Window::new(bounds.start() + INTERVAL, bounds.end()).ok();
        }
        intervals
    }

    /// What is complete at `now` of a day: from its start to the end of the last interval that has
    /// passed. None before the first one has; the whole day once it is over.
    #[must_use]
    pub fn completed_part(&self, day: Day, now: Instant) -> Option<Window> {
        let bounds = self.day(day)?;
        if now >= bounds.end() {
            return Some(bounds);
        }
        let passed = (now - bounds.start()).micros().div_euclid(INTERVAL.micros());
        Window::new(bounds.start(), bounds.start() + INTERVAL.times(passed)).ok()
    }

    /// The last interval that has ended at `now`.
    #[must_use]
    pub fn last_completed_interval(&self, now: Instant) -> Option<Window> {
        let today = self.day_of(now);
        let day = if self.completed_part(today, now).is_some() { today } else { today.plus_days(-1) };
        let intervals = self.intervals(day);
        intervals.into_iter().rfind(|interval| interval.end() <= now)
    }

    /// The first instant of a local date: its midnight; where the clocks skip it, the first
    /// instant after it; where it occurs twice, the first of the two.
    fn start_of(&self, date: Date) -> Instant {
        date.to_zoned(self.0.clone())
            .and_then(|midnight| midnight.start_of_day())
            .map(|start| start.timestamp().into())
            .expect("a day from 1900 to 3000 has a start in each zone")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn hours(name: &str, day: &str) -> i64 {
        let window = zone(name).day(day.parse().unwrap()).unwrap();
        window.length().micros() / 3_600_000_000
    }

    #[test]
    fn a_day_is_shorter_or_longer_where_the_clocks_change() {
        assert_eq!(hours("Europe/Madrid", "2026-03-02"), 24);
        assert_eq!(hours("Europe/Madrid", "2026-03-29"), 23);
        assert_eq!(hours("Europe/Madrid", "2026-10-25"), 25);
        assert_eq!(hours("America/Havana", "2026-03-08"), 23);
        assert_eq!(hours("America/Havana", "2026-11-01"), 25);
    }

    #[test]
    fn a_change_by_half_an_hour_keeps_the_quarters() {
        let howe = zone("Australia/Lord_Howe");
        assert_eq!(howe.intervals("2026-04-05".parse().unwrap()).len(), 98);
        assert_eq!(howe.intervals("2026-10-04".parse().unwrap()).len(), 94);
    }

    #[test]
    fn a_day_that_a_zone_skipped_has_no_bounds() {
        let apia = zone("Pacific/Apia");
        let skipped = "2011-12-30".parse().unwrap();
        assert_eq!(apia.day(skipped), None);
        assert!(apia.intervals(skipped).is_empty());
    }

    #[test]
    fn only_intervals_that_have_ended_are_complete() {
        let madrid = zone("Europe/Madrid");
        let day = "2026-03-02".parse().unwrap();
        let part = |now: &str| {
            let part = madrid.completed_part(day, now.parse().unwrap())?;
            Some(part.end().to_string())
        };
        assert_eq!(part("2026-03-01T23:14:59Z"), None);
        assert_eq!(part("2026-03-01T23:15:00Z").as_deref(), Some("2026-03-01T23:15:00Z"));
        assert_eq!(part("2026-03-02T09:59:59Z").as_deref(), Some("2026-03-02T09:45:00Z"));
        assert_eq!(part("2026-03-05T00:00:00Z").as_deref(), Some("2026-03-02T23:00:00Z"));
    }

    #[test]
    fn just_after_midnight_the_last_completed_interval_is_yesterdays() {
        let madrid = zone("Europe/Madrid");
        let last = madrid.last_completed_interval("2026-03-01T23:07:00Z".parse().unwrap());
        assert_eq!(last.unwrap().end().to_string(), "2026-03-01T23:00:00Z");
    }

    #[test]
    fn the_running_month_and_the_six_before_are_kept() {
        let today: Day = "2026-03-02".parse().unwrap();
        assert_eq!(today.first_kept(MONTHS_KEPT).to_string(), "2025-09-01");
        assert_eq!(today.days_of_month().count(), 31);
    }

    #[test]
    fn a_wrong_name_is_refused_and_named() {
        let refused = "Europe/Sevilla".parse::<Zone>().unwrap_err();
        assert!(refused.to_string().contains("Europe/Sevilla"));
        assert!("2026-02-30".parse::<Day>().is_err());
        assert_eq!(Day::from_ymd(2026, 2, 30), None);
    }

    #[test]
    fn the_ends_of_time_lie_in_some_day() {
        let madrid = zone("Europe/Madrid");
        assert_eq!(madrid.day_of(Instant::MAX).to_string(), "2999-12-31");
        assert!(madrid.day(madrid.day_of(Instant::MAX)).is_some());
        assert!(madrid.day(madrid.day_of(Instant::MIN)).is_some());
    }
}
