//! `application/x-www-form-urlencoded`, as query and as body.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use super::charset;
use super::reason::Reason;
use super::tree::Node;

/// Reads `a=b&c=d`; `+` is a space, and each name and value is UTF-8 or else Windows-1252 once decoded.
pub(super) fn read(bytes: &[u8]) -> Result<Node, Reason> {
    let pairs = bytes.split(|byte| *byte == b'&').filter(|p| !p.is_empty());
    let members = pairs.map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = pair.split_at(at.unwrap_or(pair.len()));
        Node::leaf(decoded(name).trim(), &decoded(value.get(1..).unwrap_or_default()))
    });
    Node::object("", members.collect())
}

fn decoded(part: &[u8]) -> String {
    let spaced: Cow<'_, [u8]> = if part.contains(&b'+') {
        let plus_to_space = |byte: &u8| if *byte == b'+' { b' ' } else { *byte };
        part.iter().map(plus_to_space).collect::<Vec<_>>().into()
    } else {
        part.into()
    };
    let bytes: Cow<'_, [u8]> = percent_decode(&spaced).into();
    charset::text(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::read;

    fn pairs(form: &[u8]) -> Vec<(String, Option<String>)> {
        let node = read(form).unwrap();
        let pair = |child: super::Node| (child.name, child.text);
        node.children.into_iter().map(pair).collect()
    }

    #[test]
    fn plus_and_percent_are_decoded_once() {
        assert_eq!(
            pairs(b"a+b=1%2B+2&c=%2541"),
            [("a b".into(), Some("1+ 2".into())), ("c".into(), Some("%41".into()))]
        );
    }

    #[test]
    fn windows_1252_is_understood_behind_percent_signs_too() {
        assert_eq!(pairs(b"a=%E9&b=%C3%A9&c=\xe9")[0].1.as_deref(), Some("é"));
        assert_eq!(pairs(b"a=%E9&b=%C3%A9&c=\xe9")[1].1.as_deref(), Some("é"));
        assert_eq!(pairs(b"a=%E9&b=%C3%A9&c=\xe9")[2].1.as_deref(), Some("é"));
    }

    #[test]
    fn only_the_first_equals_sign_separates_and_broken_escapes_stay_as_they_are() {
        assert_eq!(
            pairs(b"a=b=c&&d&e=50%&f=%zz"),
            [
                ("a".into(), Some("b=c".into())),
                ("d".into(), None),
                ("e".into(), Some("50%".into())),
                ("f".into(), Some("%zz".into())),
            ]
        );
    }
}
