//! The URL token.

#[path = "../../server/src/auth/derived_key.rs"]
mod derived_key;
#[path = "../../server/src/auth/url_token.rs"]
pub mod url_token;
