//! Opens the database: one pool that writes, one that reads.

use std::{fs::OpenOptions, os::unix::fs::OpenOptionsExt as _, path::Path, str::FromStr as _, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
    sqlx::{
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::{StoreError, not_opened};

/// The two pools. On SQLite the writer is a single connection: SQLite has one writer at a time anyway, and readers
/// must not queue behind it.
#[derive(Debug)]
pub(crate) struct Pools {
    pub(crate) reader: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
}

/// Opens both pools of the database at `url` (`sqlite:` or `postgres:`).
pub(crate) async fn open(url: &str) -> Result<Pools, StoreError> {
    if url.starts_with("sqlite:") {
        open_sqlite(url).await
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        open_postgres(url).await
    } else {
        Err(StoreError::Unsuitable("the database URL must begin with sqlite: or postgres:".to_owned()))
    }
}

async fn open_sqlite(url: &str) -> Result<Pools, StoreError> {
    let target = SqliteConnectOptions::from_str(url).map_err(not_opened::unreadable)?;
    make_private(target.get_filename());
    let target = sqlite_options(target);
    let mut writer = options(url);
    writer.max_connections(1).min_connections(1);
    // A connection that is given up would be opened anew without being checked.
    writer.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    writer.map_sqlx_sqlite_opts(sqlite_options);
    let writer = match Database::connect(writer).await {
        Ok(writer) => writer,
        Err(error) => return Err(not_opened::sqlite(&target, error).await),
    };
    check_sqlite(&writer).await?;

    let mut reader = options(url);
    reader.max_connections(8).min_connections(2);
    reader.map_sqlx_sqlite_opts(|options| sqlite_options(options).pragma("query_only", "ON"));
    let reader = Database::connect(reader).await?;
    Ok(Pools { reader, writer })
}

/// Makes a new database's file, for its owner alone; SQLite gives the files beside it the same permissions. What goes
/// wrong here goes wrong again when SQLite opens the file, and is told then.
fn make_private(file: &Path) {
    // A database in memory has a name of this form.
    if !file.to_string_lossy().starts_with("file:") {
        drop(OpenOptions::new().write(true).create_new(true).mode(0o600).open(file));
    }
}

fn sqlite_options(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(false)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "4000")
        .pragma("temp_store", "MEMORY")
}

/// What is acknowledged must be on disk: refuses to go on unless the database says that it will be.
async fn check_sqlite(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let journal_mode: String = pragma(connection, "journal_mode").await?;
    let synchronous: i64 = pragma(connection, "synchronous").await?;
    if journal_mode != "wal" || synchronous != 2 {
        return Err(StoreError::Unsuitable(format!(
            "the SQLite file must be in WAL mode with synchronous=FULL, but it is in {journal_mode} mode with \
             synchronous={synchronous}; network file systems can't do this"
        )));
    }
    Ok(())
}

async fn pragma<T: sea_orm::TryGetable>(connection: &DatabaseConnection, name: &str) -> Result<T, StoreError> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    let row = connection.query_one_raw(statement).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get("", name)?)
}

async fn open_postgres(url: &str) -> Result<Pools, StoreError> {
    let target = PgConnectOptions::from_str(url).map_err(not_opened::unreadable)?;
    let mut writer = options(url);
    writer.max_connections(8).min_connections(1);
    let writer = match Database::connect(writer).await {
        Ok(writer) => writer,
        Err(error) => return Err(not_opened::postgres(&target, error).await),
    };
    check_postgres(&writer).await?;
    let mut reader = options(url);
    reader.max_connections(8).min_connections(1);
    let reader = Database::connect(reader).await?;
    Ok(Pools { reader, writer })
}

async fn check_postgres(connection: &DatabaseConnection) -> Result<(), StoreError> {
    for name in ["synchronous_commit", "fsync"] {
        let statement = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
        let row = connection.query_one_raw(statement).await?.ok_or(StoreError::NotFound)?;
        let value: String = row.try_get("", name)?;
        if value == "off" {
            return Err(StoreError::Unsuitable(format!(
                "the PostgreSQL setting {name} is off: what is acknowledged would not be on disk"
            )));
        }
    }
    Ok(())
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // Statements hold states of named employees: they are not for the log.
    options.sqlx_logging(false);
    options.connect_timeout(Duration::from_secs(10)).acquire_timeout(Duration::from_secs(10));
    options
}
