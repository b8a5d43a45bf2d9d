//! Several notifications in one body.

use super::{notifications, outcome, post, read_with, reason, state, states};
use crate::odigo::format::Format;
use crate::odigo::reading::Reading;

#[test]
fn items_of_an_array_inside_an_object_inherit_its_other_fields() {
    let body = r#"{"source":{"motif":"M"},"timestamp":1772452800,
        "data":{"events":[{"agent":"a","state":"A"},{"agent":"b","state":"B","timestamp":1772452801}]}}"#;
    let read = notifications(body);
    let seen: Vec<_> = read.states.iter().map(|s| (s.index, &*s.agent, &*s.detail, s.sent_time)).collect();
    assert_eq!(seen, [(0, "a", "M", Some(1_772_452_800_000_000)), (1, "b", "M", Some(1_772_452_801_000_000))]);
    assert_eq!(read.states[1].found[0].path, "data.events.agent");
}

#[test]
fn an_item_has_its_own_fields_before_inherited_ones_whatever_their_names() {
    let body = r#"{"state":"outer","items":[{"utilisateur":"a","statut":"A"},{"agent":"b"}]}"#;
    assert_eq!(outcome(body).0, states(&[("a", "A"), ("b", "outer")]));
}

#[test]
fn an_array_does_not_split_an_object_that_has_agent_and_status_of_its_own() {
    let body = r#"{"agent":{"login":"a"},"state":"A","history":[{"state":"B"},{"state":"C"}],
        "details":[{"pauseType":"LUNCH"}]}"#;
    let state = state(body);
    assert_eq!((&*state.status, &*state.detail), ("A", "LUNCH"));
}

#[test]
fn an_object_with_only_one_of_agent_and_status_is_split() {
    let body = r#"{"agent":"a","events":[{"state":"A"},{"state":"B"}]}"#;
    assert_eq!(outcome(body).0, states(&[("a", "A"), ("a", "B")]));
    let body = r#"{"state":"LOGOUT","agent":[{"id":1},{"id":2}]}"#;
    assert_eq!(outcome(body).0, states(&[("1", "LOGOUT"), ("2", "LOGOUT")]));
}

#[test]
fn arrays_without_any_agent_or_status_do_not_split() {
    let body = r#"{"data":{"agent":"a"},"skills":[{"id":1},{"id":2}]}"#;
    assert_eq!(reason(body), "missing_status");
    let body = r#"{"tags":[{"id":1},{"id":2}],"events":[{"agent":"a","state":"A"},{"agent":"b","state":"B"}]}"#;
    assert_eq!(outcome(body).0, states(&[("a", "A"), ("b", "B")]));
}

#[test]
fn arrays_in_items_split_further() {
    let body = r#"[{"agent":"a","changes":[{"state":"A"},{"state":"B"}]},{"agent":"b","state":"C"}]"#;
    assert_eq!(outcome(body).0, states(&[("a", "A"), ("a", "B"), ("b", "C")]));
}

#[test]
fn bad_items_are_set_aside_one_by_one_and_keep_their_place() {
    let body = r#"[{"agent":"a","state":"A"},{"state":"B"},7,{"agent":"c"},{"agent":"d","state":"D"}]"#;
    let bad = vec![(1, "missing_agent"), (2, "no_notification"), (3, "missing_status")];
    assert_eq!(outcome(body), (states(&[("a", "A"), ("d", "D")]), bad));
}

#[test]
fn a_broken_line_does_not_cost_the_others() {
    let body = "{\"agent\":\"a\",\"state\":\"A\"}\r\n{\"agent\":\n\n{\"agent\":\"b\",\"state\":\"B\"}";
    let expected = (states(&[("a", "A"), ("b", "B")]), vec![(1, "unreadable")]);
    assert_eq!(outcome(body), expected);
    let body = "{\"agent\":\n{\"agent\":\"b\",\"state\":\"B\"}\n";
    assert_eq!(outcome(body), (states(&[("b", "B")]), vec![(0, "unreadable")]));
}

#[test]
fn repeated_sibling_elements_with_children_or_attributes_are_several() {
    let body = "<list><date>2026-03-02</date><n><agent>a</agent><state>A</state></n>\
        <n><agent>b</agent><state>B</state></n></list>";
    assert_eq!(outcome(body).0, states(&[("a", "A"), ("b", "B")]));
    let body =
        "<s:Envelope><s:Body><push><n agent='a' state='A'/><n agent='b' state='B'/><n/></push></s:Body></s:Envelope>";
    assert_eq!(outcome(body).0, states(&[("a", "A"), ("b", "B")]));
}

#[test]
fn the_query_completes_every_item() {
    let body = r#"[{"agent":"a"},{"agent":"b","state":"B"}]"#;
    let Reading::Notifications(read) = read_with(&Format::default(), &post("state=Q", body)) else { panic!() };
    let seen: Vec<_> = read.states.iter().map(|s| &*s.status).collect();
    assert_eq!(seen, ["Q", "B"]);
}

#[test]
fn five_hundred_notifications_are_taken_and_one_more_refuses_all() {
    let item = r#"{"agent":"a","state":"A"}"#;
    let array = |count| format!("[{}]", vec![item; count].join(","));
    assert_eq!(notifications(&array(500)).states.len(), 500);
    assert_eq!(reason(&array(501)), "too_many");
    assert_eq!(reason(&vec![item; 501].join("\n")), "too_many");
    let broken_lines = format!("{item}\n{}", vec!["{"; 500].join("\n"));
    assert_eq!(reason(&broken_lines), "too_many");
    let xml = format!("<l>{}</l>", "<n agent='a' state='A'/>".repeat(501));
    assert_eq!(reason(&xml), "too_many");
}
