//! What several migrations need.

use sea_orm_migration::{
    SchemaManager,
    prelude::{DbErr, Index, IndexCreateStatement, Table, TableCreateStatement},
    sea_orm::ConnectionTrait,
};

/// An empty table of this name.
pub(crate) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

/// An index named after its table and columns.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// A unique index over the rows that meet `condition`, which the query builder can't express for both databases.
pub(crate) async fn unique_where(
    manager: &SchemaManager<'_>,
    table: &str,
    columns: &[&str],
    condition: &str,
) -> Result<(), DbErr> {
    let name = columns.join("_");
    let columns = columns.join(", ");
    let statement = format!("CREATE UNIQUE INDEX ux_{table}_{name} ON {table} ({columns}) WHERE {condition}");
    manager.get_connection().execute_unprepared(&statement).await?;
    Ok(())
}
