//! Reading states back: as a log, and as a person's history.

use kadans_server::{
    domain::ids::{AccountId, ExternalUserId},
    store::journal::StoredState,
};
use kadans_tests::{database::TestDatabase, on_both_databases};
use uuid::Uuid;

use super::office::{Besides, Office, at, state};

on_both_databases! {
    the_log_is_read_on_by_whole_numbers,
    a_history_is_sorted_by_user_and_time_whatever_the_order_of_storing,
    the_newest_state_before_an_instant_is_carried_over,
    a_run_is_carried_over_with_all_its_refreshes,
    of_one_instant_the_state_stored_last_tells_the_run,
    another_account_reads_nothing,
}

async fn the_log_is_read_on_by_whole_numbers(database: TestDatabase) {
    let office = Office::open(database).await;
    for second in 0..3 {
        office.receive(second, vec![state("ann", "CALL"), state("bob", "CALL"), state("eve", "CALL")]).await.unwrap();
    }
    let (mut read, mut log_number) = (Vec::new(), 0);
    let mut pages = Vec::new();
    loop {
        let page = office.store.journal().states_after(office.account, log_number, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        log_number = last.log_number();
        pages.push(page.len());
        read.extend(page);
    }
    assert_eq!(pages, [6, 3]);
    assert_eq!(read, office.states().await);
    assert!(read.is_sorted_by_key(|state| state.id));
}

/// Seconds of the states, counted from eight.
fn seconds(states: &[StoredState]) -> Vec<i64> {
    states.iter().map(|state| (state.at - at(0)).whole_secs()).collect()
}

/// Appends states of Ann with sent times, and tells who Ann is.
async fn ann(office: &Office, states: &[(i64, &str, &str)]) -> ExternalUserId {
    for (second, status, detail) in states {
        office.receive(9_000, vec![state("ann", status).detail(detail).sent(*second)]).await.unwrap();
    }
    office.states().await[0].external_user
}

async fn a_history_is_sorted_by_user_and_time_whatever_the_order_of_storing(database: TestDatabase) {
    let office = Office::open(database).await;
    let ann = ann(&office, &[(30, "CALL", ""), (10, "PAUSE", ""), (20, "CALL", ""), (10, "CALL", "")]).await;
    office.receive(9_000, vec![state("bob", "CALL").sent(15)]).await.unwrap();
    let bob = office.states().await[4].external_user;
    let journal = office.store.journal();

    let both = journal.states_of(office.account, &[bob, ann, bob], at(0), None).await.unwrap();
    let users: Vec<_> = both.iter().map(|state| state.external_user).collect();
    assert!(users.is_sorted());
    let anns: Vec<_> = both.into_iter().filter(|state| state.external_user == ann).collect();
    assert_eq!(seconds(&anns), [10, 10, 20, 30]);
    assert!(anns[0].id < anns[1].id, "of one instant, in the order of storing");

    let window = journal.states_of(office.account, &[ann], at(20), Some(at(30))).await.unwrap();
    assert_eq!(seconds(&window), [20]);
}

async fn the_newest_state_before_an_instant_is_carried_over(database: TestDatabase) {
    let office = Office::open(database).await;
    let ann = ann(&office, &[(10, "CALL", ""), (20, "PAUSE", ""), (20, "PAUSE", "LUNCH"), (30, "CALL", "")]).await;
    let stranger = ExternalUserId::new(Uuid::now_v7());
    let newest = |second| {
        let journal = office.store.journal();
        async move { journal.newest_before(office.account, &[ann, stranger], at(second)).await.unwrap() }
    };
    assert_eq!(newest(10).await, []);
    assert_eq!(seconds(&newest(20).await), [10]);
    let at_twenty = newest(30).await;
    assert_eq!((seconds(&at_twenty), at_twenty[0].id), (vec![20], office.states().await[2].id));
    assert_eq!(seconds(&newest(31).await), [30]);
}

async fn run(office: &Office, user: ExternalUserId, second: i64) -> Vec<i64> {
    let run = office.store.journal().last_runs_before(office.account, &[user], at(second)).await.unwrap();
    seconds(&run)
}

async fn a_run_is_carried_over_with_all_its_refreshes(database: TestDatabase) {
    let office = Office::open(database).await;
    let states =
        [(5, "PAUSE", ""), (10, "CALL", ""), (20, "PAUSE", "LUNCH"), (30, "PAUSE", ""), (40, "PAUSE", "COFFEE")];
    let ann = ann(&office, &states).await;
    assert_eq!(run(&office, ann, 5).await, [0; 0]);
    assert_eq!(run(&office, ann, 6).await, [5]);
    assert_eq!(run(&office, ann, 40).await, [10, 20, 30]);
    assert_eq!(run(&office, ann, 41).await, [10, 20, 30, 40]);
}

async fn of_one_instant_the_state_stored_last_tells_the_run(database: TestDatabase) {
    let office = Office::open(database).await;
    let states = [(5, "CALL", ""), (10, "PAUSE", "LUNCH"), (20, "CALL", ""), (20, "PAUSE", ""), (30, "PAUSE", "")];
    let ann = ann(&office, &states).await;
    assert_eq!(run(&office, ann, 40).await, [5, 10, 20, 20, 30], "the call at 20 never held");
}

async fn another_account_reads_nothing(database: TestDatabase) {
    let office = Office::open(database).await;
    let ann = ann(&office, &[(10, "CALL", "")]).await;
    let neighbour = AccountId::new(Uuid::now_v7());
    office.add_account(neighbour).await;
    let journal = office.store.journal();
    assert_eq!(journal.states_after(neighbour, 0, 100).await.unwrap(), []);
    assert_eq!(journal.states_of(neighbour, &[ann], at(0), None).await.unwrap(), []);
    assert_eq!(journal.newest_before(neighbour, &[ann], at(99)).await.unwrap(), []);
    assert_eq!(journal.last_runs_before(neighbour, &[ann], at(99)).await.unwrap(), []);
    assert!(journal.last_seen(neighbour, &[ann]).await.unwrap().is_empty());
    assert_eq!(journal.signs_of_life(neighbour, office.integration, at(0), at(9_999)).await.unwrap(), []);
    assert_eq!(journal.recent_notifications(neighbour, office.integration, None, 9).await.unwrap(), []);
    assert_eq!(journal.set_aside(neighbour, office.integration).await.unwrap().notifications, 0);
    let notifications = journal.recent_notifications(office.account, office.integration, None, 9).await.unwrap();
    assert!(journal.notification(neighbour, notifications[0].id).await.is_err());
}
