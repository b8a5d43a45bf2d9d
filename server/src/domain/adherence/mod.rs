//! Adherence: the status at each instant, runs and buffers, live and for the past.

mod history;
mod rules;
mod run;
mod status;
mod stretch;
mod tracker;

pub use history::History;
pub use status::{Deviation, Impact, Status};
pub use stretch::{ActualStep, Present, Stretch};
pub use tracker::{Inputs, RUN_LOOKBACK, Sink, Tracker};
