//! What is backed up is everything there is.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use super::tables;
use crate::{clock::Clock, store::Store};

#[tokio::test]
async fn every_table_and_column_of_the_schema_is_backed_up() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", directory.path().join("kadans.db").display());
    let store = Store::open(&url, Clock::system()).await.unwrap();
    let sql = "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c \
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations'";
    let rows = store.reader().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
    let schema: BTreeSet<(String, String)> = rows.iter().map(|row| (text(row, "t"), text(row, "c"))).collect();
    let backed_up: BTreeSet<(String, String)> = tables::all()
        .into_iter()
        .flat_map(|table| table.columns.into_iter().map(move |column| (table.name.clone(), column.name)))
        .collect();
    assert_eq!(backed_up, schema);
    store.journal().close().await;
}
