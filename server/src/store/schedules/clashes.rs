//! Segments that overlap another one of the same person: in their own day, or in a day nearby.

use std::collections::{HashMap, HashSet};

use super::{NewDay, Place, StoredSegment};
use crate::domain::{calendar::Day, ids::EmployeeId};

/// A given segment that overlaps another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Where the segment was given.
    pub place: Place,
    /// What it overlaps.
    pub with: Other,
}

/// What a given segment overlaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A segment that was given before it.
    Given(Place, StoredSegment),
    /// A stored segment of a day that was not given.
    Stored(StoredSegment),
}

/// The given segments that overlap one another or a stored one, in the order they were given. Stored days that are
/// given anew do not count.
pub(super) fn find(given: &[NewDay], stored: &HashMap<(EmployeeId, Day), Vec<StoredSegment>>) -> Vec<Clash> {
    let replaced: HashSet<(EmployeeId, Day)> = given.iter().map(|day| (day.employee, day.day)).collect();
    let mut by_employee: HashMap<EmployeeId, Vec<(StoredSegment, Option<Place>)>> = HashMap::new();
    for day in given {
        let segments = day.segments.iter().map(|new| (new.segment, Some(new.place)));
        by_employee.entry(day.employee).or_default().extend(segments);
    }
    for ((employee, _), segments) in stored.iter().filter(|(day, _)| !replaced.contains(day)) {
        if let Some(all) = by_employee.get_mut(employee) {
            all.extend(segments.iter().map(|segment| (*segment, None)));
        }
    }
    let mut clashes: Vec<Clash> = by_employee.into_values().flat_map(of_employee).collect();
    clashes.sort_unstable_by_key(|clash| clash.place);
    clashes
}

/// Compares each segment with the one before it that lasts longest: finds a clash wherever there is one, in time that
/// grows with the segments and not with their pairs.
fn of_employee(mut segments: Vec<(StoredSegment, Option<Place>)>) -> Vec<Clash> {
    segments.sort_unstable_by_key(|(segment, place)| (segment.start, *place));
    let mut clashes = Vec::new();
    let mut longest: Option<(StoredSegment, Option<Place>)> = None;
    for (segment, place) in segments {
        if let Some((before, before_place)) = longest
            && segment.start < before.end
        {
            clashes.extend(clash((before, before_place), (segment, place)));
        }
        if longest.is_none_or(|(before, _)| segment.end > before.end) {
            longest = Some((segment, place));
        }
    }
    clashes
}

/// Told at the segment that was given later; none if both are stored.
fn clash(one: (StoredSegment, Option<Place>), other: (StoredSegment, Option<Place>)) -> Option<Clash> {
    let (first, last) = if one.1 <= other.1 { (one, other) } else { (other, one) };
    let with = match first {
        (segment, Some(place)) => Other::Given(place, segment),
        (segment, None) => Other::Stored(segment),
    };
    Some(Clash { place: last.1?, with })
}
