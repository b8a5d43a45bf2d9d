//! The services: each handler reads the request, asks the gate, calls, and renders. One file a service.

pub mod error;
pub mod read;
pub mod session_service;
