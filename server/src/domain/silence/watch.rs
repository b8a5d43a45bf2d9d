//! Telling when a silence begins, fed with signs of life and headcounts as they come.

use crate::domain::instant::{Instant, Span};

/// From this many attending employees on a silence begins after `silence_after`.
pub const MANY: u32 = 5;

/// With fewer it takes this many times as long: few people leave longer natural gaps.
pub const PATIENCE_WITH_FEW: i64 = 4;

/// The state of one integration's silence at an instant; small, to be kept and cloned.
///
/// A silence begins at the first instant before which, for `silence_after`, there was no sign of
/// life and all the time at least [`MANY`] of the assigned employees attended (were online through
/// the integration or scheduled in working types); or likewise for [`PATIENCE_WITH_FEW`] times
/// `silence_after` and at least one employee. It ends at the next sign. Before the first sign ever
/// nothing is missed.
///
/// Feed it in order of time. At one instant a sign goes first, then [`SilenceWatch::begin`], then
/// the headcount from that instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SilenceWatch {
    silence_after: Span,
    last_sign: Option<Instant>,
    some_since: Option<Instant>,
    many_since: Option<Instant>,
    silent_since: Option<Instant>,
}

impl SilenceWatch {
    /// An integration nothing is known of. `silence_after` of zero or less means never silent.
    #[must_use]
    pub const fn new(silence_after: Span) -> Self {
        Self { silence_after, last_sign: None, some_since: None, many_since: None, silent_since: None }
    }

    /// A sign of life: a receipt or a sent time. Ends a silence; returns the start of the one it
    /// ended.
    pub fn sign(&mut self, at: Instant) -> Option<Instant> {
        self.last_sign = self.last_sign.max(Some(at));
        self.silent_since.take()
    }

    /// From `at` on, `attending` employees are online or scheduled.
    pub fn headcount(&mut self, at: Instant, attending: u32) {
        let since = |held: Option<Instant>, enough: bool| enough.then(|| held.unwrap_or(at));
        self.some_since = since(self.some_since, attending >= 1);
        self.many_since = since(self.many_since, attending >= MANY);
    }

    /// When a silence begins if nothing more happens; none during one.
    #[must_use]
    pub fn begins_at(&self) -> Option<Instant> {
        if self.silence_after <= Span::ZERO || self.silent_since.is_some() {
            return None;
        }
        let last_sign = self.last_sign?;
        let after = |since: Option<Instant>, patience| Some(last_sign.max(since?) + patience);
        let with_few = self.silence_after.times(PATIENCE_WITH_FEW);
        [after(self.many_since, self.silence_after), after(self.some_since, with_few)].into_iter().flatten().min()
    }

    /// Lets time pass to `now`; returns the start of the silence that begins by then.
    pub fn begin(&mut self, now: Instant) -> Option<Instant> {
        let start = self.begins_at().filter(|start| *start <= now)?;
        self.silent_since = Some(start);
        Some(start)
    }

    /// Since when it has been silent, if it is.
    #[must_use]
    pub const fn silent_since(&self) -> Option<Instant> {
        self.silent_since
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::from_secs(minute * 60)
    }

    fn watch(sign: i64, attending: &[(i64, u32)]) -> SilenceWatch {
        let mut watch = SilenceWatch::new(Span::from_minutes(30));
        watch.sign(at(sign));
        for (minute, count) in attending {
            watch.headcount(at(*minute), *count);
        }
        watch
    }

    #[test]
    fn with_five_attending_it_begins_after_half_an_hour() {
        assert_eq!(watch(0, &[(0, 5)]).begins_at(), Some(at(30)));
    }

    #[test]
    fn with_one_to_four_attending_it_takes_four_times_as_long() {
        assert_eq!(watch(0, &[(0, 4)]).begins_at(), Some(at(120)));
        assert_eq!(watch(0, &[(0, 1)]).begins_at(), Some(at(120)));
    }

    #[test]
    fn with_nobody_attending_it_never_begins() {
        assert_eq!(watch(0, &[(0, 0)]).begins_at(), None);
    }

    #[test]
    fn the_time_counts_only_while_enough_attend_throughout() {
        assert_eq!(watch(0, &[(20, 5)]).begins_at(), Some(at(50)));
        assert_eq!(watch(0, &[(0, 5), (29, 4), (31, 5)]).begins_at(), Some(at(61)));
        assert_eq!(watch(0, &[(0, 1), (100, 5)]).begins_at(), Some(at(120)));
    }

    #[test]
    fn before_the_first_sign_nothing_is_missed() {
        let mut watch = SilenceWatch::new(Span::from_minutes(30));
        watch.headcount(at(0), 50);
        assert_eq!(watch.begins_at(), None);
    }

    #[test]
    fn switched_off_it_never_begins() {
        let mut watch = SilenceWatch::new(Span::ZERO);
        watch.sign(at(0));
        watch.headcount(at(0), 50);
        assert_eq!(watch.begins_at(), None);
    }

    #[test]
    fn a_sign_ends_it_and_the_next_one_can_begin() {
        let mut watch = watch(0, &[(0, 5)]);
        assert_eq!(watch.begin(at(29)), None);
        assert_eq!(watch.begin(at(45)), Some(at(30)));
        assert_eq!(watch.begins_at(), None);
        assert_eq!(watch.sign(at(60)), Some(at(30)));
        assert_eq!(watch.begins_at(), Some(at(90)));
    }
}
