//! What happens to notifications on a real line: repeated, overtaken, lost, mixed with rubbish.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::dice;
use super::encode::Encoded;
use super::garbage::garbage;
use super::traffic::Note;
use crate::domain::instant::Span;

/// By how many later notifications one is overtaken, or after how many it is repeated, at most.
const FURTHEST: u32 = 20;

/// How often which fault happens; shares of all notifications from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaultRates {
    /// Sent a second time.
    pub duplicates: f64,
    /// Overtaken by others.
    pub disorder: f64,
    /// Never sent.
    pub gaps: f64,
    /// Accompanied by a request that is no notification.
    pub garbage: f64,
    /// How far the sender's clock is ahead.
    pub skew: Span,
}

/// What goes over the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Passed {
    /// A notification, for the first time.
    Fresh(Note),
    /// A notification that was sent before.
    Duplicate(Note),
    /// A request that is no notification.
    Garbage(Encoded),
}

/// A line with faults.
#[derive(Debug)]
pub(super) struct Line {
    rates: FaultRates,
    dice: ChaCha8Rng,
    /// What is held back, and for how many notifications yet.
    held: Vec<(u32, Passed)>,
}

impl Line {
    pub(super) fn new(rates: FaultRates, seed: u64) -> Self {
        Self { rates, dice: dice(seed, u64::MAX, 1), held: Vec::new() }
    }

    /// Puts a notification on the line; what comes out goes to `out`, in order.
    pub(super) fn pass(&mut self, mut note: Note, out: &mut impl Extend<Passed>) {
        self.release(out);
        note.sent = note.sent + self.rates.skew;
        if self.dice.random_bool(self.rates.gaps) {
            return;
        }
        if self.dice.random_bool(self.rates.garbage) {
            out.extend([Passed::Garbage(garbage(&mut self.dice))]);
        }
        let repeated = self.dice.random_bool(self.rates.duplicates);
        let overtaken = self.dice.random_bool(self.rates.disorder);
        let by = if overtaken { self.dice.random_range(1..=FURTHEST) } else { 0 };
        if repeated {
            let after = self.dice.random_range(0..=FURTHEST);
            self.held.push((by + after + 1, Passed::Duplicate(note.clone())));
        }
        if overtaken {
            self.held.push((by, Passed::Fresh(note)));
        } else {
            out.extend([Passed::Fresh(note)]);
        }
    }

    /// Whatever is still held back.
    pub(super) fn flush(&mut self, out: &mut impl Extend<Passed>) {
        self.held.sort_by_key(|(left, _)| *left);
        out.extend(self.held.drain(..).map(|(_, passed)| passed));
    }

    fn release(&mut self, out: &mut impl Extend<Passed>) {
        for (left, _) in &mut self.held {
            *left = left.saturating_sub(1);
        }
        let due = self.held.extract_if(.., |(left, _)| *left == 0);
        out.extend(due.map(|(_, passed)| passed));
    }
}

#[cfg(test)]
mod tests {
    use super::super::agent::State;
    use super::*;
    use crate::domain::instant::Instant;

    fn note(number: i64) -> Note {
        Note {
            agent: "agent0001".into(),
            state: State::plain("AVAILABLE"),
            sent: Instant::from_secs(number),
            event_id: Some(number.to_string()),
        }
    }

    fn pass(rates: FaultRates, count: i64) -> Vec<Passed> {
        let mut line = Line::new(rates, 9);
        let mut out = Vec::new();
        for number in 0..count {
            line.pass(note(number), &mut out);
        }
        line.flush(&mut out);
        out
    }

    fn fresh(passed: &[Passed]) -> Vec<i64> {
        let fresh = |passed: &Passed| match passed {
            Passed::Fresh(note) => Some(note.sent.floor_secs()),
            _ => None,
        };
        passed.iter().filter_map(fresh).collect()
    }

    #[test]
    fn a_line_without_faults_passes_everything_on_as_it_is() {
        let expected: Vec<Passed> = (0..100).map(|number| Passed::Fresh(note(number))).collect();
        assert_eq!(pass(FaultRates::default(), 100), expected);
    }

    #[test]
    fn disorder_loses_nothing() {
        let passed = fresh(&pass(FaultRates { disorder: 0.3, ..FaultRates::default() }, 1_000));
        assert!(!passed.is_sorted());
        let mut sorted = passed.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..1_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_duplicate_is_the_same_notification_and_comes_after_it() {
        let passed = pass(FaultRates { duplicates: 0.2, disorder: 0.2, ..FaultRates::default() }, 1_000);
        let duplicates: Vec<(usize, &Note)> = (0..)
            .zip(&passed)
            .filter_map(|(at, passed)| match passed {
                Passed::Duplicate(note) => Some((at, note)),
                _ => None,
            })
            .collect();
        assert!((150..250).contains(&duplicates.len()), "{}", duplicates.len());
        for (at, note) in duplicates {
            let original = passed.iter().position(|passed| *passed == Passed::Fresh(note.clone()));
            assert!(original.unwrap() < at);
        }
    }

    #[test]
    fn gaps_lose_their_share_and_skew_moves_every_time() {
        let rates = FaultRates { gaps: 0.1, skew: Span::from_secs(30), ..FaultRates::default() };
        let passed = fresh(&pass(rates, 1_000));
        assert!((850..950).contains(&passed.len()), "{}", passed.len());
        assert!(passed.iter().all(|sent| *sent >= 30));
    }

    #[test]
    fn garbage_comes_on_top() {
        let passed = pass(FaultRates { garbage: 0.1, ..FaultRates::default() }, 1_000);
        assert_eq!(fresh(&passed).len(), 1_000);
        assert!((1_050..1_150).contains(&passed.len()), "{}", passed.len());
    }
}
