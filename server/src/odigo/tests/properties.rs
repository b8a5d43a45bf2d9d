//! What holds for every input.

use proptest::prelude::*;

use super::{Reading, notifications, post, read_with};
use crate::odigo::format::Format;
use crate::odigo::reading::RawNotification;

/// Pieces from which bodies that nearly make sense are put together.
fn nearly_sensible() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\"agent\"",
        b"\"state\"",
        b"\"a\"",
        b"null",
        b"1e5",
        b"agent",
        b"state",
        b"ts",
        b"date",
        b"time",
        b"=",
        b"&",
        b"%E9",
        b"%",
        b"+",
        b"\n",
        b"\r\n",
        b"<n>",
        b"</n>",
        b"<agent",
        b"/>",
        b"<state>",
        b"</state>",
        b" a='b'",
        b"&amp;",
        b"&x;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<?xml encoding='x'?>",
        b"<!DOCTYPE n>",
        b"--B",
        b"Content-Disposition: form-data; name=\"agent\"",
        b"\xe9",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\0",
        b" ",
        b"2026-03-29",
        b"02:30:00",
        b"01:00",
        b"T",
        b"Z",
        b"/",
        b".",
        b"-",
        b"\\u",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|chosen| chosen.concat())
}

fn xml_escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn form_escaped(text: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A value that every kind of body can carry on one line.
fn value() -> impl Strategy<Value = String> {
    "[^\\p{C}\\p{Z}]([^\\p{C}]{0,20}[^\\p{C}\\p{Z}])?"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(body: Vec<u8>, query: String, content_type: Option<String>) {
        let raw = RawNotification {
            method: "POST",
            query: Some(&query),
            content_type: content_type.as_deref(),
            body: &body,
        };
        prop_assert_ne!(read_with(&Format::default(), &raw), Reading::Probe);
    }

    #[test]
    fn nearly_sensible_bytes_never_panic(body in nearly_sensible(), query in nearly_sensible()) {
        let query = String::from_utf8_lossy(&query);
        read_with(&Format::default(), &post(&query, &body));
    }

    #[test]
    fn any_time_text_leaves_the_state(time in "[0-9TZ:/ .+\\-\\[\\]a-zé]{0,40}") {
        let body = format!("agent=a&state=A&ts={}&time={}", form_escaped(&time), form_escaped(&time));
        prop_assert_eq!(notifications(&body).states.len(), 1);
    }

    #[test]
    fn the_same_fields_read_the_same_in_every_encoding(
        agent in value(), status in value(), detail in value(), id in value(),
        seconds in 0_i64..4_000_000_000,
    ) {
        let fields = [
            ("agentId", agent.as_str()), ("state", &status), ("pauseType", &detail), ("eventId", &id),
            ("timestamp", &seconds.to_string()),
        ];
        let each = |render: &dyn Fn(&str, &str) -> String, separator: &str| {
            fields.map(|(name, value)| render(name, value)).join(separator)
        };
        let form = each(&|name, value| format!("{name}={}", form_escaped(value)), "&");
        let json = each(&|name, value| format!("\"{name}\":{}", serde_json::Value::from(value)), ",");
        let elements = each(&|name, value| format!("<{name}>{}</{name}>", xml_escaped(value)), "");
        let attributes = each(&|name, value| format!("{name}=\"{}\"", xml_escaped(value)), " ");
        let lines = each(&|name, value| format!("{name}={value}"), "\n");
        let parts = each(&|name, value| format!(
            "--boundary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"), "");
        let expected = notifications(&form);
        prop_assert_eq!(&expected.states[0].agent, &agent);
        prop_assert_eq!(&expected.states[0].status, &status);
        prop_assert_eq!(&expected.states[0].detail, &detail);
        prop_assert_eq!(expected.states[0].event_id.as_deref(), Some(&*id));
        prop_assert_eq!(expected.states[0].sent_time, Some(seconds * 1_000_000));
        let root = |mut read: crate::odigo::reading::Notifications| {
            for found in &mut read.states[0].found {
                found.path = found.path.replace("n.", "");
            }
            read
        };
        for body in [
            format!("{{{json}}}"), lines, format!("{parts}--boundary--\r\n"),
            format!("<n>{elements}</n>"), format!("<n {attributes}/>"),
        ] {
            prop_assert_eq!(&root(notifications(&body)), &expected, "{}", body);
        }
    }
}
