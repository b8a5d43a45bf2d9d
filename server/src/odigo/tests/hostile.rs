//! Bodies made to hurt: as deep, as many and as long as 64 KiB allow.

use std::time::{Duration, Instant};

use super::{Reading, post, read_with, reason, state};
use crate::odigo::format::Format;

const LIMIT: usize = 64 * 1024;

/// `piece` as often as it fits, between `head` and `tail`.
fn filled(head: &str, piece: &str, tail: &str) -> String {
    let count = (LIMIT - head.len() - tail.len()) / piece.len();
    format!("{head}{}{tail}", piece.repeat(count))
}

#[test]
fn thirty_two_levels_are_read_and_one_more_is_too_deep() {
    let json = |levels: usize| {
        let open = r#"{"a":"#.repeat(levels - 1);
        let inner = r#"{"agent":"a","state":"A"}"#;
        format!("{open}{inner}{}", "}".repeat(levels - 1))
    };
    assert_eq!(state(&json(32)).agent, "a");
    assert_eq!(reason(&json(33)), "too_deep");
    let arrays = |levels: usize| {
        let inner = r#"{"agent":"a","state":"A"}"#;
        format!("{}{inner}{}", "[".repeat(levels - 1), "]".repeat(levels - 1))
    };
    assert_eq!(state(&arrays(32)).agent, "a");
    assert_eq!(reason(&arrays(33)), "too_deep");
    let xml = |levels: usize| {
        let inner = "<n agent='a' state='A'/>";
        format!("{}{inner}{}", "<a>".repeat(levels - 1), "</a>".repeat(levels - 1))
    };
    assert_eq!(state(&xml(32)).agent, "a");
    assert_eq!(reason(&xml(33)), "too_deep");
}

#[test]
fn bottomless_bodies_are_too_deep_or_broken_but_never_overflow() {
    let half = LIMIT / 2;
    let closed = format!("{}{}", "[".repeat(half), "]".repeat(half));
    assert_eq!(reason(&closed), "too_deep");
    assert_eq!(reason(&"[".repeat(LIMIT)), "unreadable");
    assert_eq!(reason(&filled("", r#"{"a":"#, "")), "unreadable");
    assert_eq!(reason(&filled("", "<a>", "")), "too_deep");
    assert_eq!(reason(&filled("a", ".a", "=1")), "too_deep");
}

#[test]
fn no_body_of_64_kib_takes_long() {
    let nested = |inner: &str| {
        let open = r#"{"event":"#.repeat(31);
        filled(&format!(r#"{open}{{"z":1"#), inner, &"}".repeat(32))
    };
    let lists = {
        let open = r#"{"a":[{"state":1},"#.repeat(15);
        filled(&format!("{open}1"), r#",{"ts":1}"#, &"]}".repeat(15))
    };
    let bodies = [
        filled("a=1", "&a=1", ""),
        filled("agent=a", "&agent=b", ""),
        filled("a", "&x.a.b.c.d=1", ""),
        filled("a=1", "\na=1", ""),
        filled("", "%4", "=%"),
        filled("{\"a\":1", ",\"agent\":1", "}"),
        filled("[1", ",1", "]"),
        filled("[", "{},", "{}]"),
        filled("", "{}\n", ""),
        filled("{\n", "{\n", ""),
        filled("{\"items\":[{\"agent\":1}", ",{\"state\":1}", "]}"),
        nested(r#","id":1"#),
        nested(r#","agent":1"#),
        lists,
        filled("<n", " a=''", "/>"),
        filled("<n>", "<agent/>", "</n>"),
        filled("<n>", "<n agent='a'/>", "</n>"),
        filled("<n>", "&amp;", "</n>"),
        filled("<n>", "<![CDATA[]]>", "</n>"),
        filled("<n>", "<", "</n>"),
        filled("--B\r\n", "\r\n--B\r\n\r\n", ""),
        filled("--B\r\n", "\r\n--", ""),
        filled("--", "-", "\r\n"),
        filled("", "\n--B", "a=b"),
    ];
    for body in bodies {
        let started = Instant::now();
        let reading = read_with(&Format::default(), &post(&body, &body));
        assert_ne!(reading, Reading::Probe);
        let head: String = body.chars().take(40).collect();
        // Milliseconds in a release build; the bound leaves room for a slow machine, not for quadratic work.
        assert!(started.elapsed() < Duration::from_secs(2), "{head}");
    }
}

#[test]
fn what_items_inherit_does_not_multiply_a_long_body() {
    let long = "x".repeat(30_000);
    let items = vec![r#"{"agent":"a","state":"A"}"#; 500].join(",");
    let body = format!(r#"{{"{long}":{{"motif":"{long}","eventId":"{long}"}},"items":[{items}]}}"#);
    let Reading::Notifications(read) = read_with(&Format::default(), &post("", &body)) else { panic!() };
    assert_eq!(read.states.len(), 500);
    for state in read.states {
        assert_eq!((state.detail.len(), state.event_id), (200, None));
        assert!(state.found.iter().all(|found| found.path.len() <= 200));
    }
}
