//! Events that are reported more than once.

use kadans_server::{odigo::flags::Flags, store::journal::Outcome::*};
use kadans_tests::{database::TestDatabase, on_both_databases};

use super::office::{Besides, Office, notification, state};

on_both_databases! {
    an_event_reported_again_is_acknowledged_and_stored_once,
    an_event_id_with_other_content_is_stored_and_flagged,
    without_an_event_id_nothing_is_dropped,
    an_event_id_belongs_to_its_integration,
    an_event_is_known_again_after_a_restart,
}

async fn an_event_reported_again_is_acknowledged_and_stored_once(database: TestDatabase) {
    let office = Office::open(database).await;
    let event = || state("ann", "PAUSE").detail("LUNCH").sent(0).event("e1");
    assert_eq!(office.receive(1, vec![event(), event()]).await.unwrap(), [Accepted, Duplicate]);
    assert_eq!(office.receive(2, vec![event()]).await.unwrap(), [Duplicate]);
    assert_eq!(office.states().await.len(), 1);
    let journal = office.store.journal();
    let notifications = journal.recent_notifications(office.account, office.integration, None, 10).await.unwrap();
    let states: Vec<_> = notifications.iter().map(|notification| notification.states.len()).collect();
    assert_eq!(states, [0, 1], "the notification that only repeated is kept as well");
}

async fn an_event_id_with_other_content_is_stored_and_flagged(database: TestDatabase) {
    let office = Office::open(database).await;
    let first = state("ann", "PAUSE").sent(0).event("e1");
    let others = [
        state("bob", "PAUSE").sent(0).event("e1"),
        state("ann", "CALL").sent(0).event("e1"),
        state("ann", "PAUSE").detail("LUNCH").sent(0).event("e1"),
        state("ann", "PAUSE").sent(1).event("e1"),
        state("ann", "PAUSE").event("e1"),
    ];
    office.receive(2, vec![first]).await.unwrap();
    assert_eq!(office.receive(3, others.to_vec()).await.unwrap(), [Accepted; 5]);
    assert_eq!(office.receive(4, others.to_vec()).await.unwrap(), [Duplicate; 5]);
    let reused = Flags::EVENT_ID_REUSED.bits().cast_signed();
    let flags: Vec<_> = office.states().await.iter().map(|state| state.flags).collect();
    assert_eq!(flags, [0, reused, reused, reused, reused, reused]);
}

async fn without_an_event_id_nothing_is_dropped(database: TestDatabase) {
    let office = Office::open(database).await;
    let outcomes = office.receive(0, vec![state("ann", "PAUSE").sent(0), state("ann", "PAUSE").sent(0)]).await;
    assert_eq!(outcomes.unwrap(), [Accepted, Accepted]);
}

async fn an_event_id_belongs_to_its_integration(database: TestDatabase) {
    let mut office = Office::open(database).await;
    office.receive(0, vec![state("ann", "PAUSE").event("e1")]).await.unwrap();
    office.integration = uuid::Uuid::now_v7().into();
    office.add_integration(office.account, office.integration).await;
    assert_eq!(office.receive(0, vec![state("ann", "CALL").event("e1")]).await.unwrap(), [Accepted]);
    assert_eq!(office.states().await[1].flags, 0);
}

async fn an_event_is_known_again_after_a_restart(database: TestDatabase) {
    let office = Office::open(database).await;
    let event = || office.submission(vec![notification(1, vec![state("ann", "PAUSE").sent(0).event("e1")])]);
    office.store.journal().append(event()).await.unwrap();
    office.store.journal().close().await;
    let restarted = office.replica().await;
    assert_eq!(restarted.journal().append(event()).await.unwrap(), [[Duplicate]]);
}
