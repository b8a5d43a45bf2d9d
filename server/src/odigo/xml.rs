//! XML and SOAP, without document type definitions and entities.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{EscapeError, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::Prefix;

use super::reading::MAX_DEPTH;
use super::reason::Reason;
use super::tree::Node;

/// Reads one document into its root element; attributes become children, namespaces are dropped.
pub(super) fn read(text: &str) -> Result<Node, Reason> {
    let mut reader = Reader::from_str(text);
    // The root's siblings are collected below an element that stands for the document.
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(refusal)? {
            Event::Start(tag) => {
                if open.len() > MAX_DEPTH {
                    return Err(Reason::TooDeep);
                }
                open.push(Element::opened(&tag)?);
            }
            Event::Empty(tag) => {
                if open.len() > MAX_DEPTH {
                    return Err(Reason::TooDeep);
                }
                let node = Element::opened(&tag)?.closed()?;
                innermost(&mut open)?.children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().unwrap_or_default().closed()?;
                innermost(&mut open)?.children.push(node);
            }
            Event::Text(text) => innermost(&mut open)?.text.push_str(&text.xml10_content()),
            Event::CData(text) => innermost(&mut open)?.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let element = innermost(&mut open)?;
                match reference.resolve_char_ref().map_err(refusal)? {
                    Some(character) => element.text.push(character),
                    None => element.text.push_str(resolve_predefined_entity(&reference).ok_or(Reason::EntityRefused)?),
                }
            }
            Event::DocType(_) => return Err(Reason::DtdRefused),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let [document] = open.as_mut_slice() else {
        return Err(Reason::unreadable("the XML ends inside an element"));
    };
    match (document.children.pop(), document.children.is_empty()) {
        (Some(root), true) if document.text.trim().is_empty() => Ok(root),
        _ => Err(Reason::unreadable("the XML is not one element with nothing around it")),
    }
}

/// An element whose end has not come yet.
#[derive(Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Node>,
}

impl Element {
    fn opened(tag: &BytesStart<'_>) -> Result<Self, Reason> {
        let mut children = Vec::new();
        // Repeated attributes are left to the rule on contradictions; looking for them here takes quadratic time.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(Reason::unreadable)?;
            let prefix = attribute.key.prefix().map(Prefix::into_inner);
            let name = attribute.key.local_name().into_inner();
            // Declarations of namespaces and types say nothing about the agent.
            if matches!(prefix, Some("xmlns" | "xml" | "xsi")) || attribute.key.0 == "xmlns" {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(refusal)?;
            children.push(Node::leaf(name, &value));
        }
        Ok(Self { name: tag.local_name().into_inner().to_owned(), text: String::new(), children })
    }

    fn closed(mut self) -> Result<Node, Reason> {
        mark_repeated(&mut self.children);
        let text = Node::leaf("", &self.text).text;
        let node = Node::object(&self.name, self.children)?;
        Ok(Node { text, ..node })
    }
}

/// Siblings of the same name that have children or attributes form a list.
fn mark_repeated(siblings: &mut [Node]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for node in siblings.iter().filter(|node| !node.children.is_empty()) {
        *counts.entry(node.key.clone()).or_default() += 1;
    }
    for node in siblings.iter_mut().filter(|node| !node.children.is_empty()) {
        node.listed = counts.get(&node.key).is_some_and(|count| *count > 1);
    }
}

fn innermost(open: &mut [Element]) -> Result<&mut Element, Reason> {
    open.last_mut().ok_or_else(|| Reason::unreadable("the XML closes an element it did not open"))
}

fn refusal(problem: quick_xml::Error) -> Reason {
    match problem {
        quick_xml::Error::Escape(EscapeError::UnrecognizedEntity(..)) => Reason::EntityRefused,
        other => Reason::unreadable(other),
    }
}
