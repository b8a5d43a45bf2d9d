//! The cases of the corpus, as requests and as what is to be stored of them.

use kadans_server::{odigo::flags::Flags, store::journal::NotedState};
use kadans_tests::notify::Sent;
use serde::Deserialize;

const CORPUS: &str = include_str!("../../../data/notifications.json");

/// The zone of the integrations that the corpus is written for.
pub(crate) const ZONE: &str = "Europe/Paris";

/// After every time that is sent.
pub(crate) const NOW: &str = "2026-04-01T10:00:00Z";

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) suffix: String,
    pub(crate) query: String,
    pub(crate) content_type: Option<String>,
    pub(crate) body: String,
    pub(crate) body_hex: Option<String>,
    pub(crate) expect: Expect,
}

#[derive(Deserialize)]
pub(crate) struct Expect {
    pub(crate) http: u16,
    pub(crate) states: Vec<State>,
    pub(crate) quarantined: i64,
}

#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct State {
    agent: String,
    status: String,
    detail: String,
    time: String,
    flags: Vec<String>,
}

/// All of them.
pub(crate) fn cases() -> Vec<Case> {
    let corpus: Corpus = serde_json::from_str(CORPUS).unwrap();
    assert!(corpus.cases.len() >= 30);
    corpus.cases
}

impl Case {
    pub(crate) fn request(&self) -> Sent {
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
