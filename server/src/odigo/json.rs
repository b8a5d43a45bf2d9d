//! JSON: an object, an array, or several documents one after another (NDJSON).
//!
//! Read through raw values rather than a ready-made map, because a map keeps only the last of two members of
//! the same name (a contradiction must be seen) and a number would lose how it was written.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::reading::MAX_DEPTH;
use super::reason::Reason;
use super::tree::Node;

/// The notifications in the text; an `Err` item is one NDJSON line that cannot be read among others that can.
pub(super) fn read(text: &str) -> Result<Vec<Result<Node, Reason>>, Reason> {
    let documents = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>().collect::<Result<Vec<_>, _>>();
    match documents.as_deref() {
        Ok([single]) => items(single.get(), 0),
        Ok(several) => Ok(each(several.iter().map(|raw| items(raw.get(), 0)))),
        Err(_) if is_ndjson(text) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            Ok(each(lines.map(|line| items(parsed::<&RawValue>(line.trim())?.get(), 0))))
        }
        Err(problem) => Err(Reason::unreadable(problem)),
    }
}

/// Lines that cannot be meant as one document: the first is complete, or each of them starts an object.
fn is_ndjson(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let Some(first) = lines.next() else {
        return false;
    };
    let several = lines.peek().is_some();
    let complete = first.starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok();
    several && (complete || (first.starts_with('{') && lines.all(|line| line.starts_with('{'))))
}

/// Documents beside each other: what is wrong with one leaves the others alone.
fn each(documents: impl Iterator<Item = Result<Vec<Result<Node, Reason>>, Reason>>) -> Vec<Result<Node, Reason>> {
    documents.flat_map(|document| document.unwrap_or_else(|reason| vec![Err(reason)])).collect()
}

/// The notifications of one document: itself, or the items of an array.
fn items(raw: &str, depth: usize) -> Result<Vec<Result<Node, Reason>>, Reason> {
    if !raw.starts_with('[') {
        let mut out = Vec::new();
        value("", raw, depth, false, &mut out)?;
        let document = out.pop().filter(|node| node.text.is_none());
        return Ok(vec![document.ok_or(Reason::NoNotification)]);
    }
    let mut nodes = Vec::new();
    for item in array(raw, depth)? {
        nodes.append(&mut items(item.get(), depth + 1)?);
    }
    if nodes.iter().all(Result::is_err) {
        // No object in it at all: one thing to look at, not one for each item.
        return Ok(vec![Err(Reason::NoNotification)]);
    }
    Ok(nodes)
}

/// Adds what a member means: nothing for null, one node for a scalar or an object, one for each item of an array.
fn value(name: &str, raw: &str, depth: usize, listed: bool, out: &mut Vec<Node>) -> Result<(), Reason> {
    match raw.as_bytes().first() {
        Some(b'n') => {}
        Some(b'"') => out.push(Node::leaf(name, &parsed::<String>(raw)?)),
        Some(b'[') => {
            for item in array(raw, depth)? {
                value(name, item.get(), depth + 1, true, out)?;
            }
        }
        Some(b'{') => {
            if depth >= MAX_DEPTH {
                return Err(Reason::TooDeep);
            }
            let Members(pairs) = parsed(raw)?;
            let mut members = Vec::with_capacity(pairs.len());
            for (name, raw) in pairs {
                value(&name, raw.get(), depth + 1, false, &mut members)?;
            }
            let object = Node::object(name, members)?;
            out.push(Node { listed, ..object });
        }
        _ => out.push(Node::leaf(name, raw)),
    }
    Ok(())
}

fn array(raw: &str, depth: usize) -> Result<Vec<&RawValue>, Reason> {
    if depth >= MAX_DEPTH {
        return Err(Reason::TooDeep);
    }
    parsed(raw)
}

fn parsed<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, Reason> {
    serde_json::from_str(raw).map_err(Reason::unreadable)
}

/// The members of an object as written, repeated names included.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
