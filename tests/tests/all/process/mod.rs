//! The real binary as a process: what it does when it is killed, stopped, set up wrongly, or used badly.

mod centre;
mod crash;
mod limits;
mod load;
mod operations;
mod settings;
mod stopping;
mod witness;
