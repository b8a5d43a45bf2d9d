//! From the entries of external users to what an employee is actually doing.

mod employee;
mod user;

pub(crate) use employee::changed_state;
pub use employee::{ActualState, Cause};
pub use user::{Source, UserInput, UserState};
