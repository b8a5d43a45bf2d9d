//! The one shape every kind of body is read into: named nodes with text, children, or both.

use std::collections::HashMap;

use super::reading::MAX_DEPTH;
use super::reason::Reason;

/// A named value. The items of a JSON array become siblings of the array's name, as repeated XML elements are.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The name as sent; empty for a document without one.
    pub(super) name: String,
    /// The name as it is compared.
    pub(super) key: String,
    /// The trimmed text, if there is any.
    pub(super) text: Option<String>,
    /// Members, child elements and attributes.
    pub(super) children: Vec<Node>,
    /// True for an item of an array of objects, or of several sibling elements with content of their own.
    pub(super) listed: bool,
}

impl Node {
    /// A node without content.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), key: name.to_lowercase(), ..Self::default() }
    }

    /// A node with text; blank text means absent.
    pub(super) fn leaf(name: &str, text: &str) -> Self {
        let text = text.trim();
        Self { text: (!text.is_empty()).then(|| text.to_owned()), ..Self::named(name) }
    }

    /// A node with members; a dot in a member's name makes a path of it.
    pub(super) fn object(name: &str, members: Vec<Self>) -> Result<Self, Reason> {
        let node = Self { children: nested(members)?, ..Self::named(name) };
        if node.levels() > MAX_DEPTH {
            return Err(Reason::TooDeep);
        }
        Ok(node)
    }

    /// How many levels of nodes with children there are, itself included.
    fn levels(&self) -> usize {
        if self.children.is_empty() {
            return 0;
        }
        1 + self.children.iter().map(Self::levels).max().unwrap_or(0)
    }

    /// True if something below is an item of a list.
    pub(super) fn has_lists(&self) -> bool {
        self.children.iter().any(|child| child.listed || child.has_lists())
    }
}

/// Turns members `a.b` and `a.c` into one member `a` with members `b` and `c`.
fn nested(members: Vec<Node>) -> Result<Vec<Node>, Reason> {
    if !members.iter().any(|member| member.name.contains('.')) {
        return Ok(members);
    }
    let mut out: Vec<Node> = Vec::with_capacity(members.len());
    let mut groups: HashMap<String, usize> = HashMap::new();
    for member in members {
        let Some((head, tail)) = path(&member.name)? else {
            out.push(member);
            continue;
        };
        let group = *groups.entry(head.to_lowercase()).or_insert_with(|| {
            out.push(Node::named(head));
            out.len() - 1
        });
        let inner = Node { text: member.text, children: member.children, listed: member.listed, ..Node::named(tail) };
        if let Some(node) = out.get_mut(group) {
            node.children.push(inner);
        }
    }
    for group in groups.into_values() {
        if let Some(node) = out.get_mut(group) {
            node.children = nested(std::mem::take(&mut node.children))?;
        }
    }
    Ok(out)
}

/// Splits `a.b.c` into `a` and `b.c`; a name with an empty part is no path.
fn path(name: &str) -> Result<Option<(&str, &str)>, Reason> {
    if name.split('.').nth(MAX_DEPTH).is_some() {
        return Err(Reason::TooDeep);
    }
    if name.split('.').any(str::is_empty) {
        return Ok(None);
    }
    Ok(name.split_once('.'))
}

#[cfg(test)]
mod tests {
    use super::Node;
    use crate::odigo::reason::Reason;

    fn object(pairs: &[(&str, &str)]) -> Result<Node, Reason> {
        let members = pairs.iter().map(|(name, text)| Node::leaf(name, text));
        Node::object("", members.collect())
    }

    #[test]
    fn dotted_names_with_the_same_head_are_members_of_one_object() {
        let node = object(&[("agent.login", "jdoe"), ("Agent.name", "Jane")]).unwrap();
        assert_eq!(node.children.len(), 1);
        let agent = &node.children[0];
        assert_eq!(agent.key, "agent");
        let texts: Vec<_> = agent.children.iter().map(|c| c.text.as_deref()).collect();
        assert_eq!(texts, [Some("jdoe"), Some("Jane")]);
    }

    #[test]
    fn a_name_with_an_empty_part_stays_one_name() {
        for name in [".", "a.", ".a", "a..b"] {
            assert_eq!(object(&[(name, "x")]).unwrap().children[0].name, name);
        }
    }

    #[test]
    fn a_dotted_name_counts_towards_the_depth() {
        assert!(object(&[(&["a"; 32].join("."), "x")]).is_ok());
        let deep = object(&[(&["a"; 33].join("."), "x")]);
        assert_eq!(deep.unwrap_err(), Reason::TooDeep);
    }
}
