//! The services: each handler reads the request, asks the gate, calls, and renders. One file a service.

pub mod adherence;
pub mod adherence_service;
pub mod error;
mod in_use;
pub mod integration;
pub mod mapping;
pub mod page;
pub mod read;
pub mod session;
mod taken;
#[cfg(test)]
pub(crate) mod testing;
mod update;
