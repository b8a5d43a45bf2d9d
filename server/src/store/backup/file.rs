//! The file of a backup: written so that it is all there or not at all, and read with every checksum compared.

mod reader;
mod writer;

use serde::{Deserialize, Serialize};

pub(super) use reader::{Part, Reader};
pub(super) use writer::Writer;

use super::tables::Table;

/// The form of the file. A later one that this version can't read has a higher number.
pub(super) const FORMAT: u32 = 1;

/// What a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The form of the file.
    pub format: u32,
    /// When it was taken, as RFC 3339 writes it.
    pub taken_at: String,
    /// The migrations that made its schema, in order.
    pub migrations: Vec<String>,
}

/// One table of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSummary {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of the lines of its rows, in hexadecimal.
    pub sha256: String,
}

/// A line that is not a row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    KadansBackup(Header),
    Table(Table),
    End(TableSummary),
    Checksum {
        /// How many tables there are.
        tables: usize,
        /// SHA-256 of all lines before, in hexadecimal.
        sha256: String,
    },
}

fn hexadecimal(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes everything");
        text
    })
}
