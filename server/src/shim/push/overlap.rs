//! Stretches of one agent that overlap: the longer one starts where the shorter ends. One without an end is longer than
//! any that has one.

use std::collections::HashMap;

/// A stretch of an agent, as it stands in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch<'b> {
    pub(super) agent: &'b str,
    pub(super) activity: &'b str,
    /// Microseconds since 1970.
    pub(super) start: i64,
    /// None if it goes on until something else begins.
    pub(super) end: Option<i64>,
}

impl Stretch<'_> {
    /// None if it has no end.
    fn length(&self) -> Option<i64> {
        Some(self.end?.saturating_sub(self.start))
    }
}

/// Where each stretch starts once none of an agent overlap, as it is known at `now`; none if nothing is left of it. Of
/// two as long as each other the one that comes later in the body gives way. The same stretch twice is left as it is: it
/// is a repetition.
pub(super) fn starts(stretches: &[Stretch<'_>], now: i64) -> Vec<Option<i64>> {
    let mut starts: Vec<Option<i64>> = stretches.iter().map(|stretch| Some(stretch.start)).collect();
    let mut by_agent: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, stretch) in stretches.iter().enumerate() {
        by_agent.entry(stretch.agent).or_default().push(place);
    }
    for places in by_agent.into_values() {
        let (mut closed, open): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|place| stretches.get(*place).is_some_and(|stretch| stretch.end.is_some()));
        closed.sort_by_key(|place| stretches.get(*place).and_then(Stretch::length));
        let mut settled: Vec<Settled<'_>> = Vec::new();
        for place in closed {
            let (Some(stretch), Some(start)) = (stretches.get(place), starts.get_mut(place)) else { continue };
            let Some(end) = stretch.end else { continue };
            *start = after_shorter(stretch, end, &settled);
            settled.extend(start.map(|start| Settled { stretch, start, end }));
        }
        let begins: Vec<i64> = open.iter().filter_map(|place| Some(stretches.get(*place)?.start)).collect();
        for place in open {
            let (Some(stretch), Some(start)) = (stretches.get(place), starts.get_mut(place)) else { continue };
            // One without an end lasts until the next one of these begins.
            let end = begins.iter().copied().filter(|begin| *begin > stretch.start).min().unwrap_or(i64::MAX);
            // What goes on now is what the shorter one says, and what comes after its end is not known yet; of one that
            // the next one without an end cuts off, what lay before the shorter one is all there is.
            let moved = after_shorter(stretch, end, &settled).filter(|moved| *moved <= now);
            *start = Some(moved.unwrap_or(stretch.start));
        }
    }
    starts
}

/// A stretch whose place is settled.
struct Settled<'s> {
    stretch: &'s Stretch<'s>,
    start: i64,
    end: i64,
}

/// Where a stretch starts beside those that go before it; none if nothing is left of it.
fn after_shorter(stretch: &Stretch<'_>, end: i64, settled: &[Settled<'_>]) -> Option<i64> {
    let mut start = stretch.start;
    loop {
        let others = settled.iter().filter(|other| other.stretch != stretch);
        let overlapping = others.filter(|other| other.start < end && start < other.end);
        match overlapping.map(|other| other.end).max() {
            None => return Some(start),
            Some(ends) if ends < end => start = ends,
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 200;

    fn stretch(activity: &'static str, start: i64, end: i64) -> Stretch<'static> {
        Stretch { agent: "ana", activity, start, end: Some(end) }
    }

    fn open(activity: &'static str, start: i64) -> Stretch<'static> {
        Stretch { agent: "ana", activity, start, end: None }
    }

    fn starts(stretches: &[Stretch<'_>]) -> Vec<Option<i64>> {
        super::starts(stretches, NOW)
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

    #[test]
    fn one_without_an_end_is_the_longer_one_and_goes_on_where_the_shorter_ends() {
        assert_eq!(starts(&[open("work", 0), stretch("break", 40, 50)]), [Some(50), Some(40)]);
        assert_eq!(starts(&[stretch("break", 40, 50), open("work", 45)]), [Some(40), Some(50)]);
        assert_eq!(
            starts(&[stretch("break", 40, 50), stretch("lunch", 60, 70), open("work", 0)]),
            [Some(40), Some(60), Some(70)]
        );
        assert_eq!(starts(&[open("work", 50), stretch("break", 40, 50)]), [Some(50), Some(40)]);
    }

    #[test]
    fn of_those_without_an_end_each_lasts_until_the_next_and_the_last_one_goes_on() {
        assert_eq!(starts(&[open("call", 0), open("mail", 10)]), [Some(0), Some(10)]);
        assert_eq!(
            starts(&[open("call", 0), stretch("break", 40, 50), open("mail", 45)]),
            [Some(0), Some(40), Some(50)]
        );
        assert_eq!(
            starts(&[open("call", 0), stretch("break", 40, 50), open("mail", 60)]),
            [Some(50), Some(40), Some(60)]
        );
    }

    #[test]
    fn one_without_an_end_stays_where_it_is_while_the_shorter_one_goes_on() {
        assert_eq!(starts(&[open("work", 0), stretch("break", 190, 210)]), [Some(0), Some(190)]);
    }
}
