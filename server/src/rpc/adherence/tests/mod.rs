//! Tests of the rooms behind `AdherenceService`, on a database.

mod audit;
mod backwards;
mod exceptions;
mod floor;
mod overlaps;
mod person;
mod quotas;
mod report;
mod schedule;
mod schedule_file;
mod settings;
mod silence;
mod stream;
mod vectors;
