//! Reads a backup, line by line, and believes no line whose checksum is wrong.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
};

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::{FORMAT, Header, Line, TableSummary, hexadecimal};
use crate::store::backup::{BackupError, tables::Table};

/// Longer than any row: a line beyond it is no line of a backup.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// What a backup is made of.
pub(in crate::store::backup) enum Part<'r> {
    /// A table begins.
    Table(&'r Table),
    /// A row of it.
    Row(&'r Table, Vec<Json>),
    /// It has ended, and its checksum is right.
    End(TableSummary),
}

/// A backup that is being read.
pub(in crate::store::backup) struct Reader {
    path: PathBuf,
    file: BufReader<File>,
    header: Header,
    line: u64,
    /// Of everything so far.
    all: Sha256,
    tables: usize,
    table: Option<(Table, Sha256, u64)>,
    last: Table,
}

impl Reader {
    pub(in crate::store::backup) fn open(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(|cause| BackupError::Io { path: path.to_owned(), cause })?;
        let empty = Header { format: FORMAT, taken_at: String::new(), migrations: Vec::new() };
        let last = Table { name: String::new(), columns: Vec::new(), key: Vec::new() };
        let mut reader = Self {
            path: path.to_owned(),
            file: BufReader::new(file),
            header: empty,
            line: 0,
            all: Sha256::new(),
            tables: 0,
            table: None,
            last,
        };
        let line = reader.read_line()?;
        let Ok(Line::KadansBackup(header)) = serde_json::from_slice(&line) else {
            return Err(BackupError::NotABackup { path: path.to_owned() });
        };
        if header.format > FORMAT {
            return Err(BackupError::Newer { what: format!("format {}", header.format) });
        }
        reader.all.update(&line);
        reader.header = header;
        Ok(reader)
    }

    /// What the backup is of.
    pub(in crate::store::backup) fn header(&self) -> &Header {
        &self.header
    }

    /// The next part; none at the end, once it is clear that nothing is missing.
    pub(in crate::store::backup) fn next(&mut self) -> Result<Option<Part<'_>>, BackupError> {
        let line = self.read_line()?;
        if line.starts_with(b"[") {
            return self.row(&line).map(Some);
        }
        let parsed = serde_json::from_slice(&line).map_err(|_| self.damaged("it can't be read"))?;
        if let Line::Checksum { tables, sha256 } = parsed {
            return self.checksum(tables, &sha256).map(|()| None);
        }
        self.all.update(&line);
        match parsed {
            Line::Table(table) if self.table.is_none() => {
                self.tables += 1;
                self.last = table.clone();
                self.table = Some((table, Sha256::new(), 0));
                Ok(Some(Part::Table(&self.last)))
            }
            Line::End(summary) => {
                let Some((table, digest, rows)) = self.table.take() else {
                    return Err(self.damaged("a table ends that did not begin"));
                };
                let found = TableSummary { name: table.name, rows, sha256: hexadecimal(&digest.finalize()) };
                if found != summary {
                    return Err(self.damaged(&format!("the checksum of the table {} is wrong", summary.name)));
                }
                Ok(Some(Part::End(summary)))
            }
            _ => Err(self.damaged("it is not in its place")),
        }
    }

    fn row(&mut self, line: &[u8]) -> Result<Part<'_>, BackupError> {
        let row: Vec<Json> = serde_json::from_slice(line).map_err(|_| self.damaged("a row can't be read"))?;
        self.all.update(line);
        let Some((table, digest, rows)) = &mut self.table else {
            return Err(self.damaged("a row is in no table"));
        };
        digest.update(line);
        *rows += 1;
        if row.len() != table.columns.len() {
            return Err(self.damaged("a row has not as many values as its table has columns"));
        }
        Ok(Part::Row(&self.last, row))
    }

    fn checksum(&mut self, tables: usize, sha256: &str) -> Result<(), BackupError> {
        let found = hexadecimal(&std::mem::take(&mut self.all).finalize());
        if self.table.is_some() || tables != self.tables || found != sha256 {
            return Err(self.damaged("the checksum of the file is wrong"));
        }
        match self.file.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => Err(self.damaged("something follows the end")),
            Err(cause) => Err(BackupError::Io { path: self.path.clone(), cause }),
        }
    }

    /// The next line, with its end.
    fn read_line(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut line = Vec::new();
        let read = self.file.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        read.map_err(|cause| BackupError::Io { path: self.path.clone(), cause })?;
        self.line += 1;
        match line.last() {
            Some(b'\n') => Ok(line),
            // Not even a first line: it never was one.
            _ if self.line == 1 => Err(BackupError::NotABackup { path: self.path.clone() }),
            Some(_) => Err(self.damaged("the line is cut off")),
            None => Err(self.damaged("it is cut off: its end is missing")),
        }
    }

    fn damaged(&self, problem: &str) -> BackupError {
        BackupError::Damaged { path: self.path.clone(), line: self.line, problem: problem.to_owned() }
    }
}
