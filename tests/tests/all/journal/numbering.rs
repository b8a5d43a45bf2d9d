//! Log numbers: without gaps, in the order of commits, whoever writes.

use std::sync::Arc;

use futures::future::join_all;
use kadans_server::store::{Change, Commit, Logged, journal::StoredState};
use kadans_tests::{database::TestDatabase, on_both_databases};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};

use super::office::{Office, state};

on_both_databases! {
    numbers_have_no_gaps_while_others_write_too,
    commits_are_announced_in_their_order_and_completely,
}

/// A change made by another process: a number of the log and the row that says what it stands for.
async fn change_elsewhere(office: &Office, connection: &DatabaseConnection) {
    let backend = connection.get_database_backend();
    let transaction = connection.begin().await.unwrap();
    let statement = "UPDATE account SET log_number = log_number + 1 WHERE id = $1";
    let values = [office.account.uuid().into()];
    transaction.execute_raw(Statement::from_sql_and_values(backend, statement, values.clone())).await.unwrap();
    let statement = "INSERT INTO change (account_id, log_number, subject) \
                     SELECT id, log_number, '{\"kind\":\"settings\"}' FROM account WHERE id = $1";
    transaction.execute_raw(Statement::from_sql_and_values(backend, statement, values)).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn numbers_have_no_gaps_while_others_write_too(database: TestDatabase) {
    let office = Office::open(database).await;
    let connection = office.connection().await;
    let appenders = join_all((0..64).map(|agent| {
        let office = &office;
        async move {
            for second in 0..10 {
                office.receive(second, vec![state(&format!("agent {agent}"), "CALL")]).await.unwrap();
            }
        }
    }));
    let elsewhere = async {
        for _ in 0..20 {
            change_elsewhere(&office, &connection).await;
        }
    };
    futures::join!(appenders, elsewhere);

    let states = office.states().await;
    assert_eq!(states.len(), 640);
    let changes = office.store.changes_after(office.account, 0).await.unwrap();
    assert_eq!(changes.len(), 20);
    assert!(changes.iter().all(|(_, change)| *change == Change::Settings));
    let mut numbers: Vec<_> = states.iter().map(StoredState::log_number).collect();
    numbers.dedup();
    numbers.extend(changes.iter().map(|(number, _)| *number));
    numbers.sort_unstable();
    let last = office.store.log_number(office.account).await.unwrap();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
}

async fn commits_are_announced_in_their_order_and_completely(database: TestDatabase) {
    let office = Office::open(database).await;
    let mut announced = office.store.subscribe();
    join_all((0..64).map(|agent| {
        let office = &office;
        async move {
            for second in 0..5 {
                office.receive(second, vec![state(&format!("agent {agent}"), "CALL")]).await.unwrap();
            }
        }
    }))
    .await;
    let mut commits: Vec<Arc<Commit>> = Vec::new();
    while let Ok(commit) = announced.try_recv() {
        commits.push(commit);
    }
    let numbers: Vec<_> = commits.iter().map(|commit| commit.log_number).collect();
    let last = office.store.log_number(office.account).await.unwrap();
    assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
    let announced: Vec<_> = commits
        .iter()
        .flat_map(|commit| match &commit.logged {
            Logged::States(batch) => batch.states.clone(),
            Logged::Change(change) => panic!("nobody changed anything: {change:?}"),
        })
        .collect();
    assert_eq!(announced, office.states().await);
}
