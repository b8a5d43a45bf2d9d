//! How agents stray from their plan: late, longer on break, kept by a call, gone early.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::plan::{Doing, Part, PauseType, Shift};
use crate::domain::instant::{Instant, Span};

/// Nothing an agent does lasts less than this, in seconds.
const SHORTEST: i64 = 20;

/// How likely an agent strays in which way; chances from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habits {
    /// Does not come at all, per shift.
    pub stays_away: f64,
    /// Comes minutes late, per shift.
    pub comes_late: f64,
    /// Goes minutes early, per shift.
    pub leaves_early: f64,
    /// Stays minutes longer, per shift.
    pub stays_longer: f64,
    /// Comes back late, per pause.
    pub overruns_pause: f64,
    /// Begins late because of a call, per pause.
    pub kept_by_call: f64,
    /// Works through, per pause.
    pub skips_pause: f64,
    /// Leaves the desk for a while outside the plan, per part of at least [`LONG_WORK`].
    pub slips_away: f64,
    /// By how many seconds the change from one thing to the next is early or late even so.
    pub jitter_seconds: i64,
}

/// How long a part must be for the agent to slip away in it.
pub const LONG_WORK: Span = Span::from_minutes(40);

impl Habits {
    /// Follows the plan to the second.
    pub const EXACT: Self = Self {
        stays_away: 0.0,
        comes_late: 0.0,
        leaves_early: 0.0,
        stays_longer: 0.0,
        overruns_pause: 0.0,
        kept_by_call: 0.0,
        skips_pause: 0.0,
        slips_away: 0.0,
        jitter_seconds: 0,
    };

    /// As most people are.
    pub const USUAL: Self = Self {
        stays_away: 0.02,
        comes_late: 0.2,
        leaves_early: 0.12,
        stays_longer: 0.15,
        overruns_pause: 0.45,
        kept_by_call: 0.35,
        skips_pause: 0.05,
        slips_away: 0.5,
        jitter_seconds: 45,
    };

    /// As some people are.
    pub const LOOSE: Self = Self {
        stays_away: 0.04,
        comes_late: 0.5,
        leaves_early: 0.3,
        stays_longer: 0.1,
        overruns_pause: 0.7,
        kept_by_call: 0.3,
        skips_pause: 0.1,
        slips_away: 0.85,
        jitter_seconds: 90,
    };

    /// What an agent really does in a shift. Empty if the agent stays away; else the parts follow on one another.
    pub fn live(&self, shift: &Shift, dice: &mut ChaCha8Rng) -> Vec<Part> {
        if dice.random_bool(self.stays_away) {
            return Vec::new();
        }
        let plan: Vec<Part> = self.with_unplanned(shift.parts(), dice);
        let mut lived: Vec<Part> = Vec::with_capacity(plan.len());
        let mut start = shift.start() + self.arrival(dice);
        for (at, part) in plan.iter().enumerate() {
            let next = plan.get(at + 1);
            let shifted = part.end
                + match next {
                    Some(next) => self.change(part.doing, next.doing, dice),
                    None => self.departure(dice),
                };
            // Whoever is late with one thing does the next thing shorter, and leaves it out if nothing is left of it.
            let latest = next.map_or(Instant::MAX, |next| next.end - Span::from_secs(SHORTEST));
            let end = shifted.min(latest);
            if end < start + Span::from_secs(SHORTEST) {
                continue;
            }
            match lived.last_mut() {
                Some(last) if last.doing == part.doing => last.end = end,
                _ => lived.push(Part { start, end, doing: part.doing }),
            }
            start = end;
        }
        lived
    }

    /// The plan with pauses that were skipped, and moments away that nobody planned.
    fn with_unplanned(&self, parts: &[Part], dice: &mut ChaCha8Rng) -> Vec<Part> {
        let mut plan: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts {
            let on_pause = matches!(part.doing, Doing::Pause(_));
            let before = plan.last().map(|before| before.doing);
            if let Some(work) = before.filter(|_| on_pause && dice.random_bool(self.skips_pause)) {
                plan.push(Part { doing: work, ..*part });
                continue;
            }
            if on_pause || part.length() < LONG_WORK || !dice.random_bool(self.slips_away) {
                plan.push(*part);
                continue;
            }
            let away = dice.random_range(180..=900);
            let left = (part.length() - Span::from_secs(away)).whole_secs();
            let leaves = part.start + Span::from_secs(dice.random_range(left / 4..=left * 3 / 4));
            let returns = leaves + Span::from_secs(away);
            let what = if dice.random_bool(0.15) { PauseType::BackOffice } else { PauseType::Restroom };
            plan.push(Part { end: leaves, ..*part });
            plan.push(Part { start: leaves, end: returns, doing: Doing::Pause(what) });
            plan.push(Part { start: returns, ..*part });
        }
        plan
    }

