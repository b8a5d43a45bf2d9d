//! The published corpus: what no format could read shows, by the right one, what was published.

use kadans_proto::v1::NotificationFormat;
use kadans_tests::{journeys, world::World};

use super::words::{Captures as _, since};
use crate::corpus::cases::{NOW, State, ZONE, cases};

journeys! {
    the_corpus_is_read_by_the_right_format_as_if_it_had_always_been_there,
}

async fn the_corpus_is_read_by_the_right_format_as_if_it_had_always_been_there(world: &mut World) {
    world.set_clock(NOW.parse().unwrap());
    let mut program = world.program().await;
    for case in cases().into_iter().filter(|case| case.expect.http != 200) {
        let integration = program.integration(&case.id, ZONE).await;
        let right = program.format(&integration).await;
        let mut wrong = right.clone();
        wrong.agent.as_mut().unwrap().names = vec!["nothing-is-called-like-this".to_owned()];
        wrong.time.as_mut().unwrap().names.clear();
        program.set_format(&integration, wrong.clone()).await.unwrap();
        let token = program.url_token(&integration).await;
        assert_eq!(world.send(&token, case.request()).await.status, 202, "{}", case.id);

        let etag = program.format(&integration).await.etag;
        program.set_format(&integration, NotificationFormat { etag, ..right }).await.unwrap();
        program.replay(&integration, since("2026-04-01T00:00:00Z".parse().unwrap())).await;
        let id = integration.parse().unwrap();
        let stored = world.store().journal().recent_notifications(world.account.id, id, None, 10).await.unwrap();
        let states: Vec<State> = stored.into_iter().flat_map(|one| one.states).map(State::from).collect();
        assert_eq!(states, case.expect.states, "{}", case.id);
        let set_aside = world.store().journal().set_aside(world.account.id, id).await.unwrap();
        assert_eq!(set_aside.items, case.expect.quarantined, "{}", case.id);

        // And away again, and back: what is superseded does not come back by itself.
        let etag = program.format(&integration).await.etag;
        let wrong = NotificationFormat { etag, ..wrong };
        program.set_format(&integration, wrong).await.unwrap();
        program.replay(&integration, since("2026-04-01T00:00:00Z".parse().unwrap())).await;
        let stored = world.store().journal().recent_notifications(world.account.id, id, None, 10).await.unwrap();
        assert!(stored.iter().all(|one| one.states.is_empty()), "{}", case.id);
    }
}
