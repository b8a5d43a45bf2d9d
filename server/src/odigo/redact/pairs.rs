//! Pairs of a name and a value: in a form, or anywhere in text.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::char::is_combining_mark;

use super::{MASK, charset, names::is_secret};

/// A form or a query.
pub(super) fn form(text: &str) -> String {
    let pairs: Vec<Cow<'_, str>> = text.split('&').map(pair).collect();
    pairs.join("&")
}

fn pair(pair: &str) -> Cow<'_, str> {
    let Some((name, value)) = pair.split_once('=') else { return any(pair).into() };
    let decoded = decoded(value);
    let plain = !is_secret(&self::decoded(name)) && any(&decoded) == *decoded;
    if plain { pair.into() } else { format!("{name}={MASK}").into() }
}

fn decoded(part: &str) -> String {
    let bytes: Vec<u8> = percent_decode_str(&part.replace('+', " ")).collect();
    charset::text(&bytes).into_owned()
}

/// Whether there is a secret by its name somewhere in the text.
pub(super) fn has_secret(text: &str) -> bool {
    any(text) != text
}

/// Any text: what follows a name that says secret and a `=` or `:` is masked to the end of its line.
pub(super) fn any(text: &str) -> String {
    text.split_inclusive(['\n', '\r']).map(line).collect()
}

fn line(line: &str) -> Cow<'_, str> {
    let content = line.trim_end_matches(['\n', '\r']);
    let ending = line.get(content.len()..).unwrap_or_default();
    let mut from = 0;
    while let Some(found) = content.get(from..).and_then(|rest| rest.find(['=', ':'])) {
        let at = from + found;
        let (before, value) = (content.get(..at).unwrap_or_default(), content.get(at + 1..).unwrap_or_default());
        from = at + 1;
        let bare = value.trim_start_matches([' ', '\t', '"', '\'', '\\']);
        if bare.is_empty() || bare.starts_with(MASK) || !is_secret(last_word(before)) {
            continue;
        }
        return format!("{before}{}{MASK}{ending}", content.get(at..=at).unwrap_or_default()).into();
    }
    line.into()
}

/// The name that ends here, out of its quotes.
fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '\t', '"', '\'', '\\']);
    // An accent may be a character of its own.
    let is_of_name = |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '_' | '-' | '.');
    let begin = text.rfind(|c: char| !is_of_name(c));
    match begin.and_then(|begin| text.get(begin..)) {
        Some(word) => word.trim_start_matches(|c: char| !is_of_name(c)),
        None => text,
    }
}
