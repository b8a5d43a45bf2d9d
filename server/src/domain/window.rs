//! A stretch of time: half-open and never empty.

use super::instant::{Instant, Span};

/// The instants from `start` up to, not including, `end`. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    start: Instant,
    end: Instant,
}

/// A start that does not lie before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the end ({end}) must be later than the start ({start})")]
pub struct EmptyWindow {
    /// The start that was given.
    pub start: Instant,
    /// The end that was given.
    pub end: Instant,
}

impl Window {
    /// The window `[start, end)`.
    ///
    /// # Errors
    /// [`EmptyWindow`] unless `start < end`.
    pub fn new(start: Instant, end: Instant) -> Result<Self, EmptyWindow> {
        if start < end { Ok(Self { start, end }) } else { Err(EmptyWindow { start, end }) }
    }

    /// The first instant inside.
    #[must_use]
    pub const fn start(self) -> Instant {
        self.start
    }

    /// The first instant after it.
    #[must_use]
    pub const fn end(self) -> Instant {
        self.end
    }

    /// How long it lasts.
    #[must_use]
    pub fn length(self) -> Span {
        self.end - self.start
    }

    /// Whether `at` lies inside.
    #[must_use]
    pub fn contains(self, at: Instant) -> bool {
        self.start <= at && at < self.end
    }

    /// The part that both windows share, if any.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end)).ok()
    }

    /// The part of it before `end`, if any: what has passed of it at `now`.
    #[must_use]
    pub fn until(self, end: Instant) -> Option<Self> {
        Self::new(self.start, self.end.min(end)).ok()
    }

    /// The window from the earlier start to the later end of the two.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Its length in whole seconds when both cuts are floored to the second.
    ///
    /// Windows that touch add up exactly, whatever fractions their cuts have.
    #[must_use]
    pub fn floored_secs(self) -> i64 {
        self.end.floor_secs() - self.start.floor_secs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(start: i64, end: i64) -> Window {
        Window::new(Instant::from_micros(start), Instant::from_micros(end)).unwrap()
    }

    #[test]
    fn a_window_holds_its_start_and_not_its_end() {
        let hour = window(10, 20);
        assert!(hour.contains(Instant::from_micros(10)));
        assert!(!hour.contains(Instant::from_micros(20)));
    }

    #[test]
    fn an_empty_window_is_refused_with_both_ends_named() {
        let at = Instant::from_secs(0);
        let refused = Window::new(at, at).unwrap_err();
        assert!(refused.to_string().contains("1970-01-01T00:00:00Z"));
    }

    #[test]
    fn windows_that_only_touch_share_nothing() {
        assert_eq!(window(0, 10).intersection(window(10, 20)), None);
        assert_eq!(window(0, 11).intersection(window(10, 20)), Some(window(10, 11)));
    }

    #[test]
    fn floored_seconds_of_touching_windows_add_up() {
        let (first, second) = (window(0, 1_500_000), window(1_500_000, 3_000_000));
        assert_eq!(first.floored_secs() + second.floored_secs(), 3);
        assert_eq!(window(0, 3_000_000).floored_secs(), 3);
    }
}
