//! What is refused, and how it is told.

mod notifications;
mod requests;
