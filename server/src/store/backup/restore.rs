//! Puts a backup into an empty database: all of it or nothing.

use std::path::Path;

use kadans_migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    sea_query::{Alias, Expr, Query, SimpleExpr},
};

use super::{
    BackupError, Summary, TableSummary,
    file::{Part, Reader},
    tables::{self, Table},
};
use crate::store::{StoreError, begin, connect};

/// Values in one statement: fewer than either database takes.
const VALUES: usize = 8_000;

/// Restores the backup `path`, which was [verified](super::verify), into the empty database at `url`, and brings it to
/// this version.
pub async fn restore(url: &str, path: &Path, backup: &Summary) -> Result<(), BackupError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let wanted = &backup.header.migrations;
    if let Some(unknown) = wanted.iter().find(|migration| !known.contains(migration)) {
        return Err(BackupError::Newer { what: format!("the migration {unknown}") });
    }
    let pools = connect::open(url).await?;
    let applied = applied(&pools.writer).await?;
    if !applied.is_empty() {
        refuse_unless_empty(&pools.writer).await?;
    }
    // The backup goes into the schema that it was taken from, and is migrated with it.
    let steps = wanted.len().checked_sub(applied.len()).ok_or(BackupError::TargetNewer)?;
    Migrator::up(&pools.writer, Some(u32::try_from(steps).unwrap_or(u32::MAX))).await?;
    let transaction = begin(&pools.writer).await?;
    match fill(&transaction, path).await {
        Ok(()) => transaction.commit().await?,
        Err(error) => {
            transaction.rollback().await?;
            return Err(error);
        }
    }
    Ok(Migrator::up(&pools.writer, None).await?)
}

/// The migrations that made the schema of a database, in order; none, if nobody ever migrated it.
pub(super) async fn applied(connection: &DatabaseConnection) -> Result<Vec<String>, BackupError> {
    let backend = connection.get_database_backend();
    let table = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'",
        _ => "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'seaql_migrations'",
    };
    if connection.query_one_raw(Statement::from_string(backend, table)).await?.is_none() {
        return Ok(Vec::new());
    }
    let applied = Migrator::get_applied_migrations(connection).await.map_err(|_| BackupError::OtherVersion)?;
    Ok(applied.iter().map(|migration| migration.name().to_owned()).collect())
}

async fn refuse_unless_empty(connection: &DatabaseConnection) -> Result<(), BackupError> {
    for table in tables::all() {
        let mut query = Query::select();
        query.expr(Expr::val(1)).from(Alias::new(&table.name)).limit(1);
        match connection.query_one(&query).await {
            Ok(Some(_)) => return Err(BackupError::NotEmpty { table: table.name }),
            Ok(None) => {}
            // A schema of an older version has not all tables yet; what it lacks is empty.
            Err(error) if is_no_such_table(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn is_no_such_table(error: &sea_orm::DbErr) -> bool {
    let said = error.to_string();
    said.contains("no such table") || said.contains("does not exist")
}

/// Writes every row, and counts what is there then.
async fn fill(transaction: &DatabaseTransaction, path: &Path) -> Result<(), BackupError> {
    let mut reader = Reader::open(path)?;
    let mut waiting: Vec<Vec<SimpleExpr>> = Vec::new();
    let mut current: Option<Table> = None;
    while let Some(part) = reader.next()? {
        match part {
            Part::Table(table) => current = Some(table.clone()),
            Part::Row(table, row) => {
                let values = table.columns.iter().zip(&row).map(|(column, json)| {
                    let corrupt = || StoreError::Corrupt { what: "value of a backup", value: column.name.clone() };
                    Ok(Expr::val(column.kind.parse(json).ok_or_else(corrupt)?))
                });
                waiting.push(values.collect::<Result<_, StoreError>>()?);
                if waiting.len() * table.columns.len() >= VALUES {
                    insert(transaction, table, std::mem::take(&mut waiting)).await?;
                }
            }
            Part::End(summary) => {
                if let Some(table) = current.take() {
                    insert(transaction, &table, std::mem::take(&mut waiting)).await?;
                    count(transaction, &summary).await?;
                }
            }
        }
    }
    Ok(())
}

async fn insert(
    transaction: &DatabaseTransaction,
    table: &Table,
    rows: Vec<Vec<SimpleExpr>>,
) -> Result<(), BackupError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut query = Query::insert();
    query.into_table(Alias::new(&table.name)).columns(table.columns.iter().map(|column| Alias::new(&column.name)));
    for row in rows {
        query.values(row).map_err(|error| StoreError::Unsuitable(error.to_string()))?;
    }
    transaction.execute(&query).await?;
    Ok(())
}

async fn count(transaction: &DatabaseTransaction, expected: &TableSummary) -> Result<(), BackupError> {
    let mut query = Query::select();
    query.expr_as(Expr::cust("COUNT(*)"), Alias::new("n")).from(Alias::new(&expected.name));
    let row = transaction.query_one(&query).await?.ok_or(StoreError::NotFound)?;
    let found = u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or_default();
    if found == expected.rows {
        return Ok(());
    }
    Err(BackupError::RowsDiffer { table: expected.name.clone(), expected: expected.rows, found })
}
