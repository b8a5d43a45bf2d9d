//! A circuit breaker: who fails again and again is left alone for a while, and then asked once.

use crate::domain::instant::{Instant, Span};

/// How many failures in a row open it.
pub const FAILURES: u32 = 5;
/// How long it stays open at first; twice as long after each probe that failed.
pub const OPEN_FOR: Span = Span::from_secs(30);
/// How long it stays open at most.
pub const OPEN_AT_MOST: Span = Span::from_minutes(5);

/// A circuit breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaker {
    /// Everything goes through; so many failures came in a row.
    Closed(u32),
    /// Nothing goes through.
    Open {
        /// Until when.
        until: Instant,
        /// For how long, that is.
        length: Span,
    },
    /// One went through to see how it goes.
    Probing {
        /// For how long it was open before.
        length: Span,
    },
}

impl Default for Breaker {
    fn default() -> Self {
        Self::Closed(0)
    }
}

impl Breaker {
    /// Whether one more may go through at `now`. If so, it has to be told how that went.
    pub fn lets_through(&mut self, now: Instant) -> bool {
        match *self {
            Self::Closed(_) => true,
            Self::Open { until, length } if until <= now => {
                *self = Self::Probing { length };
                true
            }
            Self::Open { .. } | Self::Probing { .. } => false,
        }
    }

    /// It went well.
    pub fn succeeded(&mut self) {
        *self = Self::Closed(0);
    }

    /// It failed, at `now`.
    pub fn failed(&mut self, now: Instant) {
        let open = |length| Self::Open { until: now + length, length };
        *self = match *self {
            Self::Closed(failures) if failures + 1 < FAILURES => Self::Closed(failures + 1),
            Self::Closed(_) => open(OPEN_FOR),
            Self::Probing { length } => open((length + length).min(OPEN_AT_MOST)),
            // One that was under way when it opened.
            already @ Self::Open { .. } => already,
        };
    }

    /// What was let through was not needed, at `now`: if it was the probe, another may be it.
    pub fn unused(&mut self, now: Instant) {
        if let Self::Probing { length } = *self {
            *self = Self::Open { until: now, length };
        }
    }

    /// Whether nothing but a probe goes through.
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }

    /// When the next probe may go through, if it is open.
    pub const fn opens_at(&self) -> Option<Instant> {
        match self {
            Self::Open { until, .. } => Some(*until),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_secs(1_000);

    fn opened() -> Breaker {
        let mut breaker = Breaker::default();
        for _ in 0..FAILURES {
            assert!(breaker.lets_through(NOW));
            breaker.failed(NOW);
        }
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_not_before() {
        let mut breaker = Breaker::default();
        for _ in 1..FAILURES {
            breaker.failed(NOW);
        }
        breaker.succeeded();
        breaker.failed(NOW);
        assert!(!breaker.is_open() && breaker.lets_through(NOW));
        assert!(opened().is_open() && !opened().lets_through(NOW));
    }

    #[test]
    fn after_a_while_one_goes_through_and_decides() {
        let mut breaker = opened();
        let later = NOW + OPEN_FOR;
        assert!(breaker.lets_through(later));
        assert!(!breaker.lets_through(later), "one alone");
        breaker.succeeded();
        assert!(!breaker.is_open());
    }

    #[test]
    fn each_probe_that_fails_makes_it_wait_longer_but_not_for_ever() {
        let mut breaker = opened();
        let mut now = NOW;
        let mut waits = Vec::new();
        for _ in 0..6 {
            let until = breaker.opens_at().unwrap();
            waits.push((until - now).whole_secs());
            now = until;
            assert!(breaker.lets_through(now));
            breaker.failed(now);
        }
        assert_eq!(waits, [30, 60, 120, 240, 300, 300]);
    }

    #[test]
    fn a_failure_that_comes_late_changes_nothing() {
        let mut breaker = opened();
        let before = breaker;
        breaker.failed(NOW + Span::from_secs(10));
        assert_eq!(breaker, before);
    }
}
