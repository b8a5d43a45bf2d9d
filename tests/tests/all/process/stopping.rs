//! Told to stop while it is busy, the server ends soon and in order.

use std::time::Duration;

use futures::future::join_all;
use kadans_tests::{board::Board, database::TestDatabase, on_both_databases};
use tonic::Code;

use super::{centre::Centre, load::Book, witness::Witness};

on_both_databases! {
    a_busy_server_stops_within_ten_seconds_and_loses_nothing,
}

const WATCHERS: usize = 20;

async fn a_busy_server_stops_within_ten_seconds_and_loses_nothing(database: TestDatabase) {
    let (centre, process) = Centre::open(database).await;
    let admin = centre.admin(&process).await;
    let watchers = join_all((0..WATCHERS).map(|_| {
        let mut admin = admin.clone();
        async move { Board::open(&mut admin).await }
    }));
    let watchers = watchers.await;
    let book = Book::new(7);
    let senders = book.send(process.address(), &centre.notify_path());
    book.acknowledged(50).await;

    process.terminate();
    let (ended, told) =
        futures::join!(process.ended(Duration::from_secs(10)), join_all(watchers.into_iter().map(Board::end)));
    senders.join_all().await;

    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    let codes: Vec<Code> = told.iter().map(tonic::Status::code).collect();
    assert_eq!(codes, [Code::Unavailable; WATCHERS], "{told:?}");
    let mut witness = Witness::default();
    witness.read_on(&centre).await;
    book.with(|ledger| witness.compare(ledger));
}
