//! The real binary as a process: what it does when it is killed, stopped, set up wrongly, or used badly.

pub(crate) mod centre;
mod crash;
pub(crate) mod limits;
mod load;
mod operations;
mod schedule_command;
mod settings;
mod stopping;
mod streaming;
mod witness;
