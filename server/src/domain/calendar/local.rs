//! Times as clocks on the wall show them.

use std::fmt;
use std::str::FromStr;

use jiff::Zoned;
use jiff::civil::DateTime;
use jiff::tz::AmbiguousOffset;

use super::{Day, Zone};
use crate::domain::instant::Instant;

/// How local times are written: the standard's way, and the way that spreadsheets of much of Europe write them.
const FORMATS: [&str; 6] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
];

/// A date and a time of day without a time zone, in a [`Day`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime(DateTime);

/// A text that is no local time.
#[derive(Debug, thiserror::Error)]
#[error("{text:?} is not a local time, e.g. 2026-03-02 08:00 or 02/03/2026 08:00")]
pub struct NotALocalTime {
    text: String,
}

impl LocalTime {
    /// Its date.
    #[must_use]
    pub fn day(self) -> Day {
        Day::nearest(self.0.date())
    }
}

impl FromStr for LocalTime {
    type Err = NotALocalTime;

    fn from_str(text: &str) -> Result<Self, NotALocalTime> {
        let time = FORMATS.iter().find_map(|format| DateTime::strptime(format, text).ok());
        time.filter(|time| Day::nearest(time.date()).0 == time.date())
            .map(Self)
            .ok_or_else(|| NotALocalTime { text: text.to_owned() })
    }
}

/// Written as `2026-03-02 08:00`, with seconds if there are any.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = if self.0.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
        self.0.strftime(format).fmt(f)
    }
}

impl Zone {
    /// The instant at which clocks of the zone show that time: the first one, where they are set back and show it
    /// twice. None where they are set forward and skip it.
    #[must_use]
    pub fn first(&self, time: LocalTime) -> Option<Instant> {
        let instant = self.0.to_ambiguous_timestamp(time.0);
        match instant.offset() {
            AmbiguousOffset::Gap { .. } => None,
            _ => instant.earlier().ok().map(Instant::from),
        }
    }

    /// What clocks of the zone show at an instant.
    #[must_use]
    pub fn local(&self, at: Instant) -> LocalTime {
        LocalTime(Zoned::new(at.timestamp(), self.0.clone()).datetime())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_madrid(text: &str) -> Option<String> {
        let madrid: Zone = "Europe/Madrid".parse().unwrap();
        madrid.first(text.parse().unwrap()).map(|at| at.to_string())
    }

    #[test]
    fn a_local_time_is_read_in_either_way_of_writing_it() {
        for text in ["2026-03-02 08:30", "2026-03-02T08:30", "2026-03-02 08:30:00", "02/03/2026 08:30"] {
            assert_eq!(in_madrid(text).as_deref(), Some("2026-03-02T07:30:00Z"), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "2026-03-02", "2026-02-30 08:00", "2026-03-02 24:00", "03/31/2026 08:00", "0999-01-01 08:00"] {
            assert!(text.parse::<LocalTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_that_occurs_twice_is_the_first_and_one_that_is_skipped_is_none() {
        assert_eq!(in_madrid("2026-10-25 02:30").as_deref(), Some("2026-10-25T00:30:00Z"));
        assert_eq!(in_madrid("2026-03-29 02:30"), None);
        assert_eq!(in_madrid("2026-03-29 03:00").as_deref(), Some("2026-03-29T01:00:00Z"));
    }

    #[test]
    fn an_instant_is_shown_as_clocks_show_it() {
        let madrid: Zone = "Europe/Madrid".parse().unwrap();
        let shown = |at: &str| madrid.local(at.parse().unwrap()).to_string();
        assert_eq!(shown("2026-03-02T07:30:00Z"), "2026-03-02 08:30");
        assert_eq!(shown("2026-10-25T01:30:05Z"), "2026-10-25 02:30:05");
    }
}
