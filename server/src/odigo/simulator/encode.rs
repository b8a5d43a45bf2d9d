//! Notifications as requests: the ways of writing them that Odigo's customers are known to have.

use bytes::Bytes;
use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::traffic::Note;

/// Everything but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How notifications are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// POST of an HTML form.
    Form,
    /// POST of a JSON object.
    Json,
    /// POST of an XML element.
    Xml,
    /// GET with everything in the query.
    Query,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Form, Self::Json, Self::Xml, Self::Query];
}

/// A request, but for the URL before the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The method.
    pub method: Method,
    /// The query without `?`, if there is one.
    pub query: Option<String>,
    /// The Content-Type, if there is a body.
    pub content_type: Option<&'static str>,
    /// The body.
    pub body: Bytes,
}

impl Encoded {
    /// A POST of a body.
    pub fn post(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { method: Method::POST, query: None, content_type: Some(content_type), body: body.into() }
    }
}

/// One notification in a format.
pub fn encode(note: &Note, format: Format) -> Encoded {
    match format {
        Format::Form => {
            let names = ["agentId", "state", "pauseType", "timestamp", "eventId"];
            Encoded::post("application/x-www-form-urlencoded", pairs(note, names))
        }
        Format::Json => {
            let json = serde_json::to_vec(&Json::new(note)).expect("strings under fixed names always serialise");
            Encoded::post("application/json", json)
        }
        Format::Xml => Encoded::post("text/xml; charset=utf-8", xml(note)),
        Format::Query => Encoded {
            method: Method::GET,
            query: Some(pairs(note, ["login", "etat", "typePause", "horodatage", "eventId"])),
            content_type: None,
            body: Bytes::new(),
        },
    }
}

/// Several notifications in one request: a JSON array of them.
pub fn encode_all(notes: &[Note]) -> Encoded {
    let all: Vec<Json<'_>> = notes.iter().map(Json::new).collect();
    let json = serde_json::to_vec(&all).expect("strings under fixed names always serialise");
    Encoded::post("application/json", json)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'a> {
    agent_login: &'a str,
    state: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pause_type: &'a str,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_id: Option<&'a str>,
}

impl<'a> Json<'a> {
    fn new(note: &'a Note) -> Self {
        Self {
            agent_login: &note.agent,
            state: note.state.status,
            pause_type: note.state.detail,
            timestamp: note.sent.to_string(),
            event_id: note.event_id.as_deref(),
        }
    }
}

/// The values of a notification under names in the order agent, status, detail, time, event id.
fn fields<'a>(
    note: &'a Note,
    sent: &'a str,
    names: [&'static str; 5],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let detail = Some(note.state.detail).filter(|detail| !detail.is_empty());
    let values = [Some(&*note.agent), Some(note.state.status), detail, Some(sent), note.event_id.as_deref()];
    names.into_iter().zip(values).filter_map(|(name, value)| Some((name, value?)))
}

fn pairs(note: &Note, names: [&'static str; 5]) -> String {
    let sent = note.sent.to_string();
    let mut out = String::with_capacity(160);
    for (name, value) in fields(note, &sent, names) {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.extend(utf8_percent_encode(value, ENCODED));
    }
    out
}

fn xml(note: &Note) -> String {
    let sent = note.sent.to_string();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?><notification>");
    for (name, value) in fields(note, &sent, ["agent", "status", "pauseReason", "eventDate", "notificationId"]) {
        let value = quick_xml::escape::escape(value);
        out.extend(["<", name, ">", &value, "</", name, ">"]);
    }
    out.push_str("</notification>");
    out
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::agent::State;
    use super::super::plan::PauseType;
    use super::*;
    use crate::domain::instant::Instant;
    use crate::odigo::format::Format as NotificationFormat;
    use crate::odigo::reader::NotificationReader;
    use crate::odigo::reading::{RawNotification, ReadState, Reading};

    fn read(request: &Encoded) -> Vec<ReadState> {
        let reader = NotificationReader::new(NotificationFormat::default(), &TimeZone::UTC).unwrap();
        let raw = RawNotification {
            method: request.method.as_str(),
            query: request.query.as_deref(),
            content_type: request.content_type,
            body: &request.body,
        };
        match reader.read(&raw) {
            Reading::Notifications(read) if read.unreadable.is_empty() => read.states,
            other => panic!("{other:?}"),
        }
    }

    fn assert_same(read: &ReadState, note: &Note) {
        assert_eq!((&*read.agent, &*read.status), (&*note.agent, note.state.status));
        assert_eq!(read.detail, note.state.detail);
        assert_eq!(read.sent_time, Some(note.sent.micros()));
        assert_eq!(read.event_id, note.event_id);
    }

    fn notes() -> Vec<Note> {
        let note = |agent: &str, state, micros, event_id: Option<&str>| Note {
            agent: agent.into(),
            state,
            sent: Instant::from_micros(micros),
            event_id: event_id.map(str::to_owned),
        };
        vec![
            note("agent0001", State::plain("AVAILABLE"), 1_700_000_000_000_000, None),
            note("o'neill & søn <ñandú>@x=1+2", State::pause(PauseType::Lunch), 1_700_000_000_123_456, Some("e-1/ü")),
        ]
    }

    #[test]
    fn the_shim_reads_back_what_was_written_in_every_format() {
        for note in notes() {
            for format in Format::ALL {
                let states = read(&encode(&note, format));
                assert_eq!(states.len(), 1, "{format:?}");
                assert_same(&states[0], &note);
            }
        }
    }

    #[test]
    fn the_shim_reads_back_every_notification_of_an_array() {
        let notes = notes();
        let states = read(&encode_all(&notes));
        assert_eq!(states.len(), notes.len());
        for (state, note) in states.iter().zip(&notes) {
            assert_same(state, note);
        }
    }
}
