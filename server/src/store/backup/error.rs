//! What can go wrong with a backup.

use std::{io, path::PathBuf};

use sea_orm::DbErr;

use crate::store::StoreError;

/// Why a backup was not taken, is not good, or was not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file system refuses.
    #[error("{path} can't be read or written")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// It is something else.
    #[error("{path} is not a backup of Kadans")]
    NotABackup {
        /// Which file.
        path: PathBuf,
    },
    /// It was changed after it was written, or is not all there.
    #[error("{path} is damaged: {problem} (line {line}); use another backup")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Where, counted from 1.
        line: u64,
        /// What is wrong there.
        problem: String,
    },
    /// It was written by a later version.
    #[error("the backup was taken by a newer version of Kadans, with {what}: restore it with that version")]
    Newer {
        /// What this version does not know.
        what: String,
    },
    /// The database that should be backed up has another schema than this version.
    #[error(
        "the database is not at this version of Kadans: back it up with the version that serves it, or bring it to this \
         one with `kadans migrate`"
    )]
    OtherVersion,
    /// There is nothing to back up.
    #[error("there is no database of Kadans there")]
    NoDatabase,
    /// The database that should be restored into has something in it.
    #[error("the database is not empty: its table {table} has rows; name a new database in KADANS_DATABASE_URL")]
    NotEmpty {
        /// The first table with rows.
        table: String,
    },
    /// The database that should be restored into is empty, and made for a later version than the backup.
    #[error("the empty database is at a newer version than the backup: name a new one, without any tables")]
    TargetNewer,
    /// Other rows are there than were written.
    #[error("{table} has {found} rows instead of {expected} after the restore: nothing was kept")]
    RowsDiffer {
        /// Which table.
        table: String,
        /// How many there should be.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The store does not answer, or refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for BackupError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}
