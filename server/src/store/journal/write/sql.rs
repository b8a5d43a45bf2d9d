//! Statements over many rows, cut to what both databases take.

use sea_orm::{
    DatabaseTransaction, DbErr, EntityTrait, Insert, IntoActiveModel, Iterable,
    sea_query::{Expr, OnConflict},
};

/// How many values one statement binds at most: SQLite takes 32,766, PostgreSQL 65,535.
const BINDS: usize = 30_000;

/// Inserts rows in as few statements as possible.
pub(super) async fn insert_all<E>(transaction: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    for chunk in chunks::<E>(rows) {
        Insert::<E::ActiveModel>::many(chunk).exec_without_returning(transaction).await?;
    }
    Ok(())
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
    let mut stored = Vec::with_capacity(rows.len());
    for chunk in chunks::<E>(rows) {
        let upsert = Insert::<E::ActiveModel>::many(chunk).on_conflict(conflict.clone());
        stored.extend(upsert.exec_with_returning(transaction).await?);
    }
    Ok(stored)
}

fn chunks<E: EntityTrait>(rows: Vec<E::Model>) -> impl Iterator<Item = Vec<E::Model>> {
    let size = BINDS / E::Column::iter().count();
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<_> = rows.by_ref().take(size).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
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

/// `($1, $2), ($3, $4)` and so on, for a `VALUES` of so many rows and columns.
pub(super) fn placeholders(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<_> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_count_through_all_rows() {
        assert_eq!(placeholders(2, 3), "($1, $2, $3), ($4, $5, $6)");
    }
}
