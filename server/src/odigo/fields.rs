//! Finds the fields of a format in a tree: at any depth, shallowest first, the first listed name that is present.

use std::collections::HashMap;

use super::format::Format;
use super::reading::MAX_CHARACTERS;
use super::tree::Node;
use super::vocabulary::{Field, IDENTIFYING_MEMBERS};

/// The names of a format, arranged so that one walk over a tree finds all of them.
#[derive(Debug, Clone)]
pub(super) struct Search {
    /// By the last part of the name.
    targets: HashMap<String, Vec<Target>>,
}

#[derive(Debug, Clone)]
struct Target {
    field: Field,
    rank: usize,
    /// The parts of a dotted name before the last, innermost first.
    parents: Vec<String>,
}

/// Whether the items of lists belong to what is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    Included,
    LeftOut,
}

/// A value found for one name of a field.
#[derive(Debug)]
pub(super) struct Candidate<'t> {
    pub(super) rank: usize,
    pub(super) value: &'t str,
    pub(super) path: String,
    /// The name is there with different values.
    pub(super) contradictory: bool,
    depth: usize,
}

/// What was found in one tree: for each field, a candidate for each listed name that is present, in listed order.
#[derive(Debug, Default)]
pub(super) struct Layer<'t> {
    candidates: [Vec<Candidate<'t>>; Field::ALL.len()],
}

/// What a node says as a value.
enum Value<'t> {
    Absent,
    One(&'t str),
    Several(&'t str),
}

impl Search {
    pub(super) fn new(format: &Format) -> Self {
        let mut targets: HashMap<String, Vec<Target>> = HashMap::new();
        for field in Field::ALL {
            for (rank, name) in format.field(field).names.iter().enumerate() {
                let mut parts = name.rsplit('.').map(|part| part.trim().to_lowercase());
                let last = parts.next().unwrap_or_default();
                let parents = parts.collect();
                targets.entry(last).or_default().push(Target { field, rank, parents });
            }
        }
        Self { targets }
    }

    /// Everything found in `node`, which lies below the nodes of `path`.
    pub(super) fn layer<'t>(&self, node: &'t Node, path: &mut Vec<&'t Node>, lists: Lists) -> Layer<'t> {
        let mut layer = Layer::default();
        self.visit(node, path, lists, &mut layer);
        for candidates in &mut layer.candidates {
            candidates.sort_by_key(|candidate| candidate.rank);
        }
        layer
    }

    /// True if `node` itself, below nodes with these keys, gives an agent or a status.
    pub(super) fn names_agent_or_status(&self, parent_keys: &[String], node: &Node) -> bool {
        let innermost_first = || parent_keys.iter().rev().map(String::as_str);
        self.matching(node, innermost_first).any(|target| {
            matches!(target.field, Field::Agent | Field::Status)
                && !matches!(self.value(node, target.field), Value::Absent)
        })
    }

    fn visit<'t>(&self, node: &'t Node, path: &mut Vec<&'t Node>, lists: Lists, layer: &mut Layer<'t>) {
        let innermost_first = || path.iter().rev().map(|node| node.key.as_str());
        for target in self.matching(node, innermost_first) {
            let (value, contradictory) = match self.value(node, target.field) {
                Value::Absent => continue,
                Value::One(value) => (value, false),
                Value::Several(value) => (value, true),
            };
            layer.offer(target, value, contradictory, node, path);
        }
        path.push(node);
        for child in &node.children {
            if !child.listed || lists == Lists::Included {
                self.visit(child, path, lists, layer);
            }
        }
        path.pop();
    }

    fn matching<'s, 'k, I: Iterator<Item = &'k str>>(
        &'s self,
        node: &Node,
        parents: impl Fn() -> I + 's,
    ) -> impl Iterator<Item = &'s Target> {
        let targets = self.targets.get(&node.key).map_or(&[][..], Vec::as_slice);
        targets.iter().filter(move |target| {
            let mut parents = parents();
            target.parents.iter().all(|part| parents.next() == Some(part))
        })
    }

    /// A node's own text; else, of an object, the member that identifies it.
    fn value<'t>(&self, node: &'t Node, field: Field) -> Value<'t> {
        if let Some(text) = &node.text {
            return Value::One(text);
        }
        for member in IDENTIFYING_MEMBERS {
            let named = node.children.iter().filter(|child| child.key == member);
            let mut texts = named.filter_map(|child| child.text.as_deref());
            let Some(first) = texts.next() else { continue };
            // An `event` that holds the agent is the notification, not the status: its id would be a wrong one.
            if field != Field::Agent && self.holds_agent(node) {
                return Value::Absent;
            }
            return if texts.all(|text| text == first) { Value::One(first) } else { Value::Several(first) };
        }
        Value::Absent
    }

    fn holds_agent(&self, node: &Node) -> bool {
        node.children.iter().any(|child| {
            let targets = self.targets.get(&child.key);
            targets.is_some_and(|found| found.iter().any(|t| t.field == Field::Agent)) || self.holds_agent(child)
        })
    }
}

impl<'t> Layer<'t> {
    /// The candidates of a field, first listed name first.
    pub(super) fn of(&self, field: Field) -> &[Candidate<'t>] {
        // The array has one entry for each field, in the order of the enum.
        self.candidates.get(field as usize).map_or(&[], Vec::as_slice)
    }

    fn offer(&mut self, target: &Target, value: &'t str, contradictory: bool, node: &Node, path: &[&Node]) {
        let Some(candidates) = self.candidates.get_mut(target.field as usize) else {
            return;
        };
        let depth = path.len();
        let known = candidates.iter_mut().find(|c| c.rank == target.rank);
        match known {
            Some(known) if known.depth < depth => {}
            Some(known) if known.depth == depth => {
                known.contradictory |= contradictory || known.value != value;
            }
            known => {
                let candidate =
                    Candidate { rank: target.rank, value, path: shown_path(node, path), contradictory, depth };
                match known {
                    Some(known) => *known = candidate,
                    None => candidates.push(candidate),
                }
            }
        }
    }
}

fn shown_path(node: &Node, path: &[&Node]) -> String {
    let nodes = path.iter().copied().chain([node]);
    let names: Vec<&str> = nodes.map(|node| node.name.as_str()).filter(|name| !name.is_empty()).collect();
    names.join(".").chars().take(MAX_CHARACTERS).collect()
}
