//! The rows of a file, gathered into the days they replace.

use std::collections::{BTreeMap, HashMap};

use super::{
    faults::{Faults, RowFault},
    row::{RowReader, Said},
    table::Table,
};
use crate::{
    domain::{calendar::Day, ids::EmployeeId},
    store::schedules::{Names, NewDay, NewSegment, Place},
};

/// Whom each row with a segment is about, by its place in the table.
pub(super) type PeopleByRow = HashMap<usize, EmployeeId>;

/// The days of a file. A segment's place in it is the row's in the table.
#[derive(Debug, Default)]
pub(super) struct Days {
    pub(super) list: Vec<NewDay>,
    pub(super) people: PeopleByRow,
}

/// What the rows so far say of a day.
#[derive(Default)]
struct Gathered {
    /// The line that says that it is a day off.
    off: Option<usize>,
    /// The line of the first segment.
    first: Option<usize>,
    segments: Vec<NewSegment>,
}

impl Days {
    /// The days as far as the rows can be read; what can't be is noted.
    pub(super) fn read(table: &Table, names: &Names, faults: &mut Faults) -> Self {
        let mut gathered: BTreeMap<(EmployeeId, Day), Gathered> = BTreeMap::new();
        let mut people = PeopleByRow::new();
        for (place, row) in table.rows.iter().enumerate() {
            let Some(said) = (RowReader { table, names, row, faults }).read() else { continue };
            let Said { employee, day, segment } = said;
            let of_day = gathered.entry((employee, day)).or_default();
            match segment {
                None => of_day.off = of_day.off.or(Some(row.line)),
                Some(segment) => {
                    of_day.first = of_day.first.or(Some(row.line));
                    of_day.segments.push(NewSegment { place: Place { day: place, segment: 0 }, segment });
                    people.insert(place, employee);
                }
            }
        }
        for ((_, day), of_day) in &gathered {
            if let (Some(off), Some(first)) = (of_day.off, of_day.first) {
                let message = if off < first {
                    format!("line {off} says that {day} is a day off: leave one of the two out")
                } else {
                    format!("line {first} schedules something on {day}, so it is no day off: leave one of the two out")
                };
                faults.extend([RowFault::new(off.max(first), "", "", "DAY_OFF", message)]);
            }
        }
        let list =
            gathered.into_iter().map(|((employee, day), of_day)| NewDay { employee, day, segments: of_day.segments });
        Self { list: list.collect(), people }
    }
}
