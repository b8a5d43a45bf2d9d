//! The pure domain: what adherence is, computed from inputs and an explicit `now`.
//!
//! Nothing in here reads a clock, a file or a socket. Instants are microseconds UTC, intervals are
//! half-open, and the same code serves the live board and the past (see [`adherence::Tracker`]).

pub mod activity;
pub mod adherence;
pub mod calendar;
pub mod entry;
pub mod exceptions;
pub mod figures;
pub mod ids;
pub mod instant;
pub mod mapping;
pub mod matches;
pub mod novelty;
pub mod schedule;
pub mod settings;
pub mod silence;
pub mod timeline;
pub mod window;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod vectors;
