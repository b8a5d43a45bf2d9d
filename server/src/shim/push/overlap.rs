//! Stretches of one agent that overlap: the longer one starts where the shorter ends.

use std::collections::HashMap;

/// A stretch of an agent, as it stands in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch<'b> {
    pub(super) agent: &'b str,
    pub(super) activity: &'b str,
    /// Microseconds since 1970.
    pub(super) start: i64,
    pub(super) end: i64,
}

/// Where each stretch starts once none of an agent overlap; none if nothing is left of it. Of two as long as each other
/// the one that comes later in the body gives way. The same stretch twice is left as it is: it is a repetition.
pub(super) fn starts(stretches: &[Stretch<'_>]) -> Vec<Option<i64>> {
    let mut starts: Vec<Option<i64>> = stretches.iter().map(|stretch| Some(stretch.start)).collect();
    let mut by_agent: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, stretch) in stretches.iter().enumerate() {
        by_agent.entry(stretch.agent).or_default().push(place);
    }
    for mut places in by_agent.into_values() {
        let length = |place: &usize| stretches.get(*place).map_or(0, |stretch| stretch.end - stretch.start);
        places.sort_by_key(length);
        let mut settled: Vec<(&Stretch<'_>, i64)> = Vec::new();
        for place in places {
            let (Some(stretch), Some(start)) = (stretches.get(place), starts.get_mut(place)) else { continue };
            match after_shorter(stretch, &settled) {
                Some(moved) => {
                    *start = Some(moved);
                    settled.push((stretch, moved));
                }
                None => *start = None,
            }
        }
    }
    starts
}

/// Where a stretch starts beside those that go before it.
fn after_shorter(stretch: &Stretch<'_>, settled: &[(&Stretch<'_>, i64)]) -> Option<i64> {
    let mut start = stretch.start;
    loop {
        let others = settled.iter().filter(|(other, _)| *other != stretch);
        let overlapping = others.filter(|(other, began)| *began < stretch.end && start < other.end);
        match overlapping.map(|(other, _)| other.end).max() {
            None => return Some(start),
            Some(end) if end < stretch.end => start = end,
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(activity: &'static str, start: i64, end: i64) -> Stretch<'static> {
        Stretch { agent: "ana", activity, start, end }
    }

    #[test]
    fn the_longer_of_two_that_overlap_starts_where_the_shorter_ends() {
        assert_eq!(starts(&[stretch("work", 0, 100), stretch("break", 40, 50)]), [Some(50), Some(40)]);
        assert_eq!(starts(&[stretch("break", 40, 50), stretch("work", 45, 100)]), [Some(40), Some(50)]);
    }

    #[test]
    fn three_that_overlap_give_way_one_after_the_other() {
        let three = [stretch("shift", 0, 100), stretch("work", 20, 60), stretch("break", 30, 40)];
        assert_eq!(starts(&three), [Some(60), Some(40), Some(30)]);
    }

    #[test]
    fn nothing_is_left_of_one_whose_end_a_shorter_one_covers() {
        assert_eq!(starts(&[stretch("work", 0, 50), stretch("break", 40, 60)]), [None, Some(40)]);
        assert_eq!(starts(&[stretch("work", 0, 50), stretch("break", 0, 50)]), [Some(0), None]);
    }

    #[test]
    fn what_does_not_overlap_or_is_another_agents_stays_and_so_does_a_repetition() {
        let other = Stretch { agent: "ben", ..stretch("break", 10, 20) };
        let stretches = [stretch("work", 0, 100), other, stretch("break", 100, 110), stretch("work", 0, 100)];
        assert_eq!(starts(&stretches), [Some(0), Some(10), Some(100), Some(0)]);
    }
}
