//! What a body is recognised as, and what each kind of body can say.

use super::{notifications, outcome, post, reason, reason_of, state, states};
use crate::odigo::reading::RawNotification;

/// Agent, status and detail of the one state in a body.
fn three(body: &(impl AsRef<[u8]> + ?Sized)) -> [String; 3] {
    let state = state(body);
    [state.agent, state.status, state.detail]
}

#[test]
fn the_content_type_never_decides_what_a_body_is() {
    let bodies = [
        "agent=jdoe&state=A",
        r#"{"agent":"jdoe","state":"A"}"#,
        "<n><agent>jdoe</agent><state>A</state></n>",
        "agent=jdoe\nstate=A",
        "--B\r\nContent-Disposition: form-data; name=\"agent\"\r\n\r\njdoe\r\n--B\r\n\
         Content-Disposition: form-data; name=\"state\"\r\n\r\nA\r\n--B--\r\n",
    ];
    for body in bodies {
        assert_eq!(three(body), ["jdoe", "A", ""], "{body}");
        for content_type in ["application/json", "text/xml", "multipart/form-data", "?"] {
            let raw = RawNotification { content_type: Some(content_type), ..post("", body) };
            let read = super::read_with(&crate::odigo::format::Format::default(), &raw);
            assert_eq!(read, super::Reading::Notifications(notifications(body)));
        }
    }
}

#[test]
fn blanks_and_a_byte_order_mark_before_the_body_do_not_matter() {
    assert_eq!(three("\u{feff} \r\n {\"agent\":\"a\",\"state\":\"b\"} \n")[0], "a");
    assert_eq!(three("\u{feff}agent=a&state=b")[0], "a");
    assert_eq!(three("\u{feff}<?xml version='1.0'?><n agent='a' state='b'/>")[0], "a");
}

#[test]
fn utf16_with_its_mark_is_understood() {
    let text = r#"{"agent":"é","state":"b"}"#;
    let mut body = vec![0xff, 0xfe];
    body.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(three(&body)[0], "é");
}

#[test]
fn windows_1252_is_understood_in_every_kind_of_body() {
    let bodies: [&[u8]; 4] = [
        b"agent=garc%EDa&state=\x80",
        b"{\"agent\":\"garc\xeda\",\"state\":\"\x80\"}",
        b"<n><agent>garc\xeda</agent><state>\x80</state></n>",
        b"agent=garc\xeda\nstate=\x80",
    ];
    for body in bodies {
        assert_eq!(three(body)[..2], ["garcía", "€"]);
    }
}

#[test]
fn an_xml_declaration_may_name_another_encoding() {
    let xml = b"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><n agent='\xa4' state='b'/>";
    assert_eq!(three(xml)[0], "€");
}

#[test]
fn lines_of_names_and_values_are_one_notification_and_are_taken_literally() {
    let body = "agent = j+doe \r\nstate=A%20B\r\nlabel=R&D=1\r\n";
    assert_eq!(three(body), ["j+doe", "A%20B", "R&D=1"]);
}

#[test]
fn attributes_count_as_elements_and_namespaces_are_ignored() {
    let xml = r#"<x:n xmlns:x="urn:x" x:agent="jdoe"><y:state xmlns:y="urn:y">A</y:state></x:n>"#;
    assert_eq!(three(xml), ["jdoe", "A", ""]);
}

#[test]
fn an_element_with_text_means_its_text_whatever_attributes_it_has() {
    let xml = r#"<n><agent id="9" xsi:type="xs:string">jdoe</agent><state code="3"> A </state></n>"#;
    assert_eq!(three(xml), ["jdoe", "A", ""]);
}

#[test]
fn an_element_that_is_nil_or_empty_is_absent() {
    let xml = r#"<n><agent>a</agent><state>A</state><pauseType xsi:nil="true"/><motif/><label>x</label></n>"#;
    assert_eq!(three(xml)[2], "x");
}

#[test]
fn xml_text_is_put_together_from_characters_predefined_entities_and_cdata() {
    let xml = "<n><agent>a&amp;&#233;<![CDATA[<b>]]><!-- c --></agent><state a='&lt;'>x&#x20AC;</state></n>";
    assert_eq!(three(xml)[..2], ["a&é<b>", "x€"]);
}

#[test]
fn document_types_and_other_entities_are_refused() {
    assert_eq!(reason("<!DOCTYPE n><n agent='a' state='b'/>"), "dtd_refused");
    assert_eq!(reason("<n><agent>&e;</agent><state>b</state></n>"), "entity_refused");
    assert_eq!(reason("<n agent='&e;' state='b'/>"), "entity_refused");
    assert_eq!(reason("<n><agent>&#0;</agent><state>b</state></n>"), "unreadable");
}

#[test]
fn broken_xml_is_unreadable() {
    for xml in ["<n>", "<n></m>", "</n>", "<n/><n/>", "<n/>x", "<n", "<>", "<n a=b/>", "<?xml?>"] {
        assert_eq!(reason(xml), "unreadable", "{xml}");
    }
}

#[test]
fn broken_json_is_unreadable() {
    for json in [
        r#"{"agent":"a","state":"#,
        "{\n\"agent\": \"a\",\n\"state\": \"b\",\n",
        "[\n{\"agent\":\"a\",\"state\":\"b\"},\n",
        r#"{"agent":"a","state":"b"} x"#,
        r#"{"agent":"\ud800","state":"b"}"#,
        "{agent:'a'}",
    ] {
        assert_eq!(reason(json), "unreadable", "{json}");
    }
}

#[test]
fn numbers_are_identifiers_as_written() {
    let body = r#"{"agent":00.5e1,"state":1}"#;
    assert_eq!(reason(body), "unreadable");
    let body = r#"{"agent":12345678901234567890123,"state":1.50,"pauseType":1E5}"#;
    assert_eq!(three(body), ["12345678901234567890123", "1.50", "1E5"]);
}

#[test]
fn what_is_neither_of_these_is_unreadable_even_beside_a_good_query() {
    assert_eq!(reason("hello"), "unreadable");
    assert_eq!(reason_of(&post("agent=a&state=b", "hello")), "unreadable");
}

#[test]
fn nothing_at_all_is_no_notification() {
    for body in ["", " \n", "{}", "[]", "[[],[]]", "[1,null]", "<n/>", "a=b", "{\"a\":[]}"] {
        assert_eq!(reason(body), "no_notification", "{body}");
    }
}

#[test]
fn a_get_or_head_without_parameters_is_a_probe_and_nothing_else_is() {
    let get = |method, query, body| reason_of(&RawNotification { method, query, content_type: None, body });
    assert_eq!(get("GET", None, b""), "probe");
    assert_eq!(get("HEAD", Some(""), b""), "probe");
    assert_eq!(get("GET", Some("utm=1"), b""), "no_notification");
    assert_eq!(get("POST", None, b""), "no_notification");
    assert_eq!(get("PUT", None, b""), "no_notification");
}

#[test]
fn json_documents_one_after_another_are_several_notifications() {
    let body = "{\"agent\":\"a\",\n\"state\":\"A\"}{\"agent\":\"b\",\"state\":\"B\"}";
    assert_eq!(outcome(body), (states(&[("a", "A"), ("b", "B")]), vec![]));
}
