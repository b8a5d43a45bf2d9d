//! XML, or what looks like it.

use super::{MASK, names::is_secret};

/// Attributes that may name what the element holds: `<param name="password" value="…"/>`.
const NAMING: [&str; 4] = ["name", "key", "id", "field"];

/// The text with the content of secret elements and the values of secret attributes masked.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find('<') {
        out.push_str(rest.get(..begin).unwrap_or_default());
        rest = rest.get(begin..).unwrap_or_default();
        let length = tag_length(rest);
        let (tag, after) = rest.split_at(length);
        rest = after;
        if tag.starts_with("</") || tag.starts_with("<!") || tag.starts_with("<?") {
            out.push_str(tag);
            continue;
        }
        let name = tag_name(tag);
        let attributes = attributes(tag);
        let names_secret = attributes
            .iter()
            .any(|attribute| NAMING.contains(&attribute.name.to_lowercase().as_str()) && is_secret(attribute.value));
        push_tag(&mut out, tag, &attributes, names_secret);
        let is_closed = tag.ends_with("/>");
        if !is_closed && (is_secret(local(name)) || names_secret) {
            let end = content_length(rest, name);
            if !rest.get(..end).unwrap_or_default().trim().is_empty() {
                out.push_str(MASK);
            }
            rest = rest.get(end..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// An attribute, and where its value stands in the tag.
struct Attribute<'t> {
    name: &'t str,
    value: &'t str,
    begin: usize,
}

fn push_tag(out: &mut String, tag: &str, attributes: &[Attribute<'_>], names_secret: bool) {
    let mut from = 0;
    for attribute in attributes {
        let is_value = names_secret && attribute.name.eq_ignore_ascii_case("value");
        if is_secret(attribute.name) || is_value {
            out.push_str(tag.get(from..attribute.begin).unwrap_or_default());
            out.push_str(MASK);
            from = attribute.begin + attribute.value.len();
        }
    }
    out.push_str(tag.get(from..).unwrap_or_default());
}

/// How long the tag, comment or section is that begins here; all of the text if it does not end.
fn tag_length(text: &str) -> usize {
    for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if text.starts_with(begin) {
            return text.find(end).map_or(text.len(), |at| at + end.len());
        }
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// A name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

fn attributes(tag: &str) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(equals) = tag.get(from..).and_then(|rest| rest.find('=')).map(|at| from + at) {
        let before = tag.get(..equals).unwrap_or_default().trim_end();
        let name = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let after = tag.get(equals + 1..).unwrap_or_default();
        let value = after.trim_start();
        let begin = tag.len() - value.len();
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            from = equals + 1;
            continue;
        };
        let value = value.get(1..).unwrap_or_default();
        let value = value.split(quote).next().unwrap_or_default();
        found.push(Attribute { name: local(name), value, begin: begin + 1 });
        from = begin + 1 + value.len();
    }
    found
}

/// How long the content of the element is: up to the end tag of its name; all of the text if there is none.
fn content_length(text: &str, name: &str) -> usize {
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = text.get(next..).unwrap_or_default();
        if rest.starts_with(&close) {
            if depth == 0 {
                return next;
            }
            depth -= 1;
        } else if rest.starts_with(&open)
            && tag_name(rest) == name
            && !rest.split_at(tag_length(rest)).0.ends_with("/>")
        {
            depth += 1;
        }
        at = next + 1;
    }
    text.len()
}
