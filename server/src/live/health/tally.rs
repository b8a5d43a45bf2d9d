//! What an integration brought in the step that is not over.

use std::collections::BTreeMap;

use crate::{
    domain::{instant::Span, novelty::Novelty},
    store::health::StepCounts,
};

/// Skews up to this are kept to the millisecond, larger ones to the second: so few different ones can be there.
const EXACT_TO: i64 = 60_000;

/// Counts that grow.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: StepCounts,
    /// How many states had each skew, in milliseconds.
    skews: BTreeMap<i64, i64>,
}

impl Tally {
    /// A notification with duplicates and items set aside.
    pub(super) fn arrive(&mut self, duplicates: i64, set_aside: i64) {
        self.counts.duplicates += duplicates;
        self.counts.quarantined += set_aside;
    }

    /// A state, with its receipt less sent time, if it came with a time.
    pub(super) fn accept(&mut self, novelty: Novelty, skew: Option<Span>) {
        self.counts.accepted += 1;
        self.counts.refreshes += i64::from(novelty == Novelty::Refresh);
        self.counts.late += i64::from(novelty == Novelty::Late);
        if let Some(skew) = skew {
            let milliseconds = skew.micros().div_euclid(1_000);
            let large = milliseconds.abs() > EXACT_TO;
            let kept = if large { milliseconds.div_euclid(1_000) * 1_000 } else { milliseconds };
            *self.skews.entry(kept).or_default() += 1;
            self.counts.timed += 1;
        }
    }

    /// What was counted.
    pub(super) fn counts(&self) -> StepCounts {
        let median = median(&self.skews);
        StepCounts { median_skew: median.map(|milliseconds| Span::from_micros(milliseconds * 1_000)), ..self.counts }
    }
}

/// The sums of steps; the median is that of the steps' medians, each as often as any other: what was kept back and came
/// at once says nothing of the clock.
pub(super) fn total<'s>(steps: impl IntoIterator<Item = &'s StepCounts>) -> StepCounts {
    let mut total = StepCounts::default();
    let mut medians: BTreeMap<i64, i64> = BTreeMap::new();
    for step in steps {
        add(&mut total, step, 1);
        if let Some(skew) = step.median_skew {
            *medians.entry(skew.micros()).or_default() += 1;
        }
    }
    total.median_skew = median(&medians).map(Span::from_micros);
    total
}

/// Adds counts to others that many times; medians do not add up.
pub(super) fn add(total: &mut StepCounts, counts: &StepCounts, times: i64) {
    total.accepted += counts.accepted * times;
    total.duplicates += counts.duplicates * times;
    total.refreshes += counts.refreshes * times;
    total.late += counts.late * times;
    total.quarantined += counts.quarantined * times;
    total.timed += counts.timed * times;
}

/// The lower median of values, each with how often it is there.
fn median(values: &BTreeMap<i64, i64>) -> Option<i64> {
    let count: i64 = values.values().sum();
    let mut passed = 0;
    let middle = values.iter().find(|(_, times)| {
        passed += **times;
        passed * 2 >= count
    });
    middle.map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(skews: &[i64]) -> Tally {
        let mut tally = Tally::default();
        for skew in skews {
            tally.accept(Novelty::New, Some(Span::from_micros(skew * 1_000)));
        }
        tally
    }

    #[test]
    fn the_median_skew_is_that_of_the_state_in_the_middle() {
        let median = |skews: &[i64]| tally(skews).counts().median_skew.map(|skew| skew.micros() / 1_000);
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[700]), Some(700));
        assert_eq!(median(&[90, -3, 20]), Some(20));
        assert_eq!(median(&[1, 2, 3, 4]), Some(2));
        assert_eq!(median(&[3_600_001, 3_600_002]), Some(3_600_000));
    }

    #[test]
    fn steps_add_up() {
        let mut first = tally(&[10, 10, 10]);
        first.arrive(2, 1);
        first.accept(Novelty::Late, None);
        let mut second = tally(&[500]);
        second.accept(Novelty::Refresh, None);
        let total = total([&first.counts(), &second.counts()]);
        assert_eq!((total.accepted, total.duplicates, total.refreshes), (6, 2, 1));
        assert_eq!((total.late, total.quarantined, total.timed), (1, 1, 4));
        assert_eq!(total.median_skew, Some(Span::from_micros(10_000)));
    }

    #[test]
    fn many_states_that_were_kept_back_and_came_at_once_do_not_move_the_median_of_a_day() {
        let kept_back = tally(&[7_200_000; 100]).counts();
        let (usual, also_usual) = (tally(&[20]).counts(), tally(&[30, 30]).counts());
        let total = total([&kept_back, &usual, &also_usual]);
        assert_eq!(total.median_skew, Some(Span::from_micros(30_000)));
    }
}
