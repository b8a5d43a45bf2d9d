//! The published corpus: requests with their expected outcomes.

use serde::Deserialize;

use super::{RawNotification, Reading, read_with};
use crate::odigo::format::Format;

const CORPUS: &str = include_str!("../../../../tests/data/notifications.json");

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    method: String,
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
    quarantined: usize,
}

#[derive(Debug, Deserialize, PartialEq)]
struct State {
    agent: String,
    status: String,
    detail: String,
    time: String,
    flags: Vec<String>,
}

/// What the shim answers once everything is on disk.
fn http(reading: &Reading, quarantined: usize) -> u16 {
    match reading {
        Reading::Probe => 200,
        _ if quarantined > 0 => 202,
        _ => 204,
    }
}

#[test]
fn every_request_of_the_corpus_reads_as_published() {
    let corpus: Corpus = serde_json::from_str(CORPUS).unwrap();
    assert!(corpus.cases.len() >= 30);
    for case in corpus.cases {
        let body = match &case.body_hex {
            Some(hex) => hex::decode(hex).unwrap(),
            None => case.body.into_bytes(),
        };
        let raw = RawNotification {
            method: &case.method,
            query: Some(&case.query),
            content_type: case.content_type.as_deref(),
            body: &body,
        };
        let reading = read_with(&Format::default(), &raw);
        let (states, quarantined) = match &reading {
            Reading::Probe => (vec![], 0),
            Reading::Refused(_) => (vec![], 1),
            Reading::Notifications(read) => (read.states.clone(), read.unreadable.len()),
        };
        let states: Vec<State> = states
            .into_iter()
            .map(|state| State {
                agent: state.agent,
                status: state.status,
                detail: state.detail,
                time: state.sent_time.map_or("receipt".into(), |micros| {
                    let instant = jiff::Timestamp::from_microsecond(micros).unwrap();
                    instant.to_string()
                }),
                flags: state.flags.names().map(str::to_owned).collect(),
            })
            .collect();
        assert_eq!(states, case.expect.states, "{}", case.id);
        assert_eq!(quarantined, case.expect.quarantined, "{}", case.id);
        assert_eq!(http(&reading, quarantined), case.expect.http, "{}", case.id);
    }
}
