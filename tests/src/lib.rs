//! What the tests of Kadans need: databases of their own.

pub mod database;
pub mod postgres;
