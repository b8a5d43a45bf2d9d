//! What integrations have brought since somebody began to look: counts that only grow.

use std::collections::HashMap;

use super::{
    Health,
    counter::{STEP, step_of},
    tally,
};
use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        health::{Step, StepCounts},
    },
};

/// Adds up what integrations bring, from the first look on.
#[derive(Debug, Default)]
pub struct Totals {
    sums: HashMap<AccountId, Sums>,
    first_look: Option<Instant>,
}

#[derive(Debug)]
struct Sums {
    /// Steps that began before are added up.
    closed_to: Instant,
    /// Less what had been counted of the step that was not over when it began.
    closed: HashMap<IntegrationId, StepCounts>,
}

impl Totals {
    /// What each integration of an account has brought up to what is committed now; those that brought nothing may be
    /// left out. The median clock skew is that of the last five minutes that are over.
    pub async fn of(
        &mut self,
        health: &Health,
        account: AccountId,
        now: Instant,
    ) -> Result<HashMap<IntegrationId, StepCounts>, StoreError> {
        let last_over = step_of(now) - STEP;
        // Whoever was not there at the first look began after it.
        let new_since = self.first_look.map(step_of);
        let closed_to = self.sums.get(&account).map(|sums| sums.closed_to).or(new_since);
        let from = closed_to.map_or(last_over, |closed_to| closed_to.min(last_over));
        let (open_step, steps) = health.brought_since(account, from).await?;
        let sums = self.sums.entry(account).or_insert_with(|| match new_since {
            Some(closed_to) => Sums { closed_to, closed: HashMap::new() },
            None => Sums::begin(open_step, &steps),
        });
        Ok(sums.take(open_step, last_over, &steps))
    }

    /// Everybody who is there at `now` was looked at.
    pub fn looked(&mut self, now: Instant) {
        self.first_look.get_or_insert(now);
    }
}

impl Sums {
    fn begin(open_step: Instant, steps: &[Step]) -> Self {
        let mut closed: HashMap<IntegrationId, StepCounts> = HashMap::new();
        for step in steps.iter().filter(|step| step.start == open_step) {
            tally::add(closed.entry(step.integration).or_default(), &step.counts, -1);
        }
        Self { closed_to: open_step, closed }
    }

    /// Goes on to the step that is not over now.
    fn take(&mut self, open_step: Instant, last_over: Instant, steps: &[Step]) -> HashMap<IntegrationId, StepCounts> {
        for step in steps.iter().filter(|step| (self.closed_to..open_step).contains(&step.start)) {
            tally::add(self.closed.entry(step.integration).or_default(), &step.counts, 1);
        }
        self.closed_to = self.closed_to.max(open_step);
        let mut totals = self.closed.clone();
        for step in steps {
            let total = totals.entry(step.integration).or_default();
            if step.start >= self.closed_to {
                tally::add(total, &step.counts, 1);
            }
            if step.start == last_over {
                total.median_skew = step.counts.median_skew;
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Span;

    fn step(minute: i64, accepted: i64) -> Step {
        let median_skew = Some(Span::from_secs(accepted));
        let counts = StepCounts { accepted, median_skew, ..StepCounts::default() };
        Step { integration: IntegrationId::new(uuid::Uuid::nil()), start: at(minute), counts }
    }

    fn at(minute: i64) -> Instant {
        Instant::from_secs(minute * 60)
    }

    fn taken(sums: &mut Sums, open: i64, last_over: i64, steps: &[Step]) -> (i64, Option<i64>) {
        let totals = sums.take(at(open), at(last_over), steps);
        let total = totals.values().next().copied().unwrap_or_default();
        (total.accepted, total.median_skew.map(Span::whole_secs))
    }

    #[test]
    fn totals_grow_from_the_first_look_on_through_steps_that_end() {
        let mut sums = Sums::begin(at(10), &[step(5, 100), step(10, 7)]);
        assert_eq!(taken(&mut sums, 10, 5, &[step(5, 100), step(10, 7)]), (0, Some(100)));
        assert_eq!(taken(&mut sums, 10, 5, &[step(5, 100), step(10, 9)]), (2, Some(100)));
        assert_eq!(taken(&mut sums, 15, 10, &[step(10, 12), step(15, 1)]), (6, Some(12)));
        assert_eq!(taken(&mut sums, 15, 10, &[step(10, 12), step(15, 4)]), (9, Some(12)));
        // Nothing arrives any more: the step stays open, and is over all the same.
        assert_eq!(taken(&mut sums, 15, 15, &[step(15, 4)]), (9, Some(4)));
        assert_eq!(taken(&mut sums, 15, 20, &[step(15, 4)]), (9, None));
    }

    #[test]
    fn of_several_steps_that_ended_between_two_looks_each_counts_once() {
        let mut sums = Sums::begin(at(0), &[]);
        assert_eq!(taken(&mut sums, 20, 15, &[step(0, 1), step(10, 2), step(20, 4)]), (7, None));
        assert_eq!(taken(&mut sums, 20, 15, &[step(20, 4)]), (7, None));
    }
}
