//! How deep a body is nested, counted as in notifications: each array and each object is a level.

/// The levels of a JSON text; of one that is broken, whatever comes of it.
pub(super) fn levels(json: &[u8]) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let (mut in_text, mut is_escaped) = (false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_text,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                open += 1;
                most = open.max(most);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn arrays_and_objects_are_levels_and_what_stands_beside_them_is_not() {
        for (json, expected) in [("1", 0), ("[]", 1), (r#"{"a":[1,[2]],"b":{}}"#, 3), (r#"[{"a":[]},{"a":[]}]"#, 3)] {
            assert_eq!(levels(json.as_bytes()), expected, "{json}");
        }
    }

    #[test]
    fn brackets_in_texts_are_no_levels_wherever_the_text_ends() {
        for json in [r#"["[[["]"#, r#"["\"[[["]"#, r#"["\\", "[["]"#, r#"[{"[[": "\\\"]["}]"#] {
            let expected = serde_json::from_str::<serde_json::Value>(json).unwrap();
            let expected = if expected[0].is_object() { 2 } else { 1 };
            assert_eq!(levels(json.as_bytes()), expected, "{json}");
        }
    }
}
