//! The file as a table: columns by their names, rows with the lines they begin in.

use super::faults::{Faults, RowFault};
use crate::csv_file::{self, NotUtf8, Record};

/// The columns that mean something; others may be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Employee,
    Start,
    End,
    Activity,
    Date,
}

impl Column {
    const ALL: [Self; 5] = [Self::Employee, Self::Start, Self::End, Self::Activity, Self::Date];

    const fn name(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Start => "start",
            Self::End => "end",
            Self::Activity => "activity",
            Self::Date => "date",
        }
    }
}

/// A file that was taken apart.
#[derive(Debug)]
pub(super) struct Table {
    /// Where each column is, by its place in [`Column::ALL`], and how the header line writes it.
    columns: [Option<(usize, String)>; 5],
    width: usize,
    /// The rows but for the header line and those without any content.
    pub(super) rows: Vec<Record>,
}

impl Table {
    /// Takes a file apart. None if that can't be done, which is noted.
    pub(super) fn read(file: &[u8], faults: &mut Faults) -> Option<Self> {
        let mut records = match csv_file::records(file) {
            Ok(records) => records,
            Err(NotUtf8 { line }) => {
                faults.extend([RowFault::new(line, "", "", "NOT_UTF8", csv_file::NOT_UTF8)]);
                return None;
            }
        };
        let header = records.next();
        let Some(header) = header else {
            let message = "is empty: the first line must name the columns employee, start, end and activity";
            faults.extend([RowFault::new(0, "", "", "EMPTY_FILE", message)]);
            return None;
        };
        let columns = read_header(&header, faults)?;
        let rows = records.collect();
        Some(Self { columns, width: header.cells.len(), rows })
    }

    /// What stands in a column of a row; empty if there is no such column.
    pub(super) fn cell<'r>(&self, row: &'r Record, column: Column) -> &'r str {
        let place = self.columns[column as usize].as_ref().map(|(place, _)| *place);
        place.and_then(|place| row.cells.get(place)).unwrap_or_default()
    }

    /// A fault of a cell.
    pub(super) fn fault(
        &self,
        row: &Record,
        column: Column,
        reason: &'static str,
        message: impl Into<String>,
    ) -> RowFault {
        let name = self.columns[column as usize].as_ref().map_or(column.name(), |(_, name)| name);
        RowFault::new(row.line, name, self.cell(row, column), reason, message)
    }

    /// Whether a row has cells beyond the header line's.
    pub(super) fn is_too_wide(&self, row: &Record) -> bool {
        row.cells.iter().skip(self.width).any(|cell| !cell.is_empty())
    }
}

fn read_header(header: &Record, faults: &mut Faults) -> Option<[Option<(usize, String)>; 5]> {
    let mut broken = Vec::new();
    let columns = Column::ALL.map(|column| {
        let mut places = header.cells.iter().enumerate().filter(|(_, name)| name.to_lowercase() == column.name());
        let first = places.next().map(|(place, name)| (place, name.to_owned()));
        if let Some((_, again)) = places.next() {
            let message = "stands in the header line twice: leave one of the two out";
            broken.push(RowFault::new(header.line, again, again, "COLUMN_TWICE", message));
        }
        first
    });
    let [employee, start, end, activity, date] = columns.each_ref().map(Option::is_some);
    let has_segments = start && end && activity;
    let has_any_of_it = start || end || activity;
    if !employee {
        broken.push(missing(header, Column::Employee));
    }
    for (column, there) in [(Column::Start, start), (Column::End, end), (Column::Activity, activity)] {
        if !there && (has_any_of_it || !date) {
            broken.push(missing(header, column));
        }
    }
    let is_whole = broken.is_empty() && (has_segments || date);
    faults.extend(broken);
    is_whole.then_some(columns)
}

fn missing(header: &Record, column: Column) -> RowFault {
    let message = format!("is missing: the first line must name the column {:?}", column.name());
    RowFault::new(header.line, column.name(), "", "MISSING_COLUMN", message)
}
