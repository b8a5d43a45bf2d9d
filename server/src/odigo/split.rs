//! Tells one notification from several: the items of a list inherit the other fields of what is around them.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::fields::{Candidate, Layer, Lists, Search};
use super::tree::Node;
use super::vocabulary::Field;

/// What was found for one notification: its own fields, then those of the objects around it.
#[derive(Clone, Copy)]
pub(super) struct Chain<'a, 't> {
    layer: &'a Layer<'t>,
    outer: Option<&'a Chain<'a, 't>>,
}

impl<'a, 't> Chain<'a, 't> {
    /// The candidates for a field, the notification's own before inherited ones.
    pub(super) fn candidates(&self, field: Field) -> impl Iterator<Item = &'a Candidate<'t>> {
        let links = std::iter::successors(Some(*self), |link| link.outer.copied());
        links.flat_map(move |link| link.layer.of(field))
    }

    fn has(&self, field: Field) -> bool {
        self.candidates(field).next().is_some()
    }
}

/// Takes the mark of a list from groups of items none of which gives an agent or a status, such as an agent's
/// skills: they are content of the notification around them. Says whether `node` gives either.
pub(super) fn unmark_other_lists(search: &Search, node: &mut Node, parents: &mut Vec<String>) -> bool {
    let mut gives = search.names_agent_or_status(parents, node);
    parents.push(node.key.clone());
    let mut lists = HashSet::new();
    for child in &mut node.children {
        let child_gives = unmark_other_lists(search, child, parents);
        gives |= child_gives;
        if child.listed && child_gives {
            lists.insert(child.key.clone());
        }
    }
    parents.pop();
    for child in &mut node.children {
        child.listed &= lists.contains(&child.key);
    }
    gives
}

/// Calls `each` for every notification in a document, in its order, until it breaks.
pub(super) fn notifications<'t>(
    search: &Search,
    document: &'t Node,
    mut each: impl FnMut(&Chain<'_, 't>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    Splitter { search, path: Vec::new(), each: &mut each }.split(document, None)
}

struct Splitter<'s, 't, F> {
    search: &'s Search,
    /// The nodes around the one being looked at.
    path: Vec<&'t Node>,
    each: &'s mut F,
}

impl<'t, F: FnMut(&Chain<'_, 't>) -> ControlFlow<()>> Splitter<'_, 't, F> {
    fn split(&mut self, node: &'t Node, outer: Option<&Chain<'_, 't>>) -> ControlFlow<()> {
        let own = self.search.layer(node, &mut self.path, Lists::LeftOut);
        let chain = Chain { layer: &own, outer };
        if !node.has_lists() {
            return (self.each)(&chain);
        }
        if chain.has(Field::Agent) && chain.has(Field::Status) {
            let all = self.search.layer(node, &mut self.path, Lists::Included);
            return (self.each)(&Chain { layer: &all, outer });
        }
        self.split_lists(node, &chain)
    }

    /// Goes down to the nearest lists and splits each of their items further.
    fn split_lists(&mut self, node: &'t Node, outer: &Chain<'_, 't>) -> ControlFlow<()> {
        self.path.push(node);
        for child in &node.children {
            if child.listed {
                self.split(child, Some(outer))?;
            } else {
                self.split_lists(child, outer)?;
            }
        }
        self.path.pop();
        ControlFlow::Continue(())
    }
}
