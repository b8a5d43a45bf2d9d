//! The published corpus of notifications, over HTTP: what is answered, and what is stored.

pub(crate) mod cases;

use cases::{NOW, State, ZONE, cases};
use kadans_tests::{journeys, world::World};

journeys! {
    every_request_of_the_corpus_is_answered_and_stored_as_published,
}

async fn every_request_of_the_corpus_is_answered_and_stored_as_published(world: &mut World) {
    world.set_clock(NOW.parse().unwrap());
    let mut program = world.program().await;
    for case in cases() {
        // Each case has an integration of its own, so that all it stores can be looked at.
        let integration = program.integration(&case.id, ZONE).await;
        let token = program.url_token(&integration).await;
        let answer = world.send(&token, case.request()).await;
        assert_eq!(answer.status, case.expect.http, "{}: {}", case.id, answer.body);

        let (journal, account) = (world.store().journal(), world.account.id);
        let integration = integration.parse().unwrap();
        let stored = journal.recent_notifications(account, integration, None, 10).await.unwrap();
        let is_probe = case.expect.http == 200;
        assert_eq!(stored.len(), usize::from(!is_probe), "{}", case.id);
        for notification in &stored {
            assert_eq!(notification.body, case.request().body, "{}", case.id);
            assert_eq!((&notification.method, &notification.query), (&case.method, &case.query), "{}", case.id);
        }
        let states: Vec<State> =
            stored.into_iter().flat_map(|notification| notification.states).map(State::from).collect();
        assert_eq!(states, case.expect.states, "{}", case.id);
        let set_aside = journal.set_aside(account, integration).await.unwrap();
        assert_eq!(set_aside.items, case.expect.quarantined, "{}", case.id);
    }
}
