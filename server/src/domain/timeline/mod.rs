//! From the entries of external users to what an employee is actually doing.

mod employee;
mod feed;
mod user;

pub(crate) use employee::changed_state;
pub use employee::{ActualState, Cause};
pub(crate) use feed::Feed;
pub use user::{Source, UserInput, UserState};
