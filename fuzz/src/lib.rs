//! The rooms of the server that read foreign bytes, compiled by themselves: like this they can be optimised, and
//! followed branch by branch, in a minute, which takes many for the whole server.

// The server's lints hold these rooms, and what only the rest of it needs of them is not needed here.
#![allow(clippy::pedantic, dead_code, unreachable_pub)]

pub mod auth;
#[path = "../../server/src/domain/mod.rs"]
pub mod domain;
pub mod odigo;
