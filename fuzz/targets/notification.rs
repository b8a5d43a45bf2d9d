//! What Odigo sends: whatever it is, it is read within its limits, and shown without its secrets.
#![no_main]

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use kadans_fuzz::odigo::{
    format::{Case, FieldFormat, Format},
    reader::NotificationReader,
    reading::{MAX_CHARACTERS, MAX_NOTIFICATIONS, RawNotification, Reading},
    redact,
};
use libfuzzer_sys::fuzz_target;

/// The Content-Types by which a body may come; the first byte of an input chooses one.
const CONTENT_TYPES: [Option<&str>; 4] =
    [None, Some("multipart/form-data; boundary=b"), Some("text/xml; charset=windows-1252"), Some("application/json")];

/// Ends the query of an input; the body follows.
const END_OF_QUERY: u8 = b'\n';

/// The format as it is at first, and one that a customer has changed.
static READERS: LazyLock<[NotificationReader; 2]> = LazyLock::new(|| {
    let mut changed = Format {
        agent: FieldFormat::with_names(&["who.name", "who", "@id"]),
        status: FieldFormat { case: Case::Upper, ..FieldFormat::with_names(&["what", "state"]) },
        zone: Some("America/Havana".to_owned()),
        ..Format::default()
    };
    changed.status.values.insert("WORK".to_owned(), "CALL".to_owned());
    let zone = TimeZone::get("Europe/Madrid").expect("a zone there is");
    [Format::default(), changed].map(|format| NotificationReader::new(format, &zone).expect("a format that is right"))
});

fn is_an_identifier(text: &str) -> bool {
    (1..=MAX_CHARACTERS).contains(&text.chars().count()) && !text.contains(char::is_control)
}

fuzz_target!(|input: &[u8]| {
    let Some((shape, rest)) = input.split_first() else { return };
    let content_type = CONTENT_TYPES[usize::from(*shape) % CONTENT_TYPES.len()];
    let end = rest.iter().position(|byte| *byte == END_OF_QUERY).unwrap_or(rest.len());
    let (query, body) = rest.split_at(end);
    let body = body.strip_prefix(&[END_OF_QUERY]).unwrap_or(body);
    // A query has passed a parser of URLs: it is ASCII without blanks.
    let query = std::str::from_utf8(query).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
    let raw = RawNotification { method: "POST", query, content_type, body };
    for reader in READERS.iter() {
        let Reading::Notifications(found) = reader.read(&raw) else { continue };
        let mut places: Vec<usize> = found.states.iter().map(|state| state.index).collect();
        places.extend(found.unreadable.iter().map(|item| item.index));
        places.sort_unstable();
        assert!(places.len() <= MAX_NOTIFICATIONS);
        assert!(places.iter().copied().eq(0..places.len()), "every item of a body is read or set aside, once");
        for state in &found.states {
            assert!(is_an_identifier(&state.agent) && is_an_identifier(&state.status), "{state:?}");
            assert!(state.detail.is_empty() || is_an_identifier(&state.detail), "{state:?}");
            assert!(state.event_id.as_deref().is_none_or(is_an_identifier), "{state:?}");
        }
    }
    redact::body(body, content_type);
    redact::query(query.unwrap_or_default());
});