    fn arrival(&self, dice: &mut ChaCha8Rng) -> Span {
        if dice.random_bool(self.comes_late) { minutes(dice, 2, 20) } else { self.jitter(dice) }
    }

    fn departure(&self, dice: &mut ChaCha8Rng) -> Span {
        if dice.random_bool(self.leaves_early) {
            Span::ZERO - minutes(dice, 4, 25)
        } else if dice.random_bool(self.stays_longer) {
            minutes(dice, 3, 20)
        } else {
            self.jitter(dice)
        }
    }

    fn change(&self, from: Doing, to: Doing, dice: &mut ChaCha8Rng) -> Span {
        let late = match (from, to) {
            (Doing::Pause(_), _) => self.overruns_pause,
            (_, Doing::Pause(_)) => self.kept_by_call,
            _ => 0.0,
        };
        if dice.random_bool(late) { minutes(dice, 1, 8) } else { self.jitter(dice) }
    }

    fn jitter(&self, dice: &mut ChaCha8Rng) -> Span {
        Span::from_secs(dice.random_range(-self.jitter_seconds..=self.jitter_seconds))
    }
}

fn minutes(dice: &mut ChaCha8Rng, least: i64, most: i64) -> Span {
    Span::from_secs(dice.random_range(least * 60..=most * 60))
}

#[cfg(test)]
mod tests {
    use super::super::{dice, roster::Roster};
    use super::*;

    fn shifts() -> impl Iterator<Item = (u64, Shift)> {
        (0..400).map(|agent| (agent, Roster::new(7, agent, Instant::from_secs(1_700_000_000)).shift()))
    }

    /// Seconds of the shift in which what is lived is not what is planned.
    fn astray(shift: &Shift, lived: &[Part]) -> i64 {
        let overlap = |a: &Part, b: &Part| (a.end.min(b.end) - a.start.max(b.start)).max(Span::ZERO).whole_secs();
        let same = |a: &Part, b: &Part| match (a.doing, b.doing) {
            (Doing::Pause(a), Doing::Pause(b)) => a == b,
            (Doing::Pause(_), _) | (_, Doing::Pause(_)) => false,
            _ => true,
        };
        let pairs = shift.parts().iter().flat_map(|part| lived.iter().map(move |done| (part, done)));
        let kept: i64 = pairs.filter(|(part, done)| same(part, done)).map(|(part, done)| overlap(part, done)).sum();
        (shift.end() - shift.start()).whole_secs() - kept
    }

    #[test]
    fn an_exact_agent_does_what_is_planned() {
        for (agent, shift) in shifts() {
            assert_eq!(Habits::EXACT.live(&shift, &mut dice(1, agent, 0)), shift.parts());
        }
    }

    #[test]
    fn what_is_lived_has_neither_gaps_nor_overlaps() {
        for (agent, shift) in shifts() {
            for habits in [Habits::USUAL, Habits::LOOSE] {
                let lived = habits.live(&shift, &mut dice(1, agent, 0));
                assert!(lived.is_empty() || Shift::new(lived.clone()).is_ok(), "{lived:?}");
            }
        }
    }

    #[test]
    fn usual_people_stray_by_some_percent_and_loose_ones_by_more() {
        let share = |habits: Habits| {
            let (mut strayed, mut planned) = (0, 0);
            for (agent, shift) in shifts() {
                strayed += astray(&shift, &habits.live(&shift, &mut dice(1, agent, 0)));
                planned += (shift.end() - shift.start()).whole_secs();
            }
            strayed * 100 / planned
        };
        let (usual, loose) = (share(Habits::USUAL), share(Habits::LOOSE));
        assert!((6..=12).contains(&usual), "{usual} %");
        assert!((12..=28).contains(&loose), "{loose} %");
    }
}
