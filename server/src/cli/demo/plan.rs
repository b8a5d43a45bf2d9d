//! The demo's shifts: whenever it starts, most people are at work.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use rand::RngExt;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha8Rng;

use super::catalogue::{Planned, Unit};
use crate::domain::instant::{Instant, Span};
use crate::odigo::simulator::dice;
use crate::odigo::simulator::plan::{NotAShift, Part, Shift};

/// Shifts begin at full quarters of an hour, and their parts last some of them.
const QUARTER: i8 = 15;
/// What is left of a shift is worth coming for from this length on.
const WORTHWHILE: Span = Span::from_hours(1);

/// A stretch of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) start: Instant,
    pub(super) end: Instant,
    pub(super) planned: Planned,
}

/// A planned shift or a day of leave: segments that follow on one another, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlannedShift {
    pub(super) segments: Vec<Segment>,
}

impl PlannedShift {
    pub(super) fn start(&self) -> Instant {
        self.segments.first().map_or(Instant::MIN, |segment| segment.start)
    }

    pub(super) fn end(&self) -> Instant {
        self.segments.last().map_or(Instant::MIN, |segment| segment.end)
    }

    /// What an agent has to do; none on leave.
    pub(super) fn work(&self) -> Option<Result<Shift, NotAShift>> {
        let part = |segment: &Segment| {
            segment.planned.doing().map(|doing| Part { start: segment.start, end: segment.end, doing })
        };
        self.segments.iter().map(part).collect::<Option<Vec<Part>>>().map(Shift::new)
    }

    /// What is left of it from `from` on, if that is worthwhile.
    fn rest_from(mut self, from: Instant) -> Option<Self> {
        self.segments.retain(|segment| segment.end > from);
        if let Some(first) = self.segments.first_mut() {
            first.start = first.start.max(from);
        }
        (self.end() - self.start() >= WORTHWHILE).then_some(self)
    }
}

/// Plans everybody's shifts. Each start of the demo that finds too few people at work anchors the shifts anew at its own
/// time of day; what began before stays as it was.
#[derive(Clone, Debug)]
pub(super) struct Planner {
    seed: u64,
    zone: TimeZone,
    anchors: Vec<Instant>,
}

impl Planner {
    /// A planner with anchors in order of time.
    pub(super) const fn new(seed: u64, zone: TimeZone, anchors: Vec<Instant>) -> Self {
        Self { seed, zone, anchors }
    }

    /// The shifts of a person that belong to the days from `first` to `last`, in order of time. A shift belongs to the
    /// day of its anchor, from which it may begin up to 16 hours earlier or later.
    pub(super) fn shifts(&self, person: u64, unit: Unit, first: Date, last: Date) -> Vec<PlannedShift> {
        let mut shifts: Vec<PlannedShift> = Vec::new();
        for (at, anchor) in self.anchors.iter().enumerate() {
            let anchored = self.anchored(person, unit, *anchor, first, last);
            shifts = if at == 0 { anchored } else { splice(shifts, anchored, *anchor) };
        }
        shifts.retain(|shift| self.begin() <= shift.start());
        shifts
    }

    /// When the first shift may begin: with the local day before the first start, from which on everything is known.
    pub(super) fn begin(&self) -> Instant {
        let first = self.anchors.first().map(|anchor| self.local(*anchor).date().saturating_sub(1.days()));
        let midnight = first.and_then(|day| day.to_zoned(self.zone.clone()).ok());
        midnight.map_or(Instant::MIN, |midnight| midnight.timestamp().into())
    }

    fn anchored(&self, person: u64, unit: Unit, anchor: Instant, first: Date, last: Date) -> Vec<PlannedShift> {
        let mut own = dice(self.seed, person, 0);
        let offset = offset(&mut own);
        let leave = leave(&mut own);
        let part_time = own.random_bool(0.2);
        let time_of_day = self.local(anchor).time();
        let days = first.series(1.day()).take_while(|day| *day <= last);
        let mut shifts = Vec::new();
        for day in days {
            let start = day.to_datetime(time_of_day).saturating_add(offset.minutes());
            let minute = start.minute() / QUARTER * QUARTER;
            let start = start.with().minute(minute).second(0).subsec_nanosecond(0).build();
            let Ok(start) = start.and_then(|start| start.to_zoned(self.zone.clone())) else { continue };
            let start = Instant::from(start.timestamp());
            let mut dice = dice(self.seed, person, days_since_epoch(day));
            let blocks = match leave {
                Some(leave) => vec![(8 * 60, leave)],
                None if dice.random_bool(0.07) => continue,
                None => blocks(unit, part_time, &mut dice),
            };
            shifts.push(PlannedShift { segments: lay_out(start, blocks) });
        }
        shifts
    }

