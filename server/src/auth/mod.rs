//! Who calls, and what they may do.

pub mod access;
pub mod caller;
pub mod gate;
