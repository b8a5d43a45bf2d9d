//! `multipart/form-data`, recognised by its first boundary line.

use bytes::Bytes;
use futures::FutureExt;
use futures::stream;
use multer::Multipart;

use super::charset;
use super::reason::Reason;
use super::tree::Node;

/// RFC 2046, section 5.1.1. Without it, looking for one made up by an attacker could take long.
const LONGEST_BOUNDARY: usize = 70;

/// The boundary: the body's first line if it looks like one, else what the Content-Type says of a body that has it.
pub(super) fn boundary(body: &[u8], content_type: Option<&str>) -> Option<String> {
    let first = body.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let opening = first.strip_prefix(b"--").map(<[u8]>::trim_ascii);
    if let Some(boundary) = opening.filter(|boundary| !boundary.is_empty()) {
        return String::from_utf8(boundary.to_vec()).ok();
    }
    let declared = multer::parse_boundary(content_type?).ok()?;
    if declared.len() > LONGEST_BOUNDARY {
        return None;
    }
    let line = format!("\n--{declared}");
    let mut windows = body.windows(line.len());
    windows.any(|window| window == line.as_bytes()).then_some(declared)
}

/// Reads the parts as fields; a file counts as its content.
pub(super) fn read(body: &[u8], boundary: String) -> Result<Node, Reason> {
    let whole = stream::iter([Ok::<_, std::convert::Infallible>(with_crlf(body))]);
    let mut parts = Multipart::new(whole, boundary);
    let fields = async {
        let mut members = Vec::new();
        while let Some(part) = parts.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await?;
            members.push(Node::leaf(name.trim(), &charset::text(&bytes)));
        }
        Ok::<_, multer::Error>(members)
    };
    // The whole body is there, so the library never has to wait for more.
    match fields.now_or_never() {
        Some(Ok(members)) => Node::object("", members),
        Some(Err(problem)) => Err(Reason::unreadable(problem)),
        None => Err(Reason::unreadable("the multipart body is incomplete")),
    }
}

/// The body with line ends as the standard wants them, for senders that write bare line feeds.
fn with_crlf(body: &[u8]) -> Bytes {
    let first_end = body.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    if first_end == 0 || body.get(first_end - 1) == Some(&b'\r') {
        return Bytes::copy_from_slice(body);
    }
    let lines: Vec<&[u8]> = body.split(|byte| *byte == b'\n').collect();
    lines.join(b"\r\n".as_slice()).into()
}

#[cfg(test)]
mod tests {
    use super::{boundary, read};

    const BODY: &str = "--XX\r\nContent-Disposition: form-data; name=\"agent\"\r\n\r\njdoe\r\n--XX\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: text/plain\r\n\r\n\
        two\r\nlines\r\n--XX--\r\n";

    fn texts(body: &[u8], content_type: Option<&str>) -> Vec<Option<String>> {
        let boundary = boundary(body, content_type).unwrap();
        let node = read(body, boundary).unwrap();
        node.children.into_iter().map(|child| child.text).collect()
    }

    #[test]
    fn the_boundary_is_taken_from_the_body_even_if_the_content_type_disagrees() {
        let expected = [Some("jdoe".into()), Some("two\r\nlines".into())];
        assert_eq!(texts(BODY.as_bytes(), None), expected);
        let other = Some("multipart/form-data; boundary=YY");
        assert_eq!(texts(BODY.as_bytes(), other), expected);
    }

    #[test]
    fn a_preamble_is_skipped_if_the_content_type_names_the_boundary() {
        let body = format!("hello\r\n{BODY}");
        let content_type = Some("multipart/form-data; boundary=XX");
        assert_eq!(texts(body.as_bytes(), content_type)[0].as_deref(), Some("jdoe"));
        assert_eq!(boundary(body.as_bytes(), Some("text/plain")), None);
    }

    #[test]
    fn bare_line_feeds_are_understood() {
        let body = BODY.replace("\r\n", "\n");
        assert_eq!(texts(body.as_bytes(), None)[0].as_deref(), Some("jdoe"));
    }

    #[test]
    fn a_body_cut_short_is_unreadable() {
        let cut = &BODY.as_bytes()[..60];
        assert_eq!(read(cut, "XX".into()).unwrap_err().code(), "unreadable");
    }
}
