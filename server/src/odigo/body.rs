//! Recognises what a body is by looking at it, and reads it into documents.

use super::reason::Reason;
use super::tree::Node;
use super::{charset, form, json, lines, multipart, xml};

/// The documents of a body, one for each notification unless a document holds a list of them.
///
/// A blank body is one document with nothing in it, so that the query alone can be a notification.
pub(super) fn read(body: &[u8], content_type: Option<&str>) -> Result<Vec<Result<Node, Reason>>, Reason> {
    let bytes = charset::ascii_compatible(body);
    let bytes = bytes.trim_ascii();
    match bytes.first() {
        None => return Ok(vec![Ok(Node::default())]),
        Some(b'{' | b'[') => return json::read(&charset::text(bytes)),
        Some(b'<') => return xml::read(&charset::xml_text(bytes)).map(|root| vec![Ok(root)]),
        Some(_) => {}
    }
    let node = if let Some(boundary) = multipart::boundary(bytes, content_type) {
        multipart::read(bytes, boundary)?
    } else if let Some(node) = lines::read(&charset::text(bytes)) {
        node?
    } else if bytes.contains(&b'=') {
        form::read(bytes)?
    } else {
        return Err(Reason::unreadable("it looks like none of these"));
    };
    Ok(vec![Ok(node)])
}
