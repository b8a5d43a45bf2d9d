//! The file as a table: columns by their names, rows with the lines they begin in.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::faults::{Faults, RowFault};

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
    pub(super) rows: Vec<Row>,
}

/// A row of the file.
#[derive(Debug)]
pub(super) struct Row {
    /// The line it begins in, from 1.
    pub(super) line: usize,
    cells: StringRecord,
}

impl Table {
    /// Takes a file apart. None if that can't be done, which is noted.
    pub(super) fn read(file: &[u8], faults: &mut Faults) -> Option<Self> {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let text = match std::str::from_utf8(file) {
            Ok(text) => text,
            Err(error) => {
                let line = 1 + newlines(file.get(..error.valid_up_to()).unwrap_or_default());
                let message = "is not UTF-8: save the file as \"CSV UTF-8\"";
                faults.extend([RowFault::new(line, "", "", "NOT_UTF8", message)]);
                return None;
            }
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(separator(text))
            .has_headers(false)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(file);
        let mut lines = Lines { file, at: 0, line: 1 };
        let mut records = std::iter::from_fn(|| {
            let (begin, mut cells) = (reader.position().byte(), StringRecord::new());
            // Every fault of the form is one of the content too: quotes that are not closed hold the rest of the file.
            let found = reader.read_record(&mut cells).unwrap_or(false);
            found.then(|| Row { line: lines.of(begin), cells })
        });
        let header = records.find(|row| !row.is_blank());
        let Some(header) = header else {
            let message = "is empty: the first line must name the columns employee, start, end and activity";
            faults.extend([RowFault::new(0, "", "", "EMPTY_FILE", message)]);
            return None;
        };
        let columns = read_header(&header, faults)?;
        let rows = records.filter(|row| !row.is_blank()).collect();
        Some(Self { columns, width: header.cells.len(), rows })
    }

    /// What stands in a column of a row; empty if there is no such column.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        let place = self.columns[column as usize].as_ref().map(|(place, _)| *place);
        place.and_then(|place| row.cells.get(place)).unwrap_or_default()
    }

    /// A fault of a cell.
    pub(super) fn fault(
        &self,
        row: &Row,
        column: Column,
        reason: &'static str,
        message: impl Into<String>,
    ) -> RowFault {
        let name = self.columns[column as usize].as_ref().map_or(column.name(), |(_, name)| name);
        RowFault::new(row.line, name, self.cell(row, column), reason, message)
    }

    /// Whether a row has cells beyond the header line's.
    pub(super) fn is_too_wide(&self, row: &Row) -> bool {
        row.cells.iter().skip(self.width).any(|cell| !cell.is_empty())
    }
}

impl Row {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(str::is_empty)
    }
}

fn read_header(header: &Row, faults: &mut Faults) -> Option<[Option<(usize, String)>; 5]> {
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
    for (column, there) in [(Column::Start, start), (Column::End, end), (Column::Activity, activity)] {
        if !there && (has_any_of_it || !date) {
            broken.push(missing(header, column));
        }
    }
    if !employee {
        broken.push(missing(header, Column::Employee));
    }
    let is_whole = broken.is_empty() && (has_segments || date);
    faults.extend(broken);
    is_whole.then_some(columns)
}

fn missing(header: &Row, column: Column) -> RowFault {
    let message = format!("is missing: the first line must name the column {:?}", column.name());
    RowFault::new(header.line, column.name(), "", "MISSING_COLUMN", message)
}

/// What separates the cells, by the first line with content: spreadsheets of much of Europe write semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| header.chars().filter(|c| *c == separator).count();
    if count(';') > count(',') { b';' } else { b',' }
}

fn newlines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// Counts lines along with the reader, whose own count does not know of the line ends before a record.
struct Lines<'f> {
    file: &'f [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that the reader looks for from this byte on.
    fn of(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        let line_ends = self.file.iter().skip(byte).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begin = byte.saturating_add(line_ends);
        self.line += newlines(self.file.get(self.at..begin).unwrap_or_default());
        self.at = begin;
        self.line
    }
}
