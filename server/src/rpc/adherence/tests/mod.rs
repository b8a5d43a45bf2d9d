//! Tests of the rooms behind `AdherenceService`, on a database.

mod backwards;
mod exceptions;
mod floor;
mod overlaps;
mod person;
mod report;
mod schedule;
mod settings;
mod silence;
mod vectors;
