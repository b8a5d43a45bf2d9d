//! Says which database can't be opened, and why. A pool of connections does not know: it tries until its time is over.

use std::{error::Error, fmt::Display, io, time::Duration};

use sea_orm::{
    DbErr,
    sqlx::{
        self, Connection, PgConnection, SqliteConnection, postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
    },
};
use tokio::time::timeout;

use super::StoreError;

/// How long the database has to say why it refuses.
const LIMIT: Duration = Duration::from_secs(5);

/// The URL can't be read. It may hold a password, so it is not repeated.
pub(super) fn unreadable(error: sqlx::Error) -> StoreError {
    not_opened(&"the database of this URL", reason(error))
}

/// The PostgreSQL database could not be opened.
pub(super) async fn postgres(options: &PgConnectOptions, error: DbErr) -> StoreError {
    let server = match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let database = options.get_database().unwrap_or_else(|| options.get_username());
    let place = format!("the PostgreSQL database {server}/{database}");
    not_opened(&place, ask::<PgConnection>(options, error).await)
}

/// The SQLite file could not be opened.
pub(super) async fn sqlite(options: &SqliteConnectOptions, error: DbErr) -> StoreError {
    let place = format!("the SQLite file {}", options.get_filename().display());
    not_opened(&place, ask::<SqliteConnection>(options, error).await)
}

type Cause = Box<dyn Error + Send + Sync>;

fn not_opened(place: &impl Display, cause: Cause) -> StoreError {
    StoreError::NotOpened { place: place.to_string(), cause }
}

/// Connects once, without a pool, for the reason. If it succeeds, the database has only just come up, and `error`, the
/// pool's, is all there is to say.
async fn ask<C: Connection>(options: &<C as Connection>::Options, error: DbErr) -> Cause {
    match timeout(LIMIT, C::connect_with(options)).await {
        Ok(Ok(_connection)) => error.into(),
        Ok(Err(error)) => reason(error),
        Err(_late) => io::Error::from(io::ErrorKind::TimedOut).into(),
    }
}

/// What `error` is about, without the words that sqlx puts around it, and repeats.
fn reason(error: sqlx::Error) -> Cause {
    match error {
        sqlx::Error::Io(error) => error.into(),
        sqlx::Error::Database(error) => error.into_error(),
        sqlx::Error::Configuration(error) => error,
        error => error.into(),
    }
}
