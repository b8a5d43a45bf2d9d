//! Writes a backup beside its place, and puts it there once it is whole and on disk.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::{FORMAT, Header, Line, TableSummary, hexadecimal};
use crate::store::backup::{BackupError, tables::Table};

/// A backup that is being written. Dropped before its end, it leaves nothing behind.
pub(in crate::store::backup) struct Writer {
    path: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
    all: Sha256,
    table: Sha256,
    tables: Vec<TableSummary>,
}

impl Writer {
    pub(in crate::store::backup) fn create(
        path: &Path,
        taken_at: String,
        migrations: Vec<String>,
    ) -> Result<Self, BackupError> {
        let mut partial = path.as_os_str().to_owned();
        partial.push(format!(".{}.partial", std::process::id()));
        let partial = PathBuf::from(partial);
        // It holds what the database holds: it is for its owner alone.
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial);
        let file = BufWriter::new(file.map_err(|cause| BackupError::Io { path: partial.clone(), cause })?);
        let mut writer =
            Self { path: path.to_owned(), partial, file, all: Sha256::new(), table: Sha256::new(), tables: Vec::new() };
        writer.line(&Line::KadansBackup(Header { format: FORMAT, taken_at, migrations }))?;
        Ok(writer)
    }

    /// Begins a table.
    pub(in crate::store::backup) fn begin(&mut self, table: &Table) -> Result<(), BackupError> {
        self.table = Sha256::new();
        self.tables.push(TableSummary { name: table.name.clone(), rows: 0, sha256: String::new() });
        self.line(&Line::Table(table.clone()))
    }

    /// Writes a row of the table that was begun.
    pub(in crate::store::backup) fn row(&mut self, row: &[Json]) -> Result<(), BackupError> {
        let line = line(row);
        self.table.update(&line);
        if let Some(table) = self.tables.last_mut() {
            table.rows += 1;
        }
        self.write(&line)
    }

    /// Ends the table.
    pub(in crate::store::backup) fn end(&mut self) -> Result<(), BackupError> {
        let sha256 = hexadecimal(&std::mem::take(&mut self.table).finalize());
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.sha256 = sha256;
        let end = Line::End(table.clone());
        self.line(&end)
    }

    /// Puts the file into its place, in one step, once it is on disk.
    pub(in crate::store::backup) fn finish(mut self) -> Result<Vec<TableSummary>, BackupError> {
        let sha256 = hexadecimal(&std::mem::take(&mut self.all).finalize());
        self.line(&Line::Checksum { tables: self.tables.len(), sha256 })?;
        self.put_into_place().map_err(|cause| BackupError::Io { path: self.path.clone(), cause })?;
        Ok(std::mem::take(&mut self.tables))
    }

    fn put_into_place(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.partial, &self.path)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }

    fn line(&mut self, content: &Line) -> Result<(), BackupError> {
        let line = line(content);
        self.write(&line)
    }

    fn write(&mut self, line: &[u8]) -> Result<(), BackupError> {
        self.all.update(line);
        self.file.write_all(line).map_err(|cause| BackupError::Io { path: self.partial.clone(), cause })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // After the end it is not there any more.
        let _ = fs::remove_file(&self.partial);
    }
}

fn line(content: &(impl serde::Serialize + ?Sized)) -> Vec<u8> {
    let mut line = serde_json::to_vec(content).expect("names, texts and numbers can be written as JSON");
    line.push(b'\n');
    line
}
