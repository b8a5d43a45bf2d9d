//! The reader of notifications, and that of a web service's answers.

#[path = "../../server/src/odigo/body.rs"]
mod body;
#[path = "../../server/src/odigo/charset.rs"]
mod charset;
#[path = "../../server/src/odigo/fields.rs"]
mod fields;
#[path = "../../server/src/odigo/flags.rs"]
pub mod flags;
#[path = "../../server/src/odigo/form.rs"]
mod form;
#[path = "../../server/src/odigo/format.rs"]
pub mod format;
#[path = "../../server/src/odigo/json.rs"]
mod json;
#[path = "../../server/src/odigo/lines.rs"]
mod lines;
#[path = "../../server/src/odigo/multipart.rs"]
mod multipart;
#[path = "../../server/src/odigo/reader.rs"]
pub mod reader;
#[path = "../../server/src/odigo/reading.rs"]
pub mod reading;
#[path = "../../server/src/odigo/reason.rs"]
pub mod reason;
#[path = "../../server/src/odigo/redact/mod.rs"]
pub mod redact;
#[path = "../../server/src/odigo/split.rs"]
mod split;
#[path = "../../server/src/odigo/time/mod.rs"]
mod time;
#[path = "../../server/src/odigo/tree.rs"]
mod tree;
#[path = "../../server/src/odigo/vocabulary.rs"]
pub mod vocabulary;
pub mod web_service;
#[path = "../../server/src/odigo/xml.rs"]
mod xml;