    fn local(&self, at: Instant) -> Zoned {
        at.timestamp().to_zoned(self.zone.clone())
    }
}

/// Dice of a day must not be those of the person: days are counted from far before 1970.
fn days_since_epoch(day: Date) -> u64 {
    let days = (day - jiff::civil::date(0, 1, 1)).get_days();
    u64::try_from(days).unwrap_or(0) + 1
}

/// When the shift begins, in minutes from the anchor: most are in the middle of it then.
fn offset(dice: &mut ChaCha8Rng) -> i64 {
    if dice.random_bool(0.85) { -dice.random_range(15..=435) } else { dice.random_range(30..=720) }
}

/// One in twelve is on leave.
fn leave(dice: &mut ChaCha8Rng) -> Option<Planned> {
    match dice.random_range(0..100) {
        0..4 => Some(Planned::Vacation),
        4..7 => Some(Planned::Illness),
        7 => Some(Planned::Absence),
        _ => None,
    }
}

/// The parts of a shift in minutes.
fn blocks(unit: Unit, part_time: bool, dice: &mut ChaCha8Rng) -> Vec<(i64, Planned)> {
    let mixture = unit.work();
    let mut work = || mixture.choose(dice).copied().unwrap_or(Planned::Calls);
    let (first, second, third, fourth, fifth) = (work(), work(), work(), work(), work());
    let quarters = |dice: &mut ChaCha8Rng, least: i64, most: i64| dice.random_range(least..=most) * i64::from(QUARTER);
    let until_break = quarters(dice, 5, 8);
    if part_time {
        return vec![(until_break, first), (15, Planned::Break), (300 - until_break - 15, second)];
    }
    let lunch = quarters(dice, 2, 3);
    let until_meeting = quarters(dice, 3, 5);
    let other = match dice.random_range(0..10) {
        0..3 => (30, Planned::Meeting),
        3..5 => (60, Planned::Training),
        _ => (45, Planned::Email),
    };
    let until_lunch = 210 - until_break;
    let before_break = 45;
    let rest = 480 - (until_break + 15 + until_lunch + lunch + until_meeting + other.0 + before_break + 15);
    vec![
        (until_break, first),
        (15, Planned::Break),
        (until_lunch, second),
        (lunch, Planned::Lunch),
        (until_meeting, third),
        other,
        (before_break, fourth),
        (15, Planned::Break),
        (rest, fifth),
    ]
}

/// Segments one after the other; neighbours for the same are one.
fn lay_out(start: Instant, blocks: Vec<(i64, Planned)>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::with_capacity(blocks.len());
    let mut begin = start;
    for (minutes, planned) in blocks {
        let end = begin + Span::from_minutes(minutes);
        match segments.last_mut() {
            Some(last) if last.planned == planned => last.end = end,
            _ => segments.push(Segment { start: begin, end, planned }),
        }
        begin = end;
    }
    segments
}

