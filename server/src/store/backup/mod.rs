//! Backups: one file with every row, taken while a server writes, that goes into either kind of database.
//!
//! The file is lines of JSON: what it is and which migrations made its schema; then each table with its columns, a line
//! a row, and their number and checksum; at last a checksum of everything. So it is written and read as a stream, and
//! one that was cut off or changed is told from a good one. The master key is not in it.

mod error;
mod file;
mod restore;
mod tables;
mod take;
#[cfg(test)]
mod tests;
mod value;

pub use error::BackupError;
pub use file::{Header, TableSummary};
pub use restore::restore;
pub use take::take;

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use uuid::Uuid;

use self::file::{Part, Reader};
use super::signing_keys::StoredKey;

/// What is in a backup whose checksums are right.
#[derive(Clone, Debug)]
pub struct Summary {
    /// When it was taken, and from which schema.
    pub header: Header,
    /// Its tables, in their order.
    pub tables: Vec<TableSummary>,
    /// The signing keys in use. The master key that the backup is to be used with must open them.
    pub signing_keys: Vec<StoredKey>,
}

impl Summary {
    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// Reads a backup from its beginning to its end, and compares every checksum.
pub fn verify(path: &Path) -> Result<Summary, BackupError> {
    let mut reader = Reader::open(path)?;
    let mut tables = Vec::new();
    let mut signing_keys = Vec::new();
    while let Some(part) = reader.next()? {
        match part {
            Part::Row(table, row) if table.name == "signing_key" => {
                signing_keys.extend(signing_key(&table.names(), &row));
            }
            Part::Table(_) | Part::Row(..) => {}
            Part::End(summary) => tables.push(summary),
        }
    }
    Ok(Summary { header: reader.header().clone(), tables, signing_keys })
}

/// The signing key of a row, if it is in use.
fn signing_key(names: &[&str], row: &[serde_json::Value]) -> Option<StoredKey> {
    let column = |name: &str| row.get(names.iter().position(|other| *other == name)?);
    let bytes = |name: &str| STANDARD.decode(column(name)?.as_str()?).ok();
    column("retired_at")?.is_null().then_some(())?;
    Some(StoredKey {
        id: Uuid::parse_str(column("id")?.as_str()?).ok()?,
        public_key: bytes("public_key")?,
        sealed_private_key: bytes("sealed_private_key")?,
    })
}
