//! Cuts schedules into days anew, where people have come into another time zone.

use std::collections::{BTreeMap, HashMap};

use super::{NewDay, NewSegment, Place, StoredSegment, read::newest_days, write::insert};
use crate::{
    domain::{
        calendar::{Day, Zone},
        ids::EmployeeId,
    },
    store::{Numbered, StoreError},
};

/// Lets each segment of these employees belong to the local day of its start in `zone`. What is scheduled stays as it
/// is: only the day that an import would replace it with is another.
pub(crate) async fn recut(
    numbered: &Numbered<'_>,
    employees: &[EmployeeId],
    zone: &Zone,
    author: uuid::Uuid,
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (Day::from_ymd(1900, 1, 1), Day::from_ymd(2999, 12, 31)) else { return Ok(()) };
    let stored = newest_days(numbered.transaction, numbered.account, employees, first, last).await?;
    let mut by_employee: HashMap<EmployeeId, BTreeMap<Day, Vec<StoredSegment>>> = HashMap::new();
    for ((employee, day), segments) in stored {
        by_employee.entry(employee).or_default().insert(day, segments);
    }
    let changed = by_employee.into_iter().flat_map(|(employee, days)| {
        let changed = moved(&days, zone);
        changed.into_iter().map(move |(day, segments)| new_day(employee, day, segments))
    });
    insert(numbered, changed.collect(), author).await
}

/// The days that hold other segments when they are cut in `zone`.
fn moved(days: &BTreeMap<Day, Vec<StoredSegment>>, zone: &Zone) -> BTreeMap<Day, Vec<StoredSegment>> {
    let mut cut: BTreeMap<Day, Vec<StoredSegment>> = days.keys().map(|day| (*day, Vec::new())).collect();
    for segment in days.values().flatten() {
        cut.entry(zone.day_of(segment.start)).or_default().push(*segment);
    }
    cut.retain(|day, segments| days.get(day) != Some(segments));
    cut
}

fn new_day(employee: EmployeeId, day: Day, segments: Vec<StoredSegment>) -> NewDay {
    let place = Place { day: 0, segment: 0 };
    let segments = segments.into_iter().map(|segment| NewSegment { place, segment }).collect();
    NewDay { employee, day, segments }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{ids::ActivityId, instant::Span};

    fn segment(start: &str) -> StoredSegment {
        let start = start.parse().unwrap();
        StoredSegment { start, end: start + Span::from_hours(1), activity: ActivityId::new(Uuid::from_u128(9)) }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_segment_moves_whole_to_the_day_its_start_lies_in() {
        let (late, noon) = (segment("2026-03-02T23:30:00Z"), segment("2026-03-03T12:00:00Z"));
        let stored = BTreeMap::from([(day("2026-03-02"), vec![late]), (day("2026-03-03"), vec![noon])]);
        let madrid: Zone = "Europe/Madrid".parse().unwrap();
        let expected = BTreeMap::from([(day("2026-03-02"), vec![]), (day("2026-03-03"), vec![late, noon])]);
        assert_eq!(moved(&stored, &madrid), expected);
    }

    #[test]
    fn days_that_stay_as_they_are_are_not_stored_again() {
        let stored = BTreeMap::from([(day("2026-03-03"), vec![segment("2026-03-03T12:00:00Z")])]);
        assert_eq!(moved(&stored, &"Europe/Madrid".parse().unwrap()), BTreeMap::new());
    }
}
