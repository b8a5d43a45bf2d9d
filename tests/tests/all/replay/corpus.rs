//! The published corpus: what no format could read shows, by the right one, what was published.

use kadans_server::store::journal::NotedState;
use kadans_tests::{journeys, notify::Sent, world::World};
use serde::Deserialize;

use super::words::{Captures as _, since};

const CORPUS: &str = include_str!("../../../data/notifications.json");

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    method: String,
    suffix: String,
    query: String,
    content_type: Option<String>,
    body: String,
    body_hex: Option<String>,
    expect: Expect,
}

#[derive(Deserialize)]
struct Expect {
    http: u16,
    quarantined: i64,
    states: Vec<State>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct State {
    agent: String,
    status: String,
    detail: String,
}

impl From<NotedState> for State {
    fn from(stored: NotedState) -> Self {
        Self { agent: stored.agent, status: stored.status, detail: stored.detail }
    }
}

journeys! {
    the_corpus_is_read_by_the_right_format_as_if_it_had_always_been_there,
}

async fn the_corpus_is_read_by_the_right_format_as_if_it_had_always_been_there(world: &mut World) {
    world.set_clock("2026-04-01T10:00:00Z".parse().unwrap());
    let mut program = world.program().await;
    let corpus: Corpus = serde_json::from_str(CORPUS).unwrap();
    for case in corpus.cases.into_iter().filter(|case| case.expect.http != 200) {
        let integration = program.integration(&case.id, "Europe/Paris").await;
        let right = program.format(&integration).await;
        let mut wrong = right.clone();
        wrong.agent.as_mut().unwrap().names = vec!["nothing-is-called-like-this".to_owned()];
        wrong.time.as_mut().unwrap().names.clear();
        program.set_format(&integration, wrong.clone()).await.unwrap();
        let token = program.url_token(&integration).await;
        let body = case.body_hex.map_or(case.body.into_bytes(), |hex| hex::decode(hex).unwrap());
        let sent =
            Sent { method: case.method, suffix: case.suffix, query: case.query, content_type: case.content_type, body };
        assert_eq!(world.send(&token, sent).await.status, 202, "{}", case.id);

        let etag = program.format(&integration).await.etag;
        program.set_format(&integration, kadans_proto::v1::NotificationFormat { etag, ..right }).await.unwrap();
        program.replay(&integration, since("2026-04-01T00:00:00Z".parse().unwrap())).await;
        let id = integration.parse().unwrap();
        let stored = world.store().journal().recent_notifications(world.account.id, id, None, 10).await.unwrap();
        let states: Vec<State> = stored.into_iter().flat_map(|one| one.states).map(State::from).collect();
        assert_eq!(states, case.expect.states, "{}", case.id);
        let set_aside = world.store().journal().set_aside(world.account.id, id).await.unwrap();
        assert_eq!(set_aside.items, case.expect.quarantined, "{}", case.id);

        // And away again, and back: what is superseded does not come back by itself.
        let etag = program.format(&integration).await.etag;
        let wrong = kadans_proto::v1::NotificationFormat { etag, ..wrong };
        program.set_format(&integration, wrong).await.unwrap();
        program.replay(&integration, since("2026-04-01T00:00:00Z".parse().unwrap())).await;
        let stored = world.store().journal().recent_notifications(world.account.id, id, None, 10).await.unwrap();
        assert!(stored.iter().all(|one| one.states.is_empty()), "{}", case.id);
    }
}
