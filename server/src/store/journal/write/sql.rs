//! Statements over many rows, the same text again and again, so that the database prepares each only once.

use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IdenStatic,
    Insert, IntoActiveModel, Iterable, QueryTrait, Statement, Value,
    sea_query::{Expr, OnConflict},
};

/// How many rows one statement is about at most.
pub(super) const ROWS: usize = 512;

/// How many statements go to SQLite in one text: those of an ordinary batch.
const TOGETHER: usize = 4;

/// How many values one upsert binds at most: SQLite takes 32,766, PostgreSQL 65,535.
const BINDS: usize = 30_000;

/// Inserts that are run together.
///
/// On SQLite each statement is handed to another thread and back, and on a busy machine the waiting for a turn takes far
/// longer than the statement: so they go in one text. PostgreSQL takes one at a time.
#[derive(Debug)]
pub(in crate::store::journal) struct Inserts {
    backend: DbBackend,
    statements: Vec<Statement>,
}

impl Inserts {
    /// None so far.
    pub(in crate::store::journal) fn on(transaction: &DatabaseTransaction) -> Self {
        Self { backend: transaction.get_database_backend(), statements: Vec::new() }
    }

    /// Adds rows of a table.
    pub(in crate::store::journal) fn add<E>(&mut self, rows: Vec<E::Model>)
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        let columns: Vec<_> = E::Column::iter().collect();
        let names: Vec<_> = columns.iter().map(IdenStatic::as_str).collect();
        let insert = format!("INSERT INTO {} ({}) ", E::default().table_name(), names.join(", "));
        let mut left = rows.len();
        let mut rows = rows.into_iter();
        while left > 0 {
            let (size, room) = self.step(left);
            left -= size;
            let mut values = Vec::with_capacity(room * columns.len());
            for row in rows.by_ref().take(size) {
                let mut row = row.into_active_model();
                values.extend(columns.iter().filter_map(|column| match row.take(*column) {
                    ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Some(value),
                    ActiveValue::NotSet => None,
                }));
            }
            values.resize(room * columns.len(), Value::Int(None));
            let rows = placeholders(self.backend, room, columns.len());
            // No table's first column is ever empty, so the rows that only fill up are left out.
            let sql = match self.backend {
                DbBackend::Sqlite => format!("{insert}SELECT * FROM (VALUES {rows}) WHERE column1 IS NOT NULL"),
                _ => format!("{insert}VALUES {rows}"),
            };
            self.statements.push(Statement::from_sql_and_values(self.backend, sql, values));
        }
    }

    /// Adds rows that may be there: what happens to those, `conflict` says.
    pub(in crate::store::journal) fn add_or<E>(&mut self, rows: Vec<E::Model>, conflict: OnConflict)
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>,
    {
        let rows: Vec<_> = rows.into_iter().map(IntoActiveModel::into_active_model).collect();
        if !rows.is_empty() {
            self.statements.push(Insert::many(rows).on_conflict(conflict).build(self.backend));
        }
    }

    /// Runs them.
    pub(in crate::store::journal) async fn run(self, transaction: &DatabaseTransaction) -> Result<(), DbErr> {
        let together = if self.backend == DbBackend::Sqlite { TOGETHER } else { 1 };
        for some in self.statements.chunks(together) {
            let texts: Vec<_> = some.iter().map(|statement| statement.sql.as_str()).collect();
            let values = some.iter().filter_map(|statement| statement.values.as_ref()).flat_map(|values| &values.0);
            let sql = texts.join(";\n");
            let statement = Statement::from_sql_and_values(self.backend, sql, values.cloned().collect::<Vec<_>>());
            transaction.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// How many of the rows that are left go into the next statement, and how many it has room for.
    fn step(&self, left: usize) -> (usize, usize) {
        match self.backend {
            DbBackend::Sqlite => {
                let size = left.min(ROWS);
                (size, size.next_power_of_two())
            }
            _ => (step(left), step(left)),
        }
    }
}

/// How many of the rows that are left go into the next statement: powers of two, so that there are few different
/// statements, however many rows a batch has.
pub(in crate::store::journal) fn step(left: usize) -> usize {
    if left >= ROWS { ROWS } else { 1 << left.ilog2() }
}

/// Inserts rows or, where `conflict` says so, updates those that are there; gives back all of them.
pub(in crate::store::journal) async fn upsert_all<E>(
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
pub(in crate::store::journal) fn least(table: &str, column: &str) -> Expr {
    chosen(table, column, "<")
}

/// The greater of the stored and the new value, for an upsert.
pub(in crate::store::journal) fn greatest(table: &str, column: &str) -> Expr {
    chosen(table, column, ">")
}

// The two databases have no function of the same name for this.
fn chosen(table: &str, column: &str, than: &str) -> Expr {
    Expr::cust(format!(
        "CASE WHEN excluded.{column} {than} {table}.{column} THEN excluded.{column} ELSE {table}.{column} END"
    ))
}

/// A statement with a `VALUES` of so many columns in place of `{values}`.
pub(in crate::store::journal) fn with_values(
    backend: DbBackend,
    sql: &str,
    columns: usize,
    values: Vec<Value>,
) -> Statement {
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
