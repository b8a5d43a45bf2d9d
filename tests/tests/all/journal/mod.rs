//! The journal, on both databases.

mod appending;
mod duplicates;
mod numbering;
mod office;
mod reading;
mod replicas;
mod times;
