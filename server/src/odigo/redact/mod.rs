//! Shows what was sent without what must stay secret: values whose name says so, URL tokens, and web tokens.
//!
//! What is shown may be broken or of no known kind, so this looks at text rather than at what a reader makes of it, and
//! rather masks too much than too little.

mod json;
mod multipart;
mod names;
mod pairs;
mod tokens;
mod xml;

use super::charset;
use super::multipart::boundary;

/// Stands for a secret.
pub const MASK: &str = "•••";

/// A query as sent, without its secrets.
pub fn query(query: &str) -> String {
    tokens::masked(&pairs::form(query))
}

/// A body as text, without its secrets.
pub fn body(body: &[u8], content_type: Option<&str>) -> String {
    let bytes = charset::ascii_compatible(body);
    let bytes = bytes.trim_ascii();
    let text = match bytes.first() {
        None => String::new(),
        Some(b'{' | b'[') => pairs::any(&json::masked(&charset::text(bytes))),
        Some(b'<') => pairs::any(&xml::masked(&charset::xml_text(bytes))),
        Some(_) => {
            let text = charset::text(bytes);
            if boundary(bytes, content_type).is_some() {
                pairs::any(&multipart::masked(&text))
            } else if !text.trim().contains(['\n', '\r']) && text.contains('=') && !text.contains(": ") {
                pairs::form(&text)
            } else {
                pairs::any(&text)
            }
        }
    };
    tokens::masked(&text)
}

/// A value that was found at this path, unless it is a secret.
pub fn value(path: &str, value: &str) -> String {
    if names::is_secret_path(path) { MASK.to_owned() } else { tokens::masked(&pairs::any(value)) }
}

/// Whether what stands at this path is a secret by its name.
pub fn is_secret(path: &str) -> bool {
    names::is_secret_path(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MASK, body, query, value};

    const SECRET: &str = "hunter2";

    #[test]
    fn secrets_are_masked_in_every_kind_of_body() {
        let bodies = [
            "agentId=ann&password=hunter2&state=PAUSE",
            "agentId=ann&pass%77ord=hunter2",
            "agentId=ann&contrase%C3%B1a=hunter2",
            "agentId=ann&contrase%F1a=hunter2",
            "agent=ann\ncontrasen\u{303}a: hunter2",
            "agentId=ann&data=%7B%22password%22%3A%22hunter2%22%7D",
            "agentId=ann\npassword = hunter2 and more\nstate=PAUSE",
            r#"{"agent":"ann","contraseña":{"value":"hunter2"},"creds":["hunter2"],"sig":"hunter2"}"#,
            "<e><agent>ann</agent><contraseña><v>hunter2</v></contraseña></e>",
            r#"{"agent":"ann","auth":{"apiKey":"hunter2"},"state":"PAUSE"}"#,
            r#"{"agent":"ann","pass\u0077ord":"hunter2"}"#,
            r#"{"agent":"ann","credentials":{"user":"a","value":["hunter2"]}}"#,
            r#"{"agent":"ann","payload":"{\"password\":\"hunter2\"}"}"#,
            r#"{"agent":"ann","password":"hunter2"#,
            r"{'agent':'ann','password':'hunter2'}",
            r#"{"agent":"ann"}{"token":"hunter2"}"#,
            "<e><agent>ann</agent><password>hunter2</password></e>",
            "<e><agent>ann</agent><x:Password a='b'><v>hunter2</v></x:Password></e>",
            r#"<e agent="ann" api-key="hunter2"/>"#,
            r#"<e><agent>ann</agent><param name="password" value="hunter2"/></e>"#,
            r#"<e><agent>ann</agent><param name="password">hunter2</param></e>"#,
            "<e><agent>ann</agent><secret>hunter2",
            "--XX\r\nContent-Disposition: form-data; name=\"agent\"\r\n\r\nann\r\n--XX\r\n\
             Content-Disposition: form-data; name=\"pwd\"\r\n\r\nhunter2\r\n--XX--\r\n",
            "this is from ann, Authorization: Basic hunter2",
        ];
        for text in bodies {
            let shown = body(text.as_bytes(), None);
            assert!(!shown.contains(SECRET), "{text}\n{shown}");
            assert!(shown.contains(MASK) && shown.contains("ann"), "{text}\n{shown}");
        }
    }

    #[test]
    fn what_is_no_secret_is_shown_as_it_was_sent() {
        let plain = [
            "agentId=ann&state=PAUSE&time=2026-03-02T09%3A00%3A00Z",
            r#"{"agent":{"login":"ann","compass":"north"},"time":"2026-03-02T09:00:00Z"}"#,
            "<e><!-- hello --><agent id=\"7\">ann</agent></e>",
            "agent=ann\r\nstate=PAUSE",
            "some words",
        ];
        for text in plain {
            assert_eq!(body(text.as_bytes(), None), text);
        }
        assert_eq!(body(b"\xe9t\xe9=caf\xe9", None), "été=café");
        assert_eq!(query("agent=ann&state=A"), "agent=ann&state=A");
    }

    #[test]
    fn tokens_are_masked_wherever_they_stand() {
        let url_token = "odg_0123456789AB_0123456789012345678901234567890123456789012abcdef";
        let web_token = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl";
        for token in [url_token, web_token] {
            for text in [
                format!("ref={token}&agent=ann"),
                format!(r#"{{"agent":"ann","link":"https://x/notify/{token}"}}"#),
                format!("<e><agent>ann</agent><ref>{token}</ref></e>"),
                format!("see {token}, says ann"),
            ] {
                let shown = body(text.as_bytes(), None);
                assert!(!shown.contains(&token[..20]) && shown.contains("ann"), "{shown}");
            }
            assert!(!query(&format!("x={token}")).contains(&token[..20]));
            assert_eq!(value("link", token), MASK);
        }
        assert_eq!(value("data.apiKey", "short"), MASK);
        assert_eq!(value("data.agent", "ann"), "ann");
    }

    proptest! {
        #[test]
        fn a_secret_in_a_form_or_json_is_never_shown(
            name in "[a-z]{0,3}(password|Secret|TOKEN|api_key|Cookie)[a-z]{0,3}",
            others in proptest::collection::vec(("[a-z]{1,6}", "[ -~]{0,12}"), 0..5),
        ) {
            let mut object = serde_json::Map::new();
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            for (key, text) in &others {
                object.insert(key.clone(), text.clone().into());
                form.append_pair(key, text);
            }
            object.insert(name.clone(), SECRET.into());
            form.append_pair(&name, SECRET);
            let json = serde_json::Value::Object(object).to_string();
            prop_assert!(!body(json.as_bytes(), None).contains(SECRET));
            prop_assert!(!body(form.finish().as_bytes(), None).contains(SECRET));
        }

        #[test]
        fn any_bytes_can_be_shown(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in ".{0,200}") {
            let _ = body(&bytes, None);
            let _ = body(text.as_bytes(), Some("multipart/form-data; boundary=XX"));
            for start in ["{\"", "<a ", "--X\n"] {
                let _ = body(format!("{start}{text}").as_bytes(), None);
            }
            let _ = query(&text);
        }
    }
}