/// The shifts that began before `at`, then the new ones. Who is not at work then comes at once, if there is a new shift
/// going on.
fn splice(before: Vec<PlannedShift>, new: Vec<PlannedShift>, at: Instant) -> Vec<PlannedShift> {
    let mut shifts: Vec<PlannedShift> = before.into_iter().filter(|shift| shift.start() < at).collect();
    let at = Instant::from_secs(at.floor_secs().div_euclid(300) * 300);
    let free_from = shifts.last().map_or(Instant::MIN, PlannedShift::end);
    for shift in new {
        let rest = if free_from <= at { shift.rest_from(at) } else { Some(shift) };
        shifts.extend(rest.filter(|rest| rest.start() >= free_from && rest.start() >= at));
    }
    shifts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn madrid() -> TimeZone {
        TimeZone::get(super::super::catalogue::ZONE).unwrap()
    }

    fn on_day(at: Instant) -> Date {
        at.timestamp().to_zoned(madrid()).date()
    }

    fn around(at: Instant) -> (Date, Date) {
        let today = on_day(at);
        (today.saturating_sub(2.days()), today.saturating_add(3.days()))
    }

    fn share_at_work(planner: &Planner, at: Instant) -> usize {
        let (first, last) = around(at);
        let working = |person: &u64| {
            let shifts = planner.shifts(*person, Unit::Service, first, last);
            let mut now = shifts.iter().filter(|shift| shift.start() <= at && at < shift.end());
            now.any(|shift| shift.work().is_some())
        };
        (0..200).filter(working).count() / 2
    }

    fn assert_valid(shifts: &[PlannedShift]) {
        let mut free_from = Instant::MIN;
        for shift in shifts {
            assert!(shift.start() >= free_from, "{shift:?} overlaps the one before");
            let segments = &shift.segments;
            assert!(segments.iter().all(|segment| segment.start < segment.end), "{shift:?}");
            let mut neighbours = segments.iter().zip(segments.iter().skip(1));
            assert!(neighbours.all(|(a, b)| a.end == b.start), "{shift:?}");
            assert!(shift.work().is_none_or(|work| work.is_ok()));
            free_from = shift.end();
        }
    }

    /// Any instant of some years, half of them on the two days of a year on which clocks change.
    fn instants() -> impl Strategy<Value = Instant> {
        let any = 1_700_000_000_i64..1_900_000_000;
        let change = prop::sample::select(vec![date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)]);
        let on_change = (change, 0_i64..25 * 3600)
            .prop_map(|(day, seconds)| day.to_zoned(madrid()).unwrap().timestamp().as_second() + seconds);
        prop_oneof![any, on_change].prop_map(Instant::from_secs)
    }

    proptest! {
        #[test]
        fn shifts_never_overlap_whenever_the_demo_starts(seed in 0_u64..1_000, at in instants(), person in 0_u16..400) {
            let planner = Planner::new(seed, madrid(), vec![at]);
            let (first, last) = around(at);
            assert_valid(&planner.shifts(person.into(), Unit::of(person.into()), first, last));
        }

        #[test]
        fn shifts_never_overlap_after_starting_again_at_other_times(
            at in instants(),
            hours in prop::collection::vec(1_i64..40, 1..4),
            person in 0_u64..400,
        ) {
            let mut anchors = vec![at];
            for hours in hours {
                let last = anchors.last().copied().unwrap_or(at);
                anchors.push(last + Span::from_hours(hours) + Span::from_secs(123));
            }
            let (first, _) = around(at);
            let (_, last) = around(anchors.last().copied().unwrap_or(at));
            let planner = Planner::new(1, madrid(), anchors.clone());
            let shifts = planner.shifts(person, Unit::Support, first, last);
            assert_valid(&shifts);
            // What began before the newest anchor is what it was without it.
            let newest = anchors.pop().unwrap_or(at);
            let began = |shifts: &[PlannedShift]| {
                let began = shifts.iter().filter(|shift| shift.start() < newest - Span::from_minutes(5));
                began.cloned().collect::<Vec<_>>()
            };
            let before = Planner::new(1, madrid(), anchors).shifts(person, Unit::Support, first, last);
            assert_eq!(began(&shifts), began(&before));
        }
    }

    #[test]
    fn whenever_the_demo_starts_most_people_are_at_work() {
        for hour in 0..24 {
            let at = Instant::from_secs(1_700_000_000 + hour * 3_600 + 777);
            let share = share_at_work(&Planner::new(1, madrid(), vec![at]), at);
            assert!((55..90).contains(&share), "{share} % at {at}");
        }
    }

    #[test]
    fn starting_again_at_another_time_of_day_brings_people_to_work() {
        let first = Instant::from_secs(1_700_000_000);
        let again = first + Span::from_hours(11);
        let share = share_at_work(&Planner::new(1, madrid(), vec![first, again]), again);
        assert!(share >= 50, "{share} %");
    }

    #[test]
    fn a_full_shift_lasts_eight_hours_and_has_a_meal() {
        let mut dice = dice(1, 1, 1);
        for _ in 0..200 {
            let blocks = blocks(Unit::Support, false, &mut dice);
            assert_eq!(blocks.iter().map(|(minutes, _)| minutes).sum::<i64>(), 480);
            assert!(blocks.iter().all(|(minutes, _)| *minutes > 0), "{blocks:?}");
            assert!(blocks.iter().any(|(_, planned)| *planned == Planned::Lunch));
        }
    }
}
