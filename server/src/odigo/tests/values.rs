//! Which value a field gets when several could be meant.

use super::{Reading, found, post, read_with, reason, reason_of, state};
use crate::odigo::format::Format;
use crate::odigo::reading::{ReadState, Source};
use crate::odigo::vocabulary::Field;

/// The state of a request with query and body.
fn with_query(query: &str, body: &str) -> ReadState {
    match read_with(&Format::default(), &post(query, body)) {
        Reading::Notifications(mut read) if read.states.len() == 1 => read.states.remove(0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_listed_name_wins_wherever_it_stands() {
    assert_eq!(state("login=b&state=X&agentId=a").agent, "a");
    assert_eq!(state(r#"{"login":"b","state":"X","deep":{"agentId":"a"}}"#).agent, "a");
}

#[test]
fn the_shallowest_place_wins_among_those_of_one_name() {
    let state = state(r#"{"x":{"y":{"agent":"deep"},"agent":"a"},"y":{"state":"X"},"state":"Y"}"#);
    assert_eq!((&*state.agent, &*state.status), ("a", "Y"));
    assert_eq!(found(&state, Field::Agent), ("x.agent", "body"));
}

#[test]
fn names_are_compared_without_case() {
    assert_eq!(state("AGENTLOGIN=a&StAtUt=X").agent, "a");
}

#[test]
fn an_object_means_its_login_user_uid_id_or_name_in_this_order() {
    let agent = |json: &str| state(&format!(r#"{{"state":"X","agent":{json}}}"#)).agent;
    assert_eq!(agent(r#"{"name":"d","id":"c","userUid":"b","LOGIN":"a"}"#), "a");
    assert_eq!(agent(r#"{"name":"d","id":"c","userUid":"b"}"#), "b");
    assert_eq!(agent(r#"{"name":"d","id":7}"#), "7");
    assert_eq!(agent(r#"{"name":"d","login":null}"#), "d");
}

#[test]
fn an_object_without_any_of_these_means_nothing() {
    let body = r#"{"agent":{"mail":"a@b.example"},"userId":"u","state":{"code":1},"statut":"X"}"#;
    let state = state(body);
    assert_eq!((&*state.agent, &*state.status), ("u", "X"));
}

#[test]
fn an_event_that_holds_the_agent_is_not_itself_the_status() {
    let json = r#"{"event":{"id":"77","agentId":"a","eventType":"PAUSE"}}"#;
    assert_eq!(state(json).status, "PAUSE");
    let xml = r#"<event id="77"><agentId>a</agentId><eventType>PAUSE</eventType></event>"#;
    assert_eq!(state(xml).status, "PAUSE");
    let status = r#"{"agentId":"a","event":{"id":"77","name":"PAUSE"}}"#;
    assert_eq!(state(status).status, "77");
}

#[test]
fn null_and_blank_values_are_absent() {
    let state = state(r#"{"agentId":null,"agent":" ","login":"a","state":"","status":"X"}"#);
    assert_eq!((&*state.agent, &*state.status), ("a", "X"));
    assert_eq!(reason("agentId=&state=X"), "missing_agent");
    assert_eq!(reason(r#"{"agentId":"a","state":null}"#), "missing_status");
}

#[test]
fn the_body_wins_over_the_query_field_by_field() {
    let state = with_query("agentId=q&state=Q&motif=M", "login=b&state=B");
    assert_eq!((&*state.agent, &*state.status, &*state.detail), ("b", "B", "M"));
    assert_eq!(found(&state, Field::Agent), ("login", "body"));
    assert_eq!(found(&state, Field::Detail), ("motif", "query"));
    assert_eq!(with_query("agent=a&state=X", " ").agent, "a");
}

#[test]
fn the_same_name_twice_with_different_values_is_a_contradiction() {
    for body in [
        "agent=a&agent=b&state=X",
        "agent=a&AGENT=b&state=X",
        "agent=a&state=X&state=Y",
        "agent=a&state=X&motif=1&motif=2",
        "agent=a&state=X&ts=1&ts=2",
        r#"{"agent":"a","agent":"b","state":"X"}"#,
        r#"{"agent":["a","b"],"state":"X"}"#,
        r#"{"agent":{"id":1,"id":2},"state":"X"}"#,
        r#"{"x":{"agent":"a"},"y":{"agent":"b"},"state":"X"}"#,
        "<n agent='a'><agent>b</agent><state>X</state></n>",
        "<n><agent>a</agent><state>X</state><state>Y</state></n>",
        "agent=a\nagent=b\nstate=X",
    ] {
        assert_eq!(reason(body), "contradiction", "{body}");
    }
    assert_eq!(reason_of(&post("state=X&state=Y", "agent=a")), "contradiction");
    assert_eq!(reason_of(&post("state=X&state=Y", "agent=a&state=Z")), "contradiction");
}

#[test]
fn the_same_name_twice_with_the_same_value_is_none() {
    assert_eq!(state("agent=a&agent=+a&state=X").agent, "a");
    assert_eq!(state(r#"{"agent":["a","a"],"state":"X"}"#).agent, "a");
    assert_eq!(state("agent=a&agent=&state=X").agent, "a");
    assert_eq!(with_query("agent=a", "agent=b&state=X").agent, "b");
}

#[test]
fn names_that_do_not_matter_may_say_anything() {
    assert_eq!(state("agentId=a&login=b&login=c&state=X&foo=1&foo=2").agent, "a");
}

#[test]
fn agent_and_status_are_trimmed_and_otherwise_exact() {
    let state = state(r#"{"agent":"\u00a0 Jo  \u00c9 ","state":"a B"}"#);
    assert_eq!((&*state.agent, &*state.status), ("Jo  É", "a B"));
}

#[test]
fn agent_and_status_have_at_most_200_characters_and_no_control_characters() {
    let long = "é".repeat(200);
    assert_eq!(state(&format!("agent={long}&state={long}")).agent, long);
    assert_eq!(reason(&format!("agent={long}e&state=X")), "invalid_agent");
    assert_eq!(reason(&format!("agent=a&state={long}e")), "invalid_status");
    assert_eq!(reason("agent=a%00b&state=X"), "invalid_agent");
    assert_eq!(reason("agent=a&state=X%0AY"), "invalid_status");
}

#[test]
fn an_odd_detail_or_event_id_does_not_cost_the_state() {
    let long = "x".repeat(300);
    let state = state(&format!("agent=a&state=X&motif=a%0Ab&eventId={long}"));
    assert_eq!((&*state.detail, state.event_id), ("a b", None));
    let state = super::state(&format!("agent=a&state=X&motif={long}&messageId=+7+"));
    assert_eq!(state.detail, "x".repeat(200));
    assert_eq!(state.event_id.as_deref(), Some("7"));
}

#[test]
fn a_dot_in_a_name_is_a_path_in_every_kind_of_body() {
    assert_eq!(state("user.login=a&user.name=J&event.state=X").agent, "a");
    assert_eq!(state(r#"{"user.id":"a","event.state":"X"}"#).agent, "a");
}

#[test]
fn each_field_says_how_it_was_found() {
    let state = with_query("notificationId=9", r#"{"Data":{"USER":{"login":"a"},"State":"X"}}"#);
    let found: Vec<_> = state.found.iter().map(|f| (f.field, &*f.name, &*f.path, f.source)).collect();
    assert_eq!(
        found,
        [
            (Field::Agent, "login", "Data.USER.login", Source::Body),
            (Field::Status, "state", "Data.State", Source::Body),
            (Field::EventId, "notificationId", "notificationId", Source::Query),
        ]
    );
}
