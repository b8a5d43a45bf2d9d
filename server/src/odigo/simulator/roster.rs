//! Shifts for a contact centre that nobody plans: each agent works eight hours a day, for ever.

use rand::RngExt;

use super::dice;
use super::plan::{Doing, Part, PauseType, Shift};
use crate::domain::instant::{Instant, Span};

/// One agent's endless row of shifts.
#[derive(Clone, Debug)]
pub struct Roster {
    seed: u64,
    agent: u64,
    next_start: Instant,
}

impl Roster {
    /// The shifts of the agent with this number, the first of which is going on at `now`.
    pub fn new(seed: u64, agent: u64, now: Instant) -> Self {
        let gone_by = Span::from_secs(dice(seed, agent, u64::MAX).random_range(120..=7 * 3600));
        Self { seed, agent, next_start: now - gone_by }
    }

    /// The next shift; the one after begins 24 hours later.
    pub fn shift(&mut self) -> Shift {
        let start = self.next_start;
        self.next_start = start + Span::from_hours(24);
        let mut dice = dice(self.seed, self.agent, start.micros().cast_unsigned());
        let work = match self.agent % 8 {
            6 => Doing::Email,
            7 => Doing::Chat,
            _ => Doing::Calls,
        };
        let meeting = if dice.random_bool(0.3) { PauseType::Training } else { PauseType::Meeting };
        let first_block = dice.random_range(80..=130);
        let blocks = [
            (first_block, work),
            (15, Doing::Pause(PauseType::Coffee)),
            (210 - first_block, work),
            (30, Doing::Pause(PauseType::Lunch)),
            (75, work),
            (30, Doing::Pause(meeting)),
            (45, work),
            (15, Doing::Pause(PauseType::Coffee)),
            (60, work),
        ];
        let mut begin = start;
        let parts = blocks.map(|(minutes, doing)| {
            let part = Part { start: begin, end: begin + Span::from_minutes(minutes), doing };
            begin = part.end;
            part
        });
        Shift::new(parts.to_vec()).expect("each part begins where the one before ends, and none is empty")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_agent_is_on_shift_at_the_start_and_comes_again_the_next_day() {
        let now = Instant::from_secs(1_700_000_000);
        for agent in 0..100 {
            let mut roster = Roster::new(3, agent, now);
            let (today, tomorrow) = (roster.shift(), roster.shift());
            assert!(today.start() < now && now < today.end());
            assert_eq!(tomorrow.start() - today.start(), Span::from_hours(24));
            assert_eq!(today.end() - today.start(), Span::from_hours(8));
        }
    }
}
