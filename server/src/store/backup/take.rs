//! Takes a backup, in one snapshot of the database, beside whoever writes to it.

use std::{path::Path, str::FromStr as _};

use futures::TryStreamExt as _;
use kadans_migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, StreamTrait as _,
    TransactionOptions, TransactionTrait as _,
    sea_query::{Alias, Order, Query},
    sqlx::sqlite::SqliteConnectOptions,
};

use super::{
    BackupError, Summary,
    file::Writer,
    tables::{self, Table},
};
use crate::{
    clock::Clock,
    store::{connect, not_opened},
};

/// Writes a backup of the database at `url` to the file `path`, which is replaced once the new one is whole.
pub async fn take(url: &str, path: &Path, clock: &Clock) -> Result<Summary, BackupError> {
    if is_missing(url)? {
        return Err(BackupError::NoDatabase);
    }
    let pools = connect::open(url).await?;
    let migrations = migrations(&pools.reader).await?;
    let transaction = snapshot(&pools.reader).await?;
    let taken_at = clock.now().to_string();
    let mut writer = Writer::create(path, taken_at, migrations)?;
    for table in tables::all() {
        writer.begin(&table)?;
        write_rows(&transaction, &table, &mut writer).await?;
        writer.end()?;
    }
    transaction.rollback().await?;
    drop(writer.finish()?);
    super::verify(path)
}

/// Whether it is a file that is not there. Opening it would make one.
fn is_missing(url: &str) -> Result<bool, BackupError> {
    if !url.starts_with("sqlite:") {
        return Ok(false);
    }
    let options = SqliteConnectOptions::from_str(url).map_err(not_opened::unreadable)?;
    Ok(!options.get_filename().exists())
}

/// The migrations of a database that is at this version.
async fn migrations(connection: &DatabaseConnection) -> Result<Vec<String>, BackupError> {
    let applied = super::restore::applied(connection).await?;
    if applied.is_empty() {
        return Err(BackupError::NoDatabase);
    }
    let known: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    if applied == known { Ok(applied) } else { Err(BackupError::OtherVersion) }
}

/// A transaction that sees the database as it is now, whatever is written meanwhile. In SQLite's WAL mode each does.
async fn snapshot(connection: &DatabaseConnection) -> Result<DatabaseTransaction, BackupError> {
    let options = match connection.get_database_backend() {
        DbBackend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
        _ => TransactionOptions::default(),
    };
    Ok(connection.begin_with_options(options).await?)
}

async fn write_rows(transaction: &DatabaseTransaction, table: &Table, writer: &mut Writer) -> Result<(), BackupError> {
    let mut query = Query::select();
    query.columns(table.columns.iter().map(|column| Alias::new(&column.name))).from(Alias::new(&table.name));
    for column in &table.key {
        query.order_by(Alias::new(column), Order::Asc);
    }
    let mut rows = transaction.stream(&query).await?;
    while let Some(row) = rows.try_next().await? {
        let values = table.columns.iter().map(|column| column.kind.read(&row, &column.name));
        writer.row(&values.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(())
}
