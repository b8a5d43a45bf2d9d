//! What an acknowledgement means, and whom a failure concerns.

use futures::{FutureExt, future::join_all};
use kadans_server::{
    domain::ids::{AccountId, IntegrationId},
    store::{
        StoreError,
        journal::{Outcome, Reading, SetAside, Submission, Unreadable},
    },
};
use kadans_tests::{database::TestDatabase, on_both_databases};
use uuid::Uuid;

use super::office::{Besides, Office, at, notification, state};

on_both_databases! {
    what_was_acknowledged_is_there_after_a_restart,
    many_states_in_one_submission_are_all_stored,
    a_submission_that_cannot_be_stored_takes_no_other_with_it,
    an_integration_of_another_account_is_not_found,
    a_caller_that_gives_up_changes_nothing_for_its_submission,
    closing_stores_what_waits_and_refuses_what_comes_later,
    a_submission_larger_than_a_log_number_is_refused,
}

async fn what_was_acknowledged_is_there_after_a_restart(database: TestDatabase) {
    let office = Office::open(database).await;
    let mut partly = notification(5, vec![state("ann", "PAUSE").detail("LUNCH").sent(3).event("e1")]);
    partly.unreadable.push(Unreadable { index: 1, code: "no_agent".to_owned(), message: "no agent".to_owned() });
    let mut unreadable = notification(6, vec![]);
    unreadable.unreadable.clone_from(&partly.unreadable);
    let outcomes = office.store.journal().append(office.submission(vec![partly, unreadable])).await.unwrap();
    assert_eq!(outcomes, [vec![Outcome::Accepted], vec![]]);
    office.store.journal().close().await;

    let restarted = office.replica().await;
    let stored = restarted.journal().recent_notifications(office.account, office.integration, None, 10).await.unwrap();
    let [quarantined, partly] = stored.as_slice() else { panic!("{stored:?}") };
    assert_eq!(quarantined.reading, Reading::Quarantined);
    assert_eq!(partly.reading, Reading::Partly);
    assert_eq!(partly.received_at, at(5));
    assert_eq!(partly.body, b"agentId=ann&state=PAUSE");
    assert_eq!((partly.method.as_str(), partly.format_etag.as_str()), ("POST", "v1"));
    assert_eq!(partly.unreadable[0].code, "no_agent");
    let state = &partly.states[0];
    assert_eq!((state.agent.as_str(), state.status.as_str(), state.detail.as_str()), ("ann", "PAUSE", "LUNCH"));
    assert_eq!((state.at, state.sent_at, state.event_id.as_deref()), (at(3), Some(at(3)), Some("e1")));
    assert_eq!(*partly, restarted.journal().notification(office.account, partly.id).await.unwrap());
    let set_aside = restarted.journal().set_aside(office.account, office.integration).await.unwrap();
    assert_eq!(set_aside, SetAside { notifications: 2, items: 2 });
}

async fn many_states_in_one_submission_are_all_stored(database: TestDatabase) {
    let office = Office::open(database).await;
    let states = (0..6_000).map(|number| state(&format!("agent {number}"), "CALL").event(&format!("e{number}")));
    let outcomes = office.receive(0, states.collect()).await.unwrap();
    assert_eq!(outcomes, vec![Outcome::Accepted; 6_000]);
    assert_eq!(office.states().await.len(), 6_000);
}

/// Submissions of ten agents, and between them one of an account that is not there.
fn with_a_bad_one(office: &Office) -> Vec<Submission> {
    let good = |agent: i32| office.submission(vec![notification(0, vec![state(&format!("agent {agent}"), "CALL")])]);
    let mut submissions: Vec<_> = (0..10).map(good).collect();
    submissions.insert(6, Submission { account: AccountId::new(Uuid::nil()), ..good(99) });
    submissions
}

async fn a_submission_that_cannot_be_stored_takes_no_other_with_it(database: TestDatabase) {
    let office = Office::open(database).await;
    let appends = with_a_bad_one(&office).into_iter().map(|submission| office.store.journal().append(submission));
    let results = join_all(appends).await;
    for (place, result) in results.iter().enumerate() {
        match result {
            Ok(outcomes) => assert_eq!(outcomes, &[vec![Outcome::Accepted]]),
            Err(error) => assert!(place == 6 && matches!(error, StoreError::NotFound), "{place}: {error}"),
        }
    }
    assert_eq!(office.states().await.len(), 10);
}

async fn an_integration_of_another_account_is_not_found(database: TestDatabase) {
    let office = Office::open(database).await;
    let neighbour = AccountId::new(Uuid::now_v7());
    let theirs = IntegrationId::new(Uuid::now_v7());
    office.add_account(neighbour).await;
    office.add_integration(neighbour, theirs).await;
    let submission = office.submission(vec![notification(0, vec![state("ann", "CALL")])]);
    let submission = Submission { integration: theirs, ..submission };
    let refused = office.store.journal().append(submission).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotFound), "{refused}");
    assert_eq!(office.states().await, []);
    assert_eq!(office.store.log_number(office.account).await.unwrap(), 0);
}

async fn a_caller_that_gives_up_changes_nothing_for_its_submission(database: TestDatabase) {
    let office = Office::open(database).await;
    // Polled once, and dropped while it waits for the disk.
    assert_eq!(office.receive(0, vec![state("ann", "CALL")]).now_or_never().map(|result| result.is_ok()), None);
    office.receive(1, vec![state("bob", "CALL")]).await.unwrap();
    assert_eq!(office.states().await.len(), 2);
}

async fn closing_stores_what_waits_and_refuses_what_comes_later(database: TestDatabase) {
    let office = Office::open(database).await;
    let waiting = (0..100).map(|second| office.receive(second, vec![state("ann", "CALL")]));
    let (results, ()) = futures::join!(join_all(waiting), office.store.journal().close());
    assert!(results.iter().all(Result::is_ok));
    let late = office.receive(100, vec![state("ann", "CALL")]).await.unwrap_err();
    assert!(matches!(late, StoreError::Closed), "{late}");
    assert_eq!(office.states().await.len(), 100);
}

async fn a_submission_larger_than_a_log_number_is_refused(database: TestDatabase) {
    let office = Office::open(database).await;
    let refused = office.receive(0, vec![state("ann", "CALL"); 70_000]).await.unwrap_err();
    assert!(refused.to_string().contains("70001 notifications and states"), "{refused}");
}
