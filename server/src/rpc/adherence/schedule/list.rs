//! Lists the schedules of days.

use std::collections::BTreeSet;

use kadans_proto::v1::{ListScheduleRequest, ListScheduleResponse, ScheduleDay, ScheduleSegment};

use crate::{
    auth::caller::{Caller, UnitScope},
    domain::{calendar::Day, ids::PlanningUnitId},
    rpc::{
        adherence::person::read_day,
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
    },
    store::{
        Store,
        schedules::{self, DayFilter, StoredDay, StoredSegment},
    },
};

/// How many days after the first the last one may be.
const MOST_DAYS_AFTER: i32 = 31;

/// How many planning units or employees may be named.
const MOST_IDS: usize = 1_000;

pub(in crate::rpc) async fn list_schedule(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListScheduleRequest,
) -> Result<ListScheduleResponse, RpcError> {
    let mut reader = Reader::new();
    let asked: BTreeSet<PlanningUnitId> = ids(&mut reader, "planning_unit_ids", &request.planning_unit_ids);
    let employees = ids(&mut reader, "employee_ids", &request.employee_ids);
    let window = window(&mut reader, &request);
    let query = (&asked, &employees, &request.start_date, &request.end_date);
    let list = pages.list("ListSchedule", caller.account, &query);
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    let (first, last) = reader.finish_with(window)?;
    // What the caller does not see is not there.
    let units = match (&caller.units, asked.is_empty()) {
        (UnitScope::All, true) => None,
        (UnitScope::All, false) => Some(asked),
        (UnitScope::Only(visible), true) => Some(visible.clone()),
        (UnitScope::Only(visible), false) => Some(visible & &asked),
    };
    let employees = Some(employees).filter(|employees| !employees.is_empty());
    let filter = DayFilter { units, employees, first, last };
    let found = schedules::list(store, caller.account, &filter, &page).await?;
    Ok(ListScheduleResponse {
        next_page_token: list.token(found.next.as_ref()),
        days: found.rows.into_iter().map(render).collect(),
    })
}

fn ids<T: From<uuid::Uuid> + Ord>(reader: &mut Reader, field: &str, given: &[String]) -> BTreeSet<T> {
    if given.len() > MOST_IDS {
        reader.refuse(field, "TOO_MANY", format!("must be at most {MOST_IDS}"));
        return BTreeSet::new();
    }
    let given = given.iter().enumerate();
    given.filter_map(|(place, id)| reader.id(&format!("{field}[{place}]"), id)).collect()
}

fn window(reader: &mut Reader, request: &ListScheduleRequest) -> Option<(Day, Day)> {
    let first = day(reader, "start_date", &request.start_date);
    let last = day(reader, "end_date", &request.end_date);
    let (first, last) = (first?, last?);
    if last < first {
        reader.refuse("end_date", "BEFORE_START", "must not be before start_date");
        return None;
    }
    if last > first.plus_days(MOST_DAYS_AFTER) {
        let description = format!("must be at most {MOST_DAYS_AFTER} days after start_date");
        reader.refuse("end_date", "TOO_LONG", description);
        return None;
    }
    Some((first, last))
}

fn day(reader: &mut Reader, field: &str, given: &str) -> Option<Day> {
    let day = read_day(given);
    match day {
        Some(_) => {}
        None if given.is_empty() => reader.refuse(field, "REQUIRED", "must be given"),
        None => reader.refuse(field, "NOT_A_DATE", "must be a day as yyyy-mm-dd, e.g. 2026-03-02"),
    }
    day
}

fn render(day: StoredDay) -> ScheduleDay {
    ScheduleDay {
        employee_id: day.employee.to_string(),
        date: day.day.to_string(),
        segments: day.segments.into_iter().map(segment).collect(),
    }
}

fn segment(stored: StoredSegment) -> ScheduleSegment {
    ScheduleSegment {
        start_time: Some(timestamp(stored.start)),
        end_time: Some(timestamp(stored.end)),
        activity_id: stored.activity.to_string(),
    }
}
