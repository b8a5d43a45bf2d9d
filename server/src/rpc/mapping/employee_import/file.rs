//! Reads the CSV file: its columns, and the form of each value.

use std::collections::HashMap;

use csv::StringRecord;

use crate::{
    csv_file::{self, NotUtf8},
    rpc::{
        error::RpcError,
        mapping::employees::{LONGEST_NAME, LONGEST_NUMBER, read_email},
        read::Reader,
    },
    store::employee_import::{ImportRow, RowFault},
};

const COLUMNS: [&str; 7] =
    ["name", "planning_unit", "personnel_number", "email", "groups", "integration", "external_user"];
const REQUIRED: [&str; 2] = ["name", "planning_unit"];
const MOST_ROWS: usize = 10_000;
const LONGEST_IDENTIFIER: usize = 200;
/// Between several groups or external users in one cell.
const SEPARATOR: char = '|';

/// What a file says, as far as it can be read.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) rows: Vec<ImportRow>,
    pub(super) faults: Vec<RowFault>,
}

/// Reads a file. With a header that can't be read there are no rows.
pub(super) fn read(csv: &[u8]) -> File {
    let mut records = match csv_file::records(csv) {
        Ok(records) => records.map(|record| (u32::try_from(record.line).unwrap_or(u32::MAX), record.cells)),
        Err(NotUtf8 { line }) => {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            return of_fault(fault(line, "", "", "NOT_UTF8", csv_file::NOT_UTF8.to_owned()));
        }
    };
    let Some((line, header)) = records.next() else {
        return of_fault(fault(0, "", "", "EMPTY", "is empty: begin with a header line".to_owned()));
    };
    let columns = match read_header(line, &header) {
        Ok(columns) => columns,
        Err(faults) => return File { rows: Vec::new(), faults },
    };
    let mut file = File::default();
    for (line, record) in records {
        if file.rows.len() == MOST_ROWS {
            let message = format!("has more than {MOST_ROWS} rows: import it in several parts");
            return of_fault(fault(0, "", "", "TOO_MANY_ROWS", message));
        }
        file.read_row(line, &columns, header.len(), &record);
    }
    file
}

fn of_fault(fault: RowFault) -> File {
    File { rows: Vec::new(), faults: vec![fault] }
}

fn fault(line: u32, column: &str, value: &str, reason: &'static str, message: String) -> RowFault {
    RowFault { line, column: column.to_owned(), value: value.to_owned(), reason, message }
}

