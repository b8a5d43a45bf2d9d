//! Bytes to text: UTF-8 where it is UTF-8, a declared XML encoding, else Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The body without a byte-order mark, as bytes whose ASCII characters can be looked for.
///
/// UTF-16 (by its byte-order mark, or XML that can be nothing else) is turned into UTF-8.
pub(super) fn ascii_compatible(body: &[u8]) -> Cow<'_, [u8]> {
    let (encoding, mark) = match Encoding::for_bom(body) {
        Some(found) => found,
        None if body.starts_with(b"<\0") => (UTF_16LE, 0),
        None if body.starts_with(b"\0<") => (UTF_16BE, 0),
        None => return Cow::Borrowed(body),
    };
    let rest = body.get(mark..).unwrap_or_default();
    if encoding == UTF_8 {
        return Cow::Borrowed(rest);
    }
    let (text, _) = encoding.decode_without_bom_handling(rest);
    Cow::Owned(text.into_owned().into_bytes())
}

/// Text as people send it: UTF-8, else Windows-1252, in which every byte means something.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The text of an XML document, whose declaration may name an encoding.
///
/// UTF-8 goes first even then: bytes that form valid UTF-8 are practically never meant as anything else, while
/// declarations are often left behind by a program that sends another encoding.
pub(super) fn xml_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    declared_encoding(bytes)
        .and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .unwrap_or_else(|| text(bytes))
}

/// The encoding of `<?xml … encoding="…"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = text(bytes.get(..200).unwrap_or(bytes));
    let declaration = head.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value.get(1..)?.split(quote).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{ascii_compatible, text, xml_text};

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(&*ascii_compatible(b"\xef\xbb\xbfa=b"), b"a=b");
        assert_eq!(&*ascii_compatible(b"\xff\xfea\0=\0\xe9\0"), "a=é".as_bytes());
        assert_eq!(&*ascii_compatible(b"\xfe\xff\0a"), b"a");
    }

    #[test]
    fn what_is_not_utf8_is_windows_1252() {
        assert_eq!(text("é".as_bytes()), "é");
        assert_eq!(text(b"\xe9 \x80"), "é €");
    }

    #[test]
    fn a_declared_xml_encoding_is_followed_unless_the_bytes_are_utf8() {
        let cyrillic = b"<?xml version='1.0' encoding = 'windows-1251'?><a>\xcf</a>";
        assert!(xml_text(cyrillic).contains("<a>П</a>"));
        let mislabelled = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>é</a>";
        assert_eq!(xml_text(mislabelled.as_bytes()), mislabelled);
    }

    #[test]
    fn an_unknown_or_wrong_declared_encoding_leaves_windows_1252() {
        for label in ["klingon", "utf-8", ""] {
            let mut xml = format!("<?xml version='1.0' encoding='{label}'?><a>").into_bytes();
            xml.push(0xe9);
            assert!(xml_text(&xml).ends_with("<a>é"), "{label}");
        }
    }

    #[test]
    fn utf16_xml_without_a_mark_is_recognised() {
        assert_eq!(&*ascii_compatible(b"<\0a\0/\0>\0"), b"<a/>");
        assert_eq!(&*ascii_compatible(b"\0<\0a\0/\0>"), b"<a/>");
    }
}
