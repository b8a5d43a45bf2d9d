//! The Kadans server: see `ARCHITECTURE.md` for its rooms and how a notification goes through them.

pub mod auth;
pub mod clock;
pub mod domain;
pub mod live;
pub mod odigo;
pub mod rpc;
pub mod store;
