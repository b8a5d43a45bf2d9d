//! The methods of the adherence service, a room for each thing, and the words in which they answer.

mod accounts;
mod board;
mod exceptions;
mod limited;
mod person;
pub mod render;
mod report;
mod schedule;
mod scope;
mod settings;
pub(crate) mod watch;

#[cfg(test)]
mod tests;

pub(super) use accounts::Homes;
pub(super) use board::board;
pub(super) use exceptions::{create_exception, delete_exception, list_exceptions};
pub(super) use person::person_adherence;
pub(crate) use report::Rates;
pub(super) use report::{Quotas, report_agent_states, stream};
pub(super) use schedule::{import_schedule, list_schedule};
pub(super) use settings::{get_settings, update_settings};
