//! CSV files as spreadsheets write them, taken apart into records with the lines they begin in.

use csv::{ReaderBuilder, StringRecord, Trim};

/// What a file that is not UTF-8 is told.
pub const NOT_UTF8: &str = "is not UTF-8: save the file as \"CSV UTF-8\"";

/// A record with something in it, its cells without white space around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line it begins in, from 1, as an editor counts.
    pub line: usize,
    /// What stands in it.
    pub cells: StringRecord,
}

/// The file is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not UTF-8")]
pub struct NotUtf8 {
    /// The first line that can't be read.
    pub line: usize,
}

/// Takes a file apart: separated by commas or semicolons, with or without a byte order mark. Spreadsheets leave records
/// of nothing but separators at the end; those are left out.
pub fn records(file: &[u8]) -> Result<impl Iterator<Item = Record>, NotUtf8> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let text = std::str::from_utf8(file)
        .map_err(|error| NotUtf8 { line: 1 + newlines(file.get(..error.valid_up_to()).unwrap_or_default()) })?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(file);
    let mut lines = Lines { file, at: 0, line: 1 };
    let records = std::iter::from_fn(move || {
        let (begin, mut cells) = (reader.position().byte(), StringRecord::new());
        // Every fault of the form is one of the content too: quotes that are not closed hold the rest of the file.
        let found = reader.read_record(&mut cells).unwrap_or(false);
        found.then(|| Record { line: lines.of(begin), cells })
    });
    Ok(records.filter(|record| record.cells.iter().any(|cell| !cell.is_empty())))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Vec<(usize, Vec<String>)> {
        let records = records(file.as_bytes()).unwrap();
        records.map(|record| (record.line, record.cells.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn either_separator_and_a_byte_order_mark_are_understood() {
        let expected = vec![(1, ["a", "b, c", "d"].map(str::to_owned).to_vec())];
        assert_eq!(read("a,\"b, c\",d\n"), expected);
        assert_eq!(read("\u{feff}a ;b, c;d\r\n"), expected);
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let read = read("h,i\r\n\r\n\"x\r\ny\",1\r\n,,\r\nlast,2");
        assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3, 6]);
    }

    #[test]
    fn what_is_not_utf8_is_told_with_its_line() {
        assert_eq!(records(b"name\nJos\xe9\nZo\xeb\n").map(Iterator::count), Err(NotUtf8 { line: 2 }));
    }
}
