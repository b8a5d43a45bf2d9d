//! Hands the planned shifts over as schedules, the way a planning system does.

use std::collections::BTreeMap;

use anyhow::Context as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kadans_proto::v1::{ImportScheduleRequest, ScheduleDay, ScheduleSegment};
use prost_types::Timestamp;

use super::super::desk::Desk;
use super::people::Person;
use super::plan::{Planner, Segment};
use super::setup::Ids;
use crate::domain::instant::Instant;

/// How many days go into one call.
const AT_A_TIME: usize = 1_000;
/// A shift may begin a day before or after the day it belongs to.
const REACH: i64 = 2;

/// Imports everybody's schedule of the local days from `first` to `last`.
pub(super) async fn import(
    desk: &mut Desk,
    planner: &Planner,
    zone: &TimeZone,
    people: &[Person],
    ids: &Ids,
    (first, last): (Date, Date),
) -> anyhow::Result<()> {
    let mut days = Vec::new();
    for person in people {
        let Some(employee_id) = ids.employees.get(&person.personnel_number) else { continue };
        for (date, segments) in by_day(planner, zone, person, first, last) {
            let segments = segments.iter().filter_map(|segment| wire(segment, ids)).collect();
            days.push(ScheduleDay { employee_id: employee_id.clone(), date: date.to_string(), segments });
        }
    }
    // The last days first: a shift that moved to a later day must have left the day before it is planned there anew.
    days.sort_by(|a, b| b.date.cmp(&a.date));
    for some in days.chunks(AT_A_TIME) {
        let request = ImportScheduleRequest { csv: Vec::new(), days: some.to_vec(), validate_only: false };
        desk.adherence.import_schedule(request).await.context("the schedules can't be imported")?;
    }
    Ok(())
}

/// The segments that begin in each of the days, in order of time; free days are empty.
fn by_day(
    planner: &Planner,
    zone: &TimeZone,
    person: &Person,
    first: Date,
    last: Date,
) -> BTreeMap<Date, Vec<Segment>> {
    let mut days: BTreeMap<Date, Vec<Segment>> =
        first.series(1.day()).take_while(|day| *day <= last).map(|day| (day, Vec::new())).collect();
    let (from, until) = (first.saturating_sub(REACH.days()), last.saturating_add(REACH.days()));
    for shift in planner.shifts(person.number, person.unit, from, until) {
        for segment in shift.segments {
            let date = segment.start.timestamp().to_zoned(zone.clone()).date();
            if let Some(day) = days.get_mut(&date) {
                day.push(segment);
            }
        }
    }
    days
}

fn wire(segment: &Segment, ids: &Ids) -> Option<ScheduleSegment> {
    Some(ScheduleSegment {
        start_time: Some(timestamp(segment.start)),
        end_time: Some(timestamp(segment.end)),
        activity_id: ids.activities.get(&segment.planned)?.clone(),
    })
}

/// Segments begin and end at full minutes.
const fn timestamp(at: Instant) -> Timestamp {
    Timestamp { seconds: at.floor_secs(), nanos: 0 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::catalogue::ZONE;
    use super::super::people::people;
    use super::*;
    use crate::domain::instant::Span;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// As the service demands it: each segment begins in its day, and none overlaps another one.
        #[test]
        fn the_days_of_everybody_are_valid_around_a_change_of_clocks(
            autumn: bool, hours in -60_i64..60, person in 0_usize..200,
        ) {
            let zone = TimeZone::get(ZONE).unwrap();
            let change = if autumn { date(2026, 10, 25) } else { date(2026, 3, 29) };
            let at = Instant::from(change.to_zoned(zone.clone()).unwrap().timestamp()) + Span::from_hours(hours);
            let planner = Planner::new(1, zone.clone(), vec![at]);
            let today = at.timestamp().to_zoned(zone.clone()).date();
            let (first, last) = (today.yesterday().unwrap(), today.tomorrow().unwrap());
            let days = by_day(&planner, &zone, &people(1)[person], first, last);
            assert_eq!(days.len(), 3);
            let mut free_from = Instant::MIN;
            for (date, segments) in days {
                for segment in segments {
                    assert_eq!(segment.start.timestamp().to_zoned(zone.clone()).date(), date);
                    assert!(free_from <= segment.start && segment.start < segment.end);
                    assert_eq!(segment.start.floor_secs() % 60, 0);
                    free_from = segment.end;
                }
            }
        }
    }
}
