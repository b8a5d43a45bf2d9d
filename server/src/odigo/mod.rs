//! Odigo: its vocabulary, how its notifications are read, and a simulator of it.
//!
//! Reading is pure: no clock, no input or output. A request goes through these rooms: [`reader`] takes it,
//! `body` recognises what the body is and hands it to the reader of that kind (`form`, `multipart`, `json`, `xml`,
//! `lines`, with `charset` turning bytes into text), each of which makes a `tree` of it; `split` tells one
//! notification from several, `fields` finds what the [`format`](mod@format) names, `time` reads the time.
//! [`web_service`] is what is known of the web service that tells the types of breaks.

mod body;
mod charset;
mod fields;
pub mod flags;
mod form;
pub mod format;
mod json;
mod lines;
mod multipart;
pub mod propose;
pub mod reader;
pub mod reading;
pub mod reason;
pub mod redact;
pub mod simulator;
mod split;
mod time;
mod tree;
pub mod vocabulary;
pub mod web_service;
mod xml;

#[cfg(test)]
mod tests;
