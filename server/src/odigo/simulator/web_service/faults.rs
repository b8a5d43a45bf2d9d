//! What goes wrong with answers.

use std::time::Duration;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How long a slow answer takes: longer than anybody waits.
pub(super) const SLOW: Duration = Duration::from_secs(5);

/// The shares of answers that go wrong, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AnswerFaults {
    /// Answers that take longer than anybody waits.
    pub slow: f64,
    /// Answers that say that the service can't answer.
    pub failed: f64,
    /// Answers that are no JSON.
    pub wrong: f64,
    /// Answers that the agent is not known.
    pub unknown: f64,
}

/// How one answer goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Slow,
    Failed,
    Wrong,
    Unknown,
}

impl AnswerFaults {
    /// Whether the next answer goes wrong, and how. Each answer takes one throw of the dice.
    pub(super) fn next(&self, dice: &mut ChaCha8Rng) -> Option<Fault> {
        let thrown: f64 = dice.random_range(0.0..1.0);
        let shares = [
            (self.slow, Fault::Slow),
            (self.failed, Fault::Failed),
            (self.wrong, Fault::Wrong),
            (self.unknown, Fault::Unknown),
        ];
        let mut until = 0.0;
        shares.into_iter().find_map(|(share, fault)| {
            until += share;
            (thrown < until).then_some(fault)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odigo::simulator::dice;

    #[test]
    fn the_same_seed_gives_the_same_faults_in_their_shares() {
        let faults = AnswerFaults { slow: 0.1, failed: 0.2, wrong: 0.0, unknown: 0.3 };
        let thrown = |seed| {
            let mut dice = dice(seed, 0, 0);
            (0..1_000).map(|_| faults.next(&mut dice)).collect::<Vec<_>>()
        };
        assert_eq!(thrown(1), thrown(1));
        assert_ne!(thrown(1), thrown(2));
        let count = |wanted| thrown(1).into_iter().filter(|fault| *fault == wanted).count();
        assert!((340..460).contains(&count(None)), "{}", count(None));
        assert!((60..140).contains(&count(Some(Fault::Slow))));
        assert_eq!(count(Some(Fault::Wrong)), 0);
    }
}
