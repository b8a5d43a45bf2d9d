//! The tests that need a database, a server, or several.

// What goes wrong here fails the test: that is what it is for.
#![allow(clippy::unwrap_used, clippy::panic)]
// A helper gives what a field of a request takes, an `Option` too.
#![allow(clippy::unnecessary_wraps)]

mod attacks;
mod board_pages;
mod break_details;
mod clock_edges;
mod corpus;
mod health;
mod integrations;
mod journal;
mod live_equals_history;
mod main_journey;
mod mapping_breadth;
mod operations;
mod people;
mod process;
mod pushing;
mod refusals;
mod replay;
mod restarts;
mod rooms;
mod schedules;
mod settings;
mod sight;
mod signing_in;
mod streaming;
mod vectors;
mod watching;
