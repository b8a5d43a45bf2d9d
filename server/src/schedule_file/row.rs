//! One row: a segment of somebody's schedule, or a day off.

use super::{
    faults::{Faults, RowFault},
    table::{Column, Table},
};
use crate::{
    csv_file::Record,
    domain::{
        calendar::{Day, LocalTime, Zone},
        ids::{ActivityId, EmployeeId},
        instant::Instant,
        schedule::LONGEST_SEGMENT,
    },
    store::schedules::{Names, StoredSegment},
};

/// What a row says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) employee: EmployeeId,
    /// The local day of the employee's planning unit.
    pub(super) day: Day,
    /// What is scheduled; none on a day off.
    pub(super) segment: Option<StoredSegment>,
}

/// Reads rows of a table.
pub(super) struct RowReader<'a> {
    pub(super) table: &'a Table,
    pub(super) names: &'a Names,
    pub(super) row: &'a Record,
    pub(super) faults: &'a mut Faults,
}

/// A point in time as a cell gives it.
enum Time {
    At(Instant),
    Local(LocalTime),
}

impl RowReader<'_> {
    /// What the row says; none if anything is wrong with it, which is noted.
    pub(super) fn read(mut self) -> Option<Said> {
        if self.table.is_too_wide(self.row) {
            let message = "has more cells than the header line: put texts that hold the separator in quotes";
            self.faults.extend([RowFault::new(self.row.line, "", "", "TOO_MANY_CELLS", message)]);
            return None;
        }
        let employee = self.employee();
        let date = self.date();
        let cells = [Column::Start, Column::End, Column::Activity].map(|column| self.cell(column));
        if cells.iter().all(|cell| cell.is_empty()) && !self.cell(Column::Date).is_empty() {
            return Some(Said { employee: employee?, day: date?, segment: None });
        }
        let zone = employee.and_then(|employee| self.names.person(employee)).map(|person| &person.zone);
        let start = self.time(Column::Start, zone);
        let end = self.time(Column::End, zone);
        let activity = self.activity();
        let (employee, zone, start, end) = (employee?, zone?, start?, end?);
        self.check_span(start, end)?;
        let day = self.day(start, zone)?;
        if date.is_some_and(|date| date != day) {
            let message = format!("is another day than {day}, on which the segment begins: leave it empty");
            self.refuse(Column::Date, "OTHER_DAY", message);
            return None;
        }
        Some(Said { employee, day, segment: Some(StoredSegment { start, end, activity: activity? }) })
    }

    fn cell(&self, column: Column) -> &str {
        self.table.cell(self.row, column)
    }

    fn refuse(&mut self, column: Column, reason: &'static str, message: impl Into<String>) {
        self.faults.extend([self.table.fault(self.row, column, reason, message)]);
    }

    fn employee(&mut self) -> Option<EmployeeId> {
        let called = self.cell(Column::Employee);
        if called.is_empty() {
            let message = "must name an employee by personnel number, e-mail address or name";
            self.refuse(Column::Employee, "REQUIRED", message);
            return None;
        }
        match self.names.employees(called) {
            [employee] => Some(*employee),
            [] => {
                let message = "is no employee whom you plan: give the personnel number, e-mail address or name as \
                               the employees' page shows it";
                self.refuse(Column::Employee, "UNKNOWN_EMPLOYEE", message);
                None
            }
            several => {
                let message = format!("means {} employees: give the personnel number or e-mail address", several.len());
                self.refuse(Column::Employee, "AMBIGUOUS_EMPLOYEE", message);
                None
            }
        }
    }

    fn date(&mut self) -> Option<Day> {
        let text = self.cell(Column::Date);
        if text.is_empty() {
            return None;
        }
        // A day is written as the date of a local time is.
        let day =
            text.parse::<Day>().ok().or_else(|| format!("{text} 00:00").parse::<LocalTime>().ok().map(LocalTime::day));
        if day.is_none() {
            self.refuse(Column::Date, "NOT_A_DATE", "must be a day as yyyy-mm-dd or dd/mm/yyyy");
        }
        day
    }

    fn time(&mut self, column: Column, zone: Option<&Zone>) -> Option<Instant> {
        let text = self.cell(column);
        if text.is_empty() {
            self.refuse(column, "REQUIRED", "must be given, unless the row is a day off: an employee and a date alone");
            return None;
        }
        let Some(time) = read_time(text) else {
            let message = "must be a time as yyyy-mm-dd hh:mm or dd/mm/yyyy hh:mm in the planning unit's time zone, or \
                           with an offset as 2026-03-02T08:00:00+01:00";
            self.refuse(column, "NOT_A_TIME", message);
            return None;
        };
        match time {
            Time::At(at) => Some(at),
            Time::Local(local) => {
                let zone = zone?;
                let at = zone.first(local);
                if at.is_none() {
                    let message = format!("does not exist in {zone}: the clocks are set forward over it");
                    self.refuse(column, "SKIPPED_TIME", message);
                }
                at
            }
        }
    }

    fn activity(&mut self) -> Option<ActivityId> {
        let called = self.cell(Column::Activity);
        if called.is_empty() {
            self.refuse(Column::Activity, "REQUIRED", "must name an activity");
            return None;
        }
        let activity = self.names.activity(called);
        match activity {
            Some(ActivityId::OFFLINE) => {
                self.refuse(Column::Activity, "NOT_SCHEDULABLE", "can't be scheduled: it is being logged out");
                None
            }
            Some(activity) => Some(activity),
            None => {
                let message = "is no activity of the account: create it, or correct the name";
                self.refuse(Column::Activity, "UNKNOWN_ACTIVITY", message);
                None
            }
        }
    }

    fn check_span(&mut self, start: Instant, end: Instant) -> Option<()> {
        if end <= start {
            self.refuse(Column::End, "NOT_AFTER_START", "must be later than the start");
        } else if end - start > LONGEST_SEGMENT {
            self.refuse(Column::End, "TOO_LONG", "must be at most 48 hours later than the start");
        } else {
            return Some(());
        }
        None
    }

    fn day(&mut self, start: Instant, zone: &Zone) -> Option<Day> {
        let day = zone.day_of(start);
        let holds = zone.day(day).is_some_and(|window| window.start() <= start && start < window.end());
        if !holds {
            self.refuse(Column::Start, "NOT_A_TIME", "must lie between the years 1900 and 2999");
        }
        holds.then_some(day)
    }
}

fn read_time(text: &str) -> Option<Time> {
    let local = text.parse().ok().map(Time::Local);
    local.or_else(|| text.parse().ok().map(Time::At))
}
