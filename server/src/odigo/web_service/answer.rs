//! What a web service answers: JSON, in which a pointer says where a value is.

use serde_json::Value;

use crate::odigo::reading::MAX_CHARACTERS;

/// The longest token: more does not fit into a header that servers take.
const LONGEST_TOKEN: usize = 8_192;

/// An answer that is not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the web service answered something else than expected")]
pub struct Unexpected;

/// The break type in an answer about an agent; none if it has none.
pub fn detail(body: &[u8], pointer: &str) -> Result<Option<String>, Unexpected> {
    let detail = match object(body)?.pointer(pointer) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(Unexpected),
    };
    if detail.chars().count() > MAX_CHARACTERS || detail.contains(char::is_control) {
        return Err(Unexpected);
    }
    Ok(Some(detail).filter(|detail| !detail.is_empty()))
}

/// The token in an answer that gives one.
pub fn token(body: &[u8], pointer: &str) -> Result<String, Unexpected> {
    match object(body)?.pointer(pointer) {
        Some(Value::String(token)) if is_token(token) => Ok(token.clone()),
        _ => Err(Unexpected),
    }
}

/// Whether this is an answer of the web service at all, rather than one of whatever stands before it.
pub fn is_from_the_service(body: &[u8]) -> bool {
    object(body).is_ok()
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn object(body: &[u8]) -> Result<Value, Unexpected> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    serde_json::from_slice(body).ok().filter(Value::is_object).ok_or(Unexpected)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_break_type_is_a_text_or_a_number_at_the_pointer() {
        let read = |body: &str, pointer| detail(body.as_bytes(), pointer);
        assert_eq!(read(r#"{"pauseType":" LUNCH "}"#, "/pauseType"), Ok(Some("LUNCH".to_owned())));
        assert_eq!(read(r#"{"a":[{"b/c":7}]}"#, "/a/0/b~1c"), Ok(Some("7".to_owned())));
        for none in [r#"{"pauseType":null}"#, "{}", r#"{"pauseType":"  "}"#] {
            assert_eq!(read(none, "/pauseType"), Ok(None), "{none}");
        }
    }

    #[test]
    fn anything_else_is_unexpected() {
        let long = format!(r#"{{"pauseType":"{}"}}"#, "x".repeat(MAX_CHARACTERS + 1));
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let bodies =
            ["", "LUNCH", "[]", "<html>", r#"{"pauseType":{}}"#, r#"{"pauseType":true}"#, r#"{"pauseType":"a\u0000"}"#];
        for body in bodies.into_iter().chain([long.as_str(), deep.as_str()]) {
            assert_eq!(detail(body.as_bytes(), "/pauseType"), Err(Unexpected), "{body:.40}");
        }
        for body in ["{}", r#"{"accessToken":""}"#, r#"{"accessToken":"a\r\nb"}"#, r#"{"accessToken":5}"#] {
            assert_eq!(token(body.as_bytes(), "/accessToken"), Err(Unexpected), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(body: Vec<u8>, pointer in "(/[a-z~01]{0,5}){0,4}") {
            let _ = detail(&body, &pointer);
            let _ = token(&body, &pointer);
        }
    }
}
