//! Killed at any moment, the server loses nothing that it acknowledged, and stores no event twice.

use std::time::Duration;

use kadans_server::clock::Clock;
use kadans_tests::{
    board::Board,
    database::{Database, TestDatabase},
    process::Process,
};
use tokio::time::sleep;

use super::{centre::Centre, load::Book, witness::Witness};

const CYCLES: usize = 25;
/// Of how senders, kills and repetitions fall.
const SEED: u64 = 0x006b_6164_616e_7331;
/// Longest load before a kill, after the first acknowledgement, in milliseconds.
const LONGEST_LOAD: u64 = 400;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed_on_sqlite() {
    kill_again_and_again(Database::Sqlite.create().unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed_on_postgres() {
    kill_again_and_again(Database::Postgres.create().unwrap()).await;
}

async fn kill_again_and_again(database: TestDatabase) {
    let (centre, mut process) = Centre::open(database).await;
    let book = Book::new(SEED);
    let mut witness = Witness::default();
    for _ in 0..CYCLES {
        kill_under_load(&centre, process, &book).await;
        process = centre.installation.serve().await;
        witness.read_on(&centre).await;
        book.with(|ledger| witness.compare(ledger));
        the_board_shows(&witness.status, &centre, &process).await;
    }
    // What an earlier start found may have gone with a later kill: everything once more.
    let mut witness = Witness::default();
    witness.read_on(&centre).await;
    book.with(|ledger| {
        witness.compare(ledger);
        assert_eq!(ledger.refused, 0, "a server that nobody told to stop has no reason to refuse anything");
        assert!(ledger.acknowledged.len() > 10 * CYCLES, "that was no load: {}", ledger.acknowledged.len());
    });
    every_state_is_counted_once(&centre, &process).await;
    process.terminate();
    assert!(process.ended(Duration::from_secs(10)).await.status.success());
}

async fn kill_under_load(centre: &Centre, process: Process, book: &Book) {
    let senders = book.send(process.address(), &centre.notify_path());
    book.acknowledged(1).await;
    sleep(book.moment(LONGEST_LOAD)).await;
    process.kill().await;
    senders.join_all().await;
}

/// What the health of the integration counts is what is on disk, however often the server was killed.
async fn every_state_is_counted_once(centre: &Centre, process: &Process) {
    let store = centre.store().await;
    let until = store.log_number(centre.account).await.unwrap();
    let stored = store.journal().counted_after(centre.account, 0, until, u64::from(u32::MAX)).await.unwrap().batch;
    let duplicates: i64 = stored.arrivals.iter().map(|arrival| arrival.duplicates).sum();
    let mut admin = centre.admin(process).await;
    let total = admin.health(&centre.integration.to_string()).await.total.unwrap();
    assert_eq!(
        (total.accepted_count, total.duplicate_count),
        (i64::try_from(stored.states.len()).unwrap(), duplicates)
    );
}

/// After the restart the board, and the past as it is computed from the journal, both know the newest state.
async fn the_board_shows(status: &str, centre: &Centre, process: &Process) {
    let mut admin = centre.admin(process).await;
    let mut board = Board::open(&mut admin).await;
    let shows = |board: &Board| {
        let actual = board.people.get(&centre.employee).and_then(|person| person.actual.as_ref());
        actual.is_some_and(|actual| actual.status == status)
    };
    board.until(status, shows).await;
    let segment = admin.held_at(&centre.employee, Clock::system().now()).await;
    assert_eq!(segment.actual.unwrap_or_default().status, status);
}
