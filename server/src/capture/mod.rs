//! Captured notifications: read anew by a format, replayed, and their raw text deleted in time.
//!
//! The store keeps what arrived and the room of Odigo reads it; here the two meet. Nothing in here knows of calls.

mod difference;
pub mod janitor;
pub mod reading;
pub mod replay;
