//! The files of the built web client. Release builds hold them; debug builds read them as they are now.

use std::borrow::Cow;

use bytes::Bytes;
use rust_embed::RustEmbed;

/// Without the built client there are no files, and the server can be built all the same.
#[derive(RustEmbed)]
#[folder = "../client-web/dist"]
#[allow_missing = true]
struct Embedded;

/// One file.
pub(super) struct File {
    pub(super) content: Bytes,
    pub(super) content_type: String,
    /// Changes with the content.
    pub(super) digest: String,
}

impl File {
    /// The file at `path` below the client's root.
    pub(super) fn find(path: &str) -> Option<Self> {
        let file = Embedded::get(path)?;
        let mime = mime_guess::from_path(path).first_or_octet_stream();
        let is_text = mime.type_() == "text" || matches!(mime.subtype().as_str(), "javascript" | "json");
        let content_type = if is_text { format!("{mime}; charset=utf-8") } else { mime.to_string() };
        let hash = file.metadata.sha256_hash();
        let digest = format!("{:032x}", hash.first_chunk().map_or(0, |start| u128::from_be_bytes(*start)));
        let content = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        Some(Self { content, content_type, digest })
    }
}