/// Finds each column's place.
fn read_header(line: u32, header: &StringRecord) -> Result<HashMap<&'static str, usize>, Vec<RowFault>> {
    let mut columns = HashMap::new();
    let mut faults = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let wanted = name.trim().to_lowercase().replace([' ', '-'], "_");
        match COLUMNS.into_iter().find(|column| *column == wanted) {
            None => {
                let message = format!("is not a column of this import: use {}", COLUMNS.join(", "));
                faults.push(fault(line, name.trim(), name, "UNKNOWN_COLUMN", message));
            }
            Some(column) => {
                if columns.insert(column, place).is_some() {
                    faults.push(fault(line, column, name, "DUPLICATE", "is there twice: keep one".to_owned()));
                }
            }
        }
    }
    for column in REQUIRED.into_iter().filter(|column| !columns.contains_key(column)) {
        let message = format!("is missing: add a column {column}");
        faults.push(fault(line, column, "", "MISSING_COLUMN", message));
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

impl File {
    fn read_row(&mut self, line: u32, columns: &HashMap<&'static str, usize>, cells: usize, record: &StringRecord) {
        if record.len() != cells {
            let message = format!("has {} cells, the header has {cells}: quote cells with separators", record.len());
            self.faults.push(fault(line, "", "", "WRONG_CELL_COUNT", message));
            return;
        }
        let cell = |column| columns.get(column).and_then(|place| record.get(*place)).map(str::trim);
        let list = |column| cell(column).map(split);
        let mut reader = Reader::new();
        let row = ImportRow {
            line,
            name: reader.text("name", cell("name").unwrap_or_default(), LONGEST_NAME),
            planning_unit: cell("planning_unit").unwrap_or_default().to_owned(),
            personnel_number: cell("personnel_number")
                .map(|number| reader.optional_text("personnel_number", number, LONGEST_NUMBER)),
            email: cell("email").map(|email| read_email(&mut reader, "email", email)),
            groups: list("groups"),
            integration: cell("integration").unwrap_or_default().to_owned(),
            external_users: list("external_user").unwrap_or_default(),
        };
        for identifier in &row.external_users {
            reader.text("external_user", identifier, LONGEST_IDENTIFIER);
        }
        match reader.finish() {
            Ok(()) => self.rows.push(row),
            Err(RpcError::Invalid(violations)) => self.faults.extend(violations.into_iter().map(|violation| {
                let place = columns.get(violation.field.as_str());
                let value = place.and_then(|place| record.get(*place)).unwrap_or_default().trim();
                fault(line, &violation.field, value, violation.reason, violation.description)
            })),
            // A reader refuses fields and nothing else.
            Err(_) => {}
        }
    }
}

fn split(cell: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for part in cell.split(SEPARATOR).map(str::trim).filter(|part| !part.is_empty()) {
        if !parts.iter().any(|known| known == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(csv: &str) -> Vec<(u32, String, &'static str)> {
        read(csv.as_bytes()).faults.into_iter().map(|fault| (fault.line, fault.column, fault.reason)).collect()
    }

    #[test]
    fn a_file_is_read_with_either_separator_and_a_byte_order_mark() {
        let comma = read("name,planning_unit,groups\n\"Ana, A.\",Sales,a| b |a\n".as_bytes());
        let semicolon = read("\u{feff}Name;Planning unit;Groups\r\nAna, A.;Sales;a|b\r\n".as_bytes());
        assert!(comma.faults.is_empty() && semicolon.faults.is_empty());
        assert_eq!(comma.rows, semicolon.rows);
        let [row] = comma.rows.as_slice() else { panic!("one row") };
        assert_eq!((row.line, row.name.as_str(), row.planning_unit.as_str()), (2, "Ana, A.", "Sales"));
        assert_eq!(row.groups, Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!((row.email.as_ref(), row.external_users.len()), (None, 0));
    }

    #[test]
    fn a_file_in_another_encoding_is_one_fault_that_says_so() {
        let latin = b"name,planning_unit\nJos\xe9,Sales\nZo\xeb,Sales\n";
        let file = read(latin);
        let [fault] = file.faults.as_slice() else { panic!("one fault") };
        assert_eq!((fault.line, fault.reason), (2, "NOT_UTF8"));
        assert!(file.rows.is_empty());
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let csv = "name,planning_unit,email\r\n\r\n\"Ana\r\nA.\",Sales,x@y.example\r\n,,\r\nBen,Sales,b\r\n";
        assert_eq!(told(csv), [(3, "name".to_owned(), "CONTROL_CHARACTER"), (6, "email".to_owned(), "NOT_AN_EMAIL")]);
    }

    #[test]
    fn everything_wrong_with_the_header_is_told_at_once() {
        let wrong = told("name,name,phone\nAna,Ana,1\n");
        let wrong: Vec<_> = wrong.iter().map(|(line, column, reason)| (*line, column.as_str(), *reason)).collect();
        let expected =
            [(1, "name", "DUPLICATE"), (1, "phone", "UNKNOWN_COLUMN"), (1, "planning_unit", "MISSING_COLUMN")];
        assert_eq!(wrong, expected);
        assert_eq!(told(""), [(0, String::new(), "EMPTY")]);
    }

    #[test]
    fn a_row_with_more_or_fewer_cells_than_the_header_is_refused() {
        let csv = "name,planning_unit\nAna\nBen,Sales,b\nCy,Sales\n";
        assert_eq!(told(csv).iter().map(|fault| fault.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(read(csv.as_bytes()).rows.len(), 1);
    }

    #[test]
    fn too_many_rows_are_one_fault() {
        let csv = format!("name,planning_unit\n{}", "Ana,Sales\n".repeat(MOST_ROWS + 1));
        assert_eq!(told(&csv), [(0, String::new(), "TOO_MANY_ROWS")]);
        let csv = format!("name,planning_unit\n{}", "Ana,Sales\n".repeat(MOST_ROWS));
        assert_eq!(read(csv.as_bytes()).rows.len(), MOST_ROWS);
    }
}
