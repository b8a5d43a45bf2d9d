//! What a stream acknowledged outlives a server that is killed.

use std::{collections::BTreeSet, time::Duration};

use kadans_tests::{
    clients::Clients,
    database::Database,
    reports::{Besides as _, state},
    streams::{Reporting, message},
};
use tokio::time::timeout;

use super::centre::Centre;

const CYCLES: u64 = 5;

/// How many acknowledgements come before each kill.
const BEFORE_KILL: u64 = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_in_a_stream_is_lost_when_the_server_is_killed_on_sqlite() {
    kill_while_streaming(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_in_a_stream_is_lost_when_the_server_is_killed_on_postgres() {
    kill_while_streaming(Database::Postgres).await;
}

async fn kill_while_streaming(database: Database) {
    // Boxed: unoptimised, these futures together are more than the stack of a test holds.
    let (centre, mut process) = Box::pin(Centre::open(database.create().unwrap())).await;
    let mut acknowledged = BTreeSet::new();
    for cycle in 0..CYCLES {
        let mut clients = Clients::connect(process.address(), &centre.url_token).await;
        let mut stream = Reporting::begin(&mut clients).await.unwrap();
        // The next cycle sends those again that the kill left without an answer.
        let first = acknowledged.len() as u64;
        for number in first..first + 10 * BEFORE_KILL {
            stream.send(message(number, "", state("ana", "CALL").event(&number.to_string())));
        }
        for _ in 0..BEFORE_KILL {
            acknowledged.insert(stream.answer().await.unwrap().unwrap().sequence);
        }
        let (killed, (rest, end)) = tokio::join!(timeout(Duration::from_mins(1), process.kill()), stream.rest());
        killed.expect("it is gone");
        assert!(end.is_some(), "cycle {cycle}: a stream that was killed does not end well");
        acknowledged.extend(rest);
        process = Box::pin(centre.installation.serve()).await;
        assert!(Box::pin(stored(&centre)).await.is_superset(&acknowledged), "cycle {cycle}");
    }
    process.terminate();
    assert!(process.ended(Duration::from_secs(10)).await.status.success());
}

/// The numbers of the events that are stored; none is there twice.
async fn stored(centre: &Centre) -> BTreeSet<u64> {
    let store = Box::pin(centre.store()).await;
    let (mut numbers, mut before) = (BTreeSet::new(), None);
    loop {
        let page = store.journal().recent_notifications(centre.account, centre.integration, before, 1_000);
        let page = page.await.unwrap();
        let Some(last) = page.last() else { return numbers };
        before = Some(last.id);
        for event in
            page.iter().flat_map(|notification| &notification.states).filter_map(|state| state.event_id.as_ref())
        {
            assert!(numbers.insert(event.parse().unwrap()), "event {event} is stored twice");
        }
    }
}
