//! The days of an import request.

use std::collections::{HashMap, HashSet};

use kadans_proto::v1::{ImportScheduleResponse, ScheduleDay, ScheduleSegment};

use super::count;
use crate::{
    auth::caller::Caller,
    domain::{
        calendar::{Day, Zone},
        ids::{ActivityId, EmployeeId, PlanningUnitId},
        instant::Instant,
        schedule::LONGEST_SEGMENT,
    },
    rpc::{
        adherence::{
            limited::Violations,
            person::read_day,
            scope::{self, visible},
        },
        error::RpcError,
        read,
    },
    store::{
        Store,
        facts::Facts,
        schedules::{self, Clash, NewDay, NewSegment, Other, Place, StoredSegment},
    },
};

const MOST_DAYS: usize = 5_000;

/// Replaces these days, all of them or none.
pub(super) async fn import(
    store: &Store,
    caller: &Caller,
    given: &[ScheduleDay],
    validate_only: bool,
) -> Result<ImportScheduleResponse, RpcError> {
    if given.len() > MOST_DAYS {
        let description = format!("must be at most {MOST_DAYS} days: import them in several parts");
        return Err(RpcError::field("days", "TOO_MANY", description));
    }
    let facts = store.facts(caller.account).await?;
    let mut import = Import::new(&facts, caller)?;
    let days = import.read(given);
    let mut violations = import.violations;
    let employees: HashSet<EmployeeId> = days.iter().map(|day| day.employee).collect();
    let response = ImportScheduleResponse {
        day_count: count(days.len()),
        segment_count: count(days.iter().map(|day| day.segments.len()).sum()),
        employee_count: count(employees.len()),
        row_errors: Vec::new(),
    };
    let clashes = if violations.is_empty() && !validate_only {
        schedules::import(store, days, caller.author()).await?
    } else {
        schedules::check(store, caller.account, &days).await?
    };
    for clash in &clashes {
        refuse_clash(&mut violations, clash);
    }
    violations.finish("days")?;
    Ok(response)
}

/// Reads the days of a request.
struct Import<'a> {
    facts: &'a Facts,
    caller: &'a Caller,
    zones: HashMap<PlanningUnitId, Zone>,
    violations: Violations,
}

impl<'a> Import<'a> {
    fn new(facts: &'a Facts, caller: &'a Caller) -> Result<Self, RpcError> {
        let zones = facts.units.iter().map(|(id, unit)| Ok((*id, scope::zone(unit)?)));
        let zones = zones.collect::<Result<_, RpcError>>()?;
        Ok(Self { facts, caller, zones, violations: Violations::default() })
    }

    /// The days as far as they can be read; what can't be is noted.
    fn read(&mut self, given: &[ScheduleDay]) -> Vec<NewDay> {
        let mut places: HashMap<(EmployeeId, Day), usize> = HashMap::new();
        let mut days = Vec::with_capacity(given.len());
        for (place, day) in given.iter().enumerate() {
            let read = self.read_day(place, day);
            if let Some(read) = read {
                match places.get(&(read.employee, read.day)) {
                    None => {
                        places.insert((read.employee, read.day), place);
                        days.push(read);
                    }
                    Some(first) => {
                        let description = format!("is the same person and day as days[{first}]: give each once");
                        self.violations.refuse(format!("days[{place}]"), "GIVEN_TWICE", description);
                    }
                }
            }
        }
        days
    }

    fn read_day(&mut self, place: usize, given: &ScheduleDay) -> Option<NewDay> {
        let employee = EmployeeId::new(given.employee_id.parse().unwrap_or_default());
        // Foreign, absent, and out of the caller's sight: nobody can tell which.
        let person = visible(self.facts, self.caller, employee);
        if person.is_none() {
            let field = format!("days[{place}].employee_id");
            self.violations.refuse(field, "UNKNOWN_EMPLOYEE", "must be the id of an employee whom you plan");
        }
        let day = read_day(&given.date);
        if day.is_none() {
            let description = "must be a day as yyyy-mm-dd, e.g. 2026-03-02";
            self.violations.refuse(format!("days[{place}].date"), "NOT_A_DATE", description);
        }
        let zone = person.and_then(|(person, _)| self.zones.get(&person.unit)).cloned();
        let mut segments = Vec::with_capacity(given.segments.len());
        for (segment, given) in given.segments.iter().enumerate() {
            let place = Place { day: place, segment };
            let read = self.read_segment(place, given);
            if let (Some(read), Some(day), Some(zone)) = (read, day, &zone) {
                self.check_day(place, &read, day, zone);
                segments.push(NewSegment { place, segment: read });
            }
        }
        person.and(day).map(|day| NewDay { employee, day, segments })
    }

    fn read_segment(&mut self, place: Place, given: &ScheduleSegment) -> Option<StoredSegment> {
        let path = path(place);
        let start = self.read_time(format!("{path}.start_time"), given.start_time);
        let end = self.read_time(format!("{path}.end_time"), given.end_time);
        let activity = self.read_activity(format!("{path}.activity_id"), &given.activity_id);
        let (start, end) = (start?, end?);
        if end <= start {
            self.violations.refuse(format!("{path}.end_time"), "NOT_AFTER_START", "must be later than start_time");
            return None;
        }
        if end - start > LONGEST_SEGMENT {
            let description = "must be at most 48 hours later than start_time";
            self.violations.refuse(format!("{path}.end_time"), "TOO_LONG", description);
            return None;
        }
        Some(StoredSegment { start, end, activity: activity? })
    }

    fn read_time(&mut self, field: String, given: Option<prost_types::Timestamp>) -> Option<Instant> {
        let time = given.and_then(read::instant);
        if time.is_none() {
            self.violations.refuse(field, "NOT_A_TIME", "must be a time between the years 1 and 9999");
        }
        time
    }

    fn read_activity(&mut self, field: String, given: &str) -> Option<ActivityId> {
        let activity: Option<ActivityId> = given.parse().ok();
        if activity == Some(ActivityId::OFFLINE) {
            self.violations.refuse(
                field,
                "NOT_SCHEDULABLE",
                "must not be Offline: being logged out can't be scheduled",
            );
            return None;
        }
        let known = activity.filter(|activity| {
            self.facts.activities.contains_key(activity) && !self.facts.deleted_activities.contains(activity)
        });
        if known.is_none() {
            self.violations.refuse(field, "UNKNOWN_ACTIVITY", "must be the id of an activity of the account");
        }
        known
    }

    fn check_day(&mut self, place: Place, segment: &StoredSegment, day: Day, zone: &Zone) {
        let begins = zone.day_of(segment.start);
        if begins != day {
            let description = format!("must lie in {day}, but in the time zone {zone} it lies in {begins}");
            self.violations.refuse(format!("{}.start_time", path(place)), "OTHER_DAY", description);
        }
    }
}

fn path(place: Place) -> String {
    format!("days[{}].segments[{}]", place.day, place.segment)
}

fn refuse_clash(violations: &mut Violations, clash: &Clash) {
    let (other, segment) = match clash.with {
        Other::Given(place, segment) => (path(place), segment),
        Other::Stored(segment) => ("a segment of a day stored before".to_owned(), segment),
    };
    let description = format!("overlaps {other}, which lasts from {} to {}", segment.start, segment.end);
    violations.refuse(path(clash.place), "OVERLAP", description);
}
