//! What the tests of Kadans need: databases of their own, and worlds, which are real servers with people in them.

// Only tests run this: a panic here is a test that fails, and says why.
#![allow(clippy::unwrap_used, clippy::panic)]

pub mod board;
pub mod clients;
pub mod database;
pub mod failures;
pub mod notify;
pub mod office;
pub mod people;
pub mod postgres;
pub mod process;
pub mod raw_calls;
pub mod raw_http;
pub mod reports;
pub mod streams;
pub mod time;
pub mod world;
