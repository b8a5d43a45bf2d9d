//! Schedules: what a person should be doing when.

use super::activity::Activity;
use super::calendar::{Day, Zone};
use super::instant::{Instant, Span};
use super::window::Window;

/// The longest segment a schedule may have, so that those that reach into a window are found by their day.
pub const LONGEST_SEGMENT: Span = Span::from_hours(48);

/// A stretch of a schedule: one activity from a start to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// When.
    pub window: Window,
    /// What, working or leave.
    pub activity: Activity,
}

impl Segment {
    /// Whether it belongs, whole, to that local day: whether it starts in it.
    #[must_use]
    pub fn belongs_to(&self, day: Day, zone: &Zone) -> bool {
        zone.day_of(self.window.start()) == day
    }
}

/// Two segments of one person that share time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The place, in the list that was given, of the one that starts first.
    pub earlier: usize,
    /// The place of the other one.
    pub later: usize,
    /// The time they share.
    pub shared: Window,
}

/// A list of segments that is no schedule because some overlap.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} segments of the schedule overlap another one", .overlaps.len())]
pub struct OverlappingSegments {
    /// Every pair that shares time.
    pub overlaps: Vec<Overlap>,
}

/// The segments of one person, in order of time, none overlapping another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    segments: Vec<Segment>,
}

impl Schedule {
    /// A schedule of these segments, given in any order.
    ///
    /// # Errors
    /// [`OverlappingSegments`] with every pair that overlaps, by the places in `segments`.
    pub fn new(mut segments: Vec<Segment>) -> Result<Self, OverlappingSegments> {
        let overlaps = overlaps(&segments);
        if !overlaps.is_empty() {
            return Err(OverlappingSegments { overlaps });
        }
        segments.sort_unstable_by_key(|segment| segment.window.start());
        Ok(Self { segments })
    }

    /// The segments, in order of time.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The segment that holds `at`, working or leave.
    #[must_use]
    pub fn at(&self, at: Instant) -> Option<&Segment> {
        self.from(at).first().filter(|segment| segment.window.contains(at))
    }

    /// The next start or end of a segment after `at`.
    #[must_use]
    pub fn next_edge(&self, at: Instant) -> Option<Instant> {
        let window = self.from(at).first()?.window;
        Some(if window.start() > at { window.start() } else { window.end() })
    }

    /// The segments that touch `window`, whole: for a person's timeline.
    pub fn touching(&self, window: Window) -> impl Iterator<Item = &Segment> {
        self.from(window.start()).iter().take_while(move |segment| segment.window.start() < window.end())
    }

    /// The stretches scheduled in working types, adjacent segments joined.
    #[must_use]
    pub fn working_stretches(&self) -> Vec<Window> {
        let mut stretches: Vec<Window> = Vec::new();
        for segment in self.segments.iter().filter(|s| s.activity.is_working()) {
            match stretches.last_mut() {
                Some(last) if last.end() == segment.window.start() => {
                    *last = last.joined(segment.window);
                }
                _ => stretches.push(segment.window),
            }
        }
        stretches
    }

    /// The segments that have not ended at `at`.
    fn from(&self, at: Instant) -> &[Segment] {
        let ended = self.segments.partition_point(|segment| segment.window.end() <= at);
        self.segments.get(ended..).unwrap_or_default()
    }
}

/// Every pair of segments that shares time, by their places in the list.
#[must_use]
pub fn overlaps(segments: &[Segment]) -> Vec<Overlap> {
    let mut by_start: Vec<(usize, Window)> = segments.iter().map(|s| s.window).enumerate().collect();
    by_start.sort_by_key(|(_, window)| window.start());
    let mut found = Vec::new();
    for (place, (earlier, first)) in by_start.iter().enumerate() {
        for (later, second) in by_start.iter().skip(place + 1) {
            let Some(shared) = first.intersection(*second) else {
                break;
            };
            found.push(Overlap { earlier: *earlier, later: *later, shared });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::ActivityType;
    use crate::domain::ids::ActivityId;

    fn segment(start: &str, end: &str) -> Segment {
        let at = |time| format!("2026-03-02T{time}:00Z").parse().unwrap();
        Segment { window: Window::new(at(start), at(end)).unwrap(), activity: Activity::PRESENT }
    }

    #[test]
    fn every_overlap_is_reported_with_the_two_that_share_time() {
        let segments = vec![segment("12:00", "13:00"), segment("08:00", "12:30"), segment("09:00", "10:00")];
        let refused = Schedule::new(segments).unwrap_err();
        let pairs: Vec<_> = refused.overlaps.iter().map(|overlap| (overlap.earlier, overlap.later)).collect();
        assert_eq!(pairs, [(1, 2), (1, 0)]);
        assert_eq!(refused.overlaps[1].shared, segment("12:00", "12:30").window);
    }

    #[test]
    fn segments_that_touch_do_not_overlap() {
        let schedule = Schedule::new(vec![segment("09:00", "10:00"), segment("08:00", "09:00")]);
        assert_eq!(schedule.unwrap().segments().len(), 2);
    }

    #[test]
    fn the_edges_come_one_after_the_other() {
        let schedule = Schedule::new(vec![segment("08:00", "09:00"), segment("10:00", "11:00")]).unwrap();
        let mut at = "2026-03-02T00:00:00Z".parse().unwrap();
        let mut edges = Vec::new();
        while let Some(edge) = schedule.next_edge(at) {
            edges.push(edge.to_string()[11..16].to_owned());
            at = edge;
        }
        assert_eq!(edges, ["08:00", "09:00", "10:00", "11:00"]);
    }

    #[test]
    fn a_night_shift_belongs_to_the_local_day_it_starts_in() {
        let zone: Zone = "Europe/Madrid".parse().unwrap();
        let night = segment("22:30", "23:30");
        let second = zone.day_of("2026-03-02T10:00:00Z".parse().unwrap());
        assert!(night.belongs_to(second, &zone));
        let late = segment("23:00", "23:30");
        assert!(!late.belongs_to(second, &zone));
    }

    #[test]
    fn leave_is_no_working_stretch_and_touching_segments_are_one() {
        let mut vacation = segment("10:00", "11:00");
        vacation.activity = Activity::new(ActivityId::PRESENT, ActivityType::Vacation);
        let schedule = Schedule::new(vec![segment("08:00", "09:00"), segment("09:00", "10:00"), vacation]).unwrap();
        assert_eq!(schedule.working_stretches(), [segment("08:00", "10:00").window]);
    }
}
