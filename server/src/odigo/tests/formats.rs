//! What an integration's own format changes.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{Reading, post, read_with};
use crate::odigo::format::{Case, FieldFormat, Format};
use crate::odigo::reader::NotificationReader;
use crate::odigo::reading::ReadState;

fn state(format: &Format, body: &str) -> ReadState {
    match read_with(format, &post("", body)) {
        Reading::Notifications(mut read) if read.states.len() == 1 => read.states.remove(0),
        other => panic!("{other:?}"),
    }
}

fn agent_from(names: &[&str]) -> Format {
    Format { agent: FieldFormat::with_names(names), ..Format::default() }
}

#[test]
fn a_dotted_name_is_a_path_at_any_depth() {
    let format = agent_from(&["Who.Login"]);
    let body = r#"{"login":"x","n":{"who":{"LOGIN":"a"},"state":"X"}}"#;
    assert_eq!(state(&format, body).agent, "a");
    assert_eq!(state(&format, "who.login=a&state=X").agent, "a");
    assert_eq!(state(&format, "<n><who login='a'/><state>X</state></n>").agent, "a");
    let elsewhere = post("", r#"{"who":{"x":{"login":"a"}},"state":"X"}"#);
    let Reading::Notifications(read) = read_with(&format, &elsewhere) else { panic!() };
    assert_eq!(read.unreadable[0].reason.code(), "missing_agent");
}

#[test]
fn a_path_through_a_list_reaches_its_items() {
    let format = agent_from(&["data.items.who"]);
    let body = r#"{"data":{"items":[{"who":"a","state":"A"},{"who":"b","state":"B"}]}}"#;
    let Reading::Notifications(read) = read_with(&format, &post("", body)) else { panic!() };
    let agents: Vec<_> = read.states.iter().map(|s| &*s.agent).collect();
    assert_eq!(agents, ["a", "b"]);
}

#[test]
fn values_are_replaced_as_written_and_else_without_case() {
    let mut format = Format::default();
    format.status.values = [("3", "PAUSE"), ("busy", "ON_CALL"), ("BUSY", "WRAP_UP")]
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .into();
    let status = |value: &str| state(&format, &format!("agent=a&state={value}")).status;
    assert_eq!(status("3"), "PAUSE");
    assert_eq!(status("busy"), "ON_CALL");
    assert_eq!(status("BUSY"), "WRAP_UP");
    assert_eq!(status("other"), "other");
    format.detail.values = BTreeMap::from([("none".to_owned(), String::new())]);
    assert_eq!(state(&format, "agent=a&state=A&motif=NONE").detail, "");
}

#[test]
fn logins_may_be_folded_to_one_case() {
    let mut format = Format::default();
    format.agent.case = Case::Lower;
    assert_eq!(state(&format, "agent=JDoe%C3%89&state=A").agent, "jdoeé");
}

#[test]
fn the_format_may_name_another_zone_than_the_integration() {
    let format = Format { zone: Some("America/Havana".into()), ..Format::default() };
    let state = state(&format, "agent=a&state=A&ts=2026-01-02 07:00:00");
    assert_eq!(state.sent_time, Some(1_767_355_200_000_000));
}

#[test]
fn a_field_without_names_is_switched_off() {
    let mut format = Format::default();
    format.detail.names.clear();
    assert_eq!(state(&format, "agent=a&state=A&motif=x").detail, "");
}

#[test]
fn a_stored_format_comes_back_the_same_and_what_it_leaves_out_is_default() {
    let mut format = agent_from(&["who"]);
    format.status.case = Case::Upper;
    format.status.values.insert("a".into(), "b".into());
    let json = serde_json::to_string(&format).unwrap();
    assert_eq!(serde_json::from_str::<Format>(&json).unwrap(), format);
    assert_eq!(serde_json::from_str::<Format>("{}").unwrap(), Format::default());
    assert!(serde_json::from_str::<Format>(r#"{"agnet":{}}"#).is_err());
}

#[test]
fn the_etag_changes_with_the_format_and_never_otherwise() {
    let format = Format::default();
    assert_eq!(format.etag(), Format::default().etag());
    assert_eq!(format.etag().len(), 16);
    let mut other = format.clone();
    other.detail.names.swap(0, 1);
    assert_ne!(format.etag(), other.etag());
}

#[test]
fn everything_that_is_wrong_with_a_format_is_said_at_once() {
    let mut format = agent_from(&[]);
    format.status.names = vec!["a..b".into(), " ".into(), "x".into(), "X".into()];
    format.detail.values.insert("x".into(), "y\n".into());
    format.event_id.names = vec!["a".repeat(201)];
    format.logged_out = vec!["A".into(); 201];
    format.zone = Some("Mars/Olympus".into());
    let paths: Vec<_> = format.violations().into_iter().map(|v| v.path).collect();
    assert_eq!(
        paths,
        [
            "agent.names",
            "status.names[0]",
            "status.names[1]",
            "status.names[3]",
            "detail.values[0].to",
            "event_id.names[0]",
            "logged_out",
            "zone"
        ]
    );
    let refused = NotificationReader::new(format, &TimeZone::UTC).unwrap_err();
    assert_eq!(refused.0.len(), 8);
    assert_eq!(Format::default().violations(), []);
}
