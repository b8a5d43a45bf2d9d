//! The published corpus of notifications, over HTTP: what is answered, and what is stored.

use kadans_server::{odigo::flags::Flags, store::journal::NotedState};
use kadans_tests::{journeys, notify::Sent, world::World};
use serde::Deserialize;

const CORPUS: &str = include_str!("../../data/notifications.json");

/// The zone of the integrations that the corpus is written for.
const ZONE: &str = "Europe/Paris";

/// After every time that is sent.
const NOW: &str = "2026-04-01T10:00:00Z";

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
    states: Vec<State>,
    quarantined: i64,
}

#[derive(Debug, Deserialize, PartialEq)]
struct State {
    agent: String,
    status: String,
    detail: String,
    time: String,
    flags: Vec<String>,
}

impl Case {
    fn request(&self) -> Sent {
        let body = match &self.body_hex {
            Some(hex) => hex::decode(hex).unwrap(),
            None => self.body.clone().into_bytes(),
        };
        Sent {
            method: self.method.clone(),
            suffix: self.suffix.clone(),
            query: self.query.clone(),
            content_type: self.content_type.clone(),
            body,
        }
    }
}

impl From<NotedState> for State {
    fn from(stored: NotedState) -> Self {
        let flags = Flags::from_bits(stored.flags.try_into().unwrap()).unwrap();
        let time = match stored.sent_at {
            None => {
                assert_eq!(stored.at.to_string(), NOW, "without a sent time, the time of receipt counts");
                "receipt".to_owned()
            }
            Some(sent) => {
                assert_eq!(stored.at, sent);
                sent.to_string()
            }
        };
        Self {
            agent: stored.agent,
            status: stored.status,
            detail: stored.detail,
            time,
            flags: flags.names().map(str::to_owned).collect(),
        }
    }
}

journeys! {
    every_request_of_the_corpus_is_answered_and_stored_as_published,
}

async fn every_request_of_the_corpus_is_answered_and_stored_as_published(world: &mut World) {
    world.set_clock(NOW.parse().unwrap());
    let mut program = world.program().await;
    let corpus: Corpus = serde_json::from_str(CORPUS).unwrap();
    assert!(corpus.cases.len() >= 30);
    for case in corpus.cases {
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
