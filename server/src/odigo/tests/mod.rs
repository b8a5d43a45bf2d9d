//! Reading as an integration sees it: whole requests in, states and reasons out.

mod bodies;
mod corpus;
mod formats;
mod hostile;
mod properties;
mod several;
mod times;
mod values;

use jiff::tz::TimeZone;

use super::format::Format;
use super::reader::NotificationReader;
use super::reading::{Notifications, RawNotification, ReadState, Reading};
use super::vocabulary::Field;

/// Reads with a format in Europe/Paris.
fn read_with(format: &Format, raw: &RawNotification<'_>) -> Reading {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    NotificationReader::new(format.clone(), &paris).unwrap().read(raw)
}

/// A POST with this query and body.
fn post<'a>(query: &'a str, body: &'a (impl AsRef<[u8]> + ?Sized)) -> RawNotification<'a> {
    RawNotification { method: "POST", query: Some(query), content_type: None, body: body.as_ref() }
}

fn notifications(body: &(impl AsRef<[u8]> + ?Sized)) -> Notifications {
    match read_with(&Format::default(), &post("", body)) {
        Reading::Notifications(read) => read,
        other => panic!("{other:?}"),
    }
}

/// The one state a body gives.
fn state(body: &(impl AsRef<[u8]> + ?Sized)) -> ReadState {
    let mut read = notifications(body);
    assert_eq!((read.states.len(), &*read.unreadable), (1, &[][..]));
    read.states.remove(0)
}

/// Agent and status of each state, and the code and place of each notification set aside.
type Outcome = (Vec<(String, String)>, Vec<(usize, &'static str)>);

fn outcome(body: &(impl AsRef<[u8]> + ?Sized)) -> Outcome {
    let read = notifications(body);
    let states = read.states.into_iter().map(|s| (s.agent, s.status));
    let unreadable = read.unreadable.iter().map(|u| (u.index, u.reason.code()));
    (states.collect(), unreadable.collect())
}

fn states(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(agent, status): &(&str, &str)| ((*agent).to_owned(), (*status).to_owned());
    pairs.iter().map(owned).collect()
}

/// Why a body, or the one notification in it, is set aside.
fn reason(body: &(impl AsRef<[u8]> + ?Sized)) -> &'static str {
    reason_of(&post("", body))
}

fn reason_of(raw: &RawNotification<'_>) -> &'static str {
    match read_with(&Format::default(), raw) {
        Reading::Refused(reason) => reason.code(),
        Reading::Notifications(read) => {
            assert_eq!((read.states.len(), read.unreadable.len()), (0, 1));
            read.unreadable[0].reason.code()
        }
        Reading::Probe => "probe",
    }
}

/// The path and source a field was found by.
fn found(state: &ReadState, field: Field) -> (&str, &str) {
    let found = state.found.iter().find(|f| f.field == field).unwrap();
    (&found.path, found.source.as_str())
}
