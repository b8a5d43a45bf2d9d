//! Properties that hold for any inputs.

mod clocks;
mod figures;
mod order;
mod silences;
mod sweep;
mod worlds;
