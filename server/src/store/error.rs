//! What can go wrong in the store.

use sea_orm::{DbErr, SqlErr};

use super::principals::UserRule;
use super::uses::InUse;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database does not answer, or not in time. Trying again later may help.
    #[error("the store is unavailable")]
    Unavailable(#[source] DbErr),
    /// The database can't be opened.
    #[error("{place} can't be opened")]
    NotOpened {
        /// Which database; never its password.
        place: String,
        /// Why.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The thing is not there, or is another account's.
    #[error("not found")]
    NotFound,
    /// Another row has this value already, and it must be unique.
    #[error("taken")]
    Taken(#[source] DbErr),
    /// Somebody else changed the thing meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// Notifications of the integration are being replayed.
    #[error("a replay is under way")]
    Replaying,
    /// It would break a rule about users.
    #[error(transparent)]
    User(#[from] UserRule),
    /// The thing can't be deleted while others use it.
    #[error("in use")]
    InUse(InUse),
    /// A row can't be read as what it should be.
    #[error("a stored {what} is unreadable: {value}")]
    Corrupt {
        /// What it should be.
        what: &'static str,
        /// What stands there.
        value: String,
    },
    /// The database is not as the server needs it.
    #[error("{0}")]
    Unsuitable(String),
    /// The work was cut off: the server is stopping.
    #[error("the store is closed")]
    Closed,
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken(error),
            _ => match error {
                DbErr::RecordNotFound(_) | DbErr::RecordNotUpdated => Self::NotFound,
                error => Self::Unavailable(error),
            },
        }
    }
}
