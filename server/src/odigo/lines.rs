//! `name=value` lines, together one notification.

use super::reason::Reason;
use super::tree::Node;

/// Reads the text if it has several lines and all of them say `name=value`; such text is not percent-encoded.
pub(super) fn read(text: &str) -> Option<Result<Node, Reason>> {
    let mut members = Vec::new();
    for line in text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once('=')?;
        if name.trim().is_empty() {
            return None;
        }
        members.push(Node::leaf(name.trim(), value));
    }
    (members.len() > 1).then(|| Node::object("", members))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn lines_end_in_any_of_the_usual_ways_and_blank_ones_are_skipped() {
        let node = read("agent = jdoe\r\n\r\nstate=a=b\rlabel=R&D 5% +1\n").unwrap().unwrap();
        let texts: Vec<_> = node.children.iter().map(|c| c.text.as_deref()).collect();
        assert_eq!(texts, [Some("jdoe"), Some("a=b"), Some("R&D 5% +1")]);
        assert_eq!(node.children[0].name, "agent");
    }

    #[test]
    fn one_line_or_a_line_without_a_name_is_something_else() {
        assert!(read("agent=jdoe&state=A\n").is_none());
        assert!(read("agent=jdoe\nnothing").is_none());
        assert!(read("agent=jdoe\n=x").is_none());
        assert!(read("").is_none());
    }
}
