//! Schedules as a file (CSV): read row by row, with every fault named, and taken over all or nothing. For the service
//! and for the command line alike.

mod days;
mod faults;
mod row;
mod table;

use std::collections::BTreeSet;

pub use faults::RowFault;

use days::Days;
use faults::Faults;
use table::Table;

use crate::{
    domain::ids::PlanningUnitId,
    store::{
        Store, StoreError,
        audit::Author,
        schedules::{self, Clash, Other},
    },
};

/// The largest file.
pub const LARGEST_FILE: usize = 3 * 1024 * 1024;

/// How many rows a file may have besides the header line.
pub const MOST_ROWS: usize = 50_000;

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many days of employees were replaced or were new.
    pub days: usize,
    /// How many segments they hold.
    pub segments: usize,
    /// Whose schedules were replaced.
    pub employees: usize,
    /// What is wrong, by line. With any of it nothing is taken over and nothing is counted.
    pub faults: Vec<RowFault>,
    /// How much more is wrong that is not listed.
    pub unlisted: usize,
}

/// Why a file is not even read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It has too many bytes.
    #[error("must be at most 3 MiB: import it in several parts")]
    TooLarge,
    /// It has too many rows.
    #[error("must have at most {MOST_ROWS} rows: import it in several parts")]
    TooManyRows,
    /// The store did not answer as it should.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes a file over into the author's account: for the days on which rows of an employee begin, what was stored is
/// replaced. Only employees of `units` may be named, if they are given. With `only_check` nothing is changed.
pub async fn import(
    store: &Store,
    file: &[u8],
    units: Option<&BTreeSet<PlanningUnitId>>,
    only_check: bool,
    by: Author,
) -> Result<Imported, FileError> {
    if file.len() > LARGEST_FILE {
        return Err(FileError::TooLarge);
    }
    let mut faults = Faults::default();
    let Some(table) = Table::read(file, &mut faults) else { return Ok(faults.into_imported()) };
    if table.rows.len() > MOST_ROWS {
        return Err(FileError::TooManyRows);
    }
    let names = schedules::names(store, by.account, units).await?;
    let days = Days::read(&table, &names, &mut faults);
    let imported = Imported {
        days: days.list.len(),
        segments: days.list.iter().map(|day| day.segments.len()).sum(),
        employees: days.list.iter().map(|day| day.employee).collect::<BTreeSet<_>>().len(),
        ..Imported::default()
    };
    let clashes = if faults.is_empty() && !only_check {
        schedules::import(store, days.list, by).await?
    } else {
        schedules::check(store, by.account, &days.list).await?
    };
    for clash in &clashes {
        let fault = fault_of(clash, &table, &days.people, &names);
        faults.extend(fault);
    }
    Ok(if faults.is_empty() { imported } else { faults.into_imported() })
}

/// A clash, told at the row that comes later in the file.
fn fault_of(clash: &Clash, table: &Table, people: &days::PeopleByRow, names: &schedules::Names) -> Option<RowFault> {
    let row = table.rows.get(clash.place.day)?;
    let zone = &names.person(*people.get(&clash.place.day)?)?.zone;
    let (other, segment) = match clash.with {
        Other::Given(place, segment) => (format!("the segment of line {}", table.rows.get(place.day)?.line), segment),
        Other::Stored(segment) => ("a segment stored before, of a day that is not in the file".to_owned(), segment),
    };
    let (start, end) = (zone.local(segment.start), zone.local(segment.end));
    let message = format!("overlaps {other}, which lasts from {start} to {end}: correct one of the two");
    Some(table.fault(row, table::Column::Start, "OVERLAP", message))
}
