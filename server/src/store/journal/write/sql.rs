//! Statements over many rows, the same text again and again, so that the database prepares each only once.

use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IdenStatic,
    Insert, IntoActiveModel, Iterable, Statement, Value,
    sea_query::{Expr, OnConflict},
};

/// How many rows one statement is about at most.
const ROWS: usize = 512;

/// How many values one upsert binds at most: SQLite takes 32,766, PostgreSQL 65,535.
const BINDS: usize = 30_000;

/// Inserts rows in a few statements.
pub(super) async fn insert_all<E>(transaction: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let backend = transaction.get_database_backend();
    let columns: Vec<_> = E::Column::iter().collect();
    let names: Vec<_> = columns.iter().map(IdenStatic::as_str).collect();
    let insert = format!("INSERT INTO {} ({}) VALUES ", E::default().table_name(), names.join(", "));
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    while left > 0 {
        let size = step(left);
        left -= size;
        let mut values = Vec::with_capacity(size * columns.len());
        for row in rows.by_ref().take(size) {
            let mut row = row.into_active_model();
            values.extend(columns.iter().filter_map(|column| match row.take(*column) {
                ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Some(value),
                ActiveValue::NotSet => None,
            }));
        }
        let sql = format!("{insert}{}", placeholders(backend, size, columns.len()));
        transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}

/// How many of the rows that are left go into the next statement: powers of two, so that there are few different
/// statements, however many rows a batch has.
pub(super) fn step(left: usize) -> usize {
    if left >= ROWS { ROWS } else { 1 << left.ilog2() }
}

/// Inserts rows or, where `conflict` says so, updates those that are there; gives back all of them.
pub(super) async fn upsert_all<E>(
    transaction: &DatabaseTransaction,
    rows: Vec<E::Model>,
    conflict: &OnConflict,
) -> Result<Vec<E::Model>, DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let size = BINDS / E::Column::iter().count();
    let mut stored = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let upsert = Insert::<E::ActiveModel>::many(rows.by_ref().take(size)).on_conflict(conflict.clone());
        stored.extend(upsert.exec_with_returning(transaction).await?);
    }
    Ok(stored)
}

/// The smaller of the stored and the new value, for an upsert.
pub(super) fn least(table: &str, column: &str) -> Expr {
    chosen(table, column, "<")
}

/// The greater of the stored and the new value, for an upsert.
pub(super) fn greatest(table: &str, column: &str) -> Expr {
    chosen(table, column, ">")
}

// The two databases have no function of the same name for this.
fn chosen(table: &str, column: &str, than: &str) -> Expr {
    Expr::cust(format!(
        "CASE WHEN excluded.{column} {than} {table}.{column} THEN excluded.{column} ELSE {table}.{column} END"
    ))
}

/// A statement with a `VALUES` of so many columns in place of `{values}`.
pub(super) fn with_values(backend: DbBackend, sql: &str, columns: usize, values: Vec<Value>) -> Statement {
    let placeholders = placeholders(backend, values.len() / columns, columns);
    Statement::from_sql_and_values(backend, sql.replace("{values}", &placeholders), values)
}

/// `($1, $2), ($3, $4)` and so on. On SQLite without numbers: it would search all of them for each of them.
fn placeholders(backend: DbBackend, rows: usize, columns: usize) -> String {
    let mut text = String::with_capacity(rows * columns * 8);
    for place in 0..rows * columns {
        text.push_str(match place {
            0 => "(",
            _ if place % columns == 0 => "), (",
            _ => ", ",
        });
        if backend == DbBackend::Sqlite {
            text.push('?');
        } else {
            text.push('$');
            text.push_str(&(place + 1).to_string());
        }
    }
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_count_through_all_rows() {
        assert_eq!(placeholders(DbBackend::Postgres, 2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(placeholders(DbBackend::Sqlite, 2, 1), "(?), (?)");
    }

    #[test]
    fn any_number_of_rows_goes_into_few_different_statements() {
        let mut steps = Vec::new();
        let mut left = 1_300;
        while left > 0 {
            steps.push(step(left));
            left -= step(left);
        }
        assert_eq!(steps, [512, 512, 256, 16, 4]);
    }
}
