//! Two processes that write to one journal.

use kadans_server::store::journal::Outcome;
use kadans_tests::{database::TestDatabase, on_both_databases};

use super::office::{Besides, Office, notification, state};

on_both_databases! {
    an_agent_first_seen_by_two_replicas_at_once_is_one_external_user,
    an_event_that_reaches_two_replicas_at_once_is_stored_once,
}

async fn an_agent_first_seen_by_two_replicas_at_once_is_one_external_user(database: TestDatabase) {
    let office = Office::open(database).await;
    let other = office.replica().await;
    for round in 0..20 {
        let submission = || {
            let agent = format!("agent {round}");
            office.submission(vec![notification(round, vec![state(&agent, "CALL").detail(&agent)])])
        };
        let (here, there) =
            futures::join!(office.store.journal().append(submission()), other.journal().append(submission()));
        here.unwrap();
        there.unwrap();
    }
    let states = office.states().await;
    assert_eq!(states.len(), 40);
    for pair in states.chunks(2) {
        assert_eq!(pair[0].external_user, pair[1].external_user);
        assert_eq!(pair[0].external_status, pair[1].external_status);
    }
}

async fn an_event_that_reaches_two_replicas_at_once_is_stored_once(database: TestDatabase) {
    let office = Office::open(database).await;
    let other = office.replica().await;
    for round in 0..20 {
        let submission = || {
            let event = state("ann", "CALL").sent(round).event(&format!("e{round}"));
            office.submission(vec![notification(round, vec![event])])
        };
        let (here, there) =
            futures::join!(office.store.journal().append(submission()), other.journal().append(submission()));
        let mut outcomes = [here.unwrap()[0][0], there.unwrap()[0][0]];
        outcomes.sort_by_key(|outcome| *outcome == Outcome::Duplicate);
        assert_eq!(outcomes, [Outcome::Accepted, Outcome::Duplicate]);
    }
    assert_eq!(office.states().await.len(), 20);
}
