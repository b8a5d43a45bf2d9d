//! What is refused, and how it is told.

mod foreign;
mod forged_tokens;
mod notifications;
mod requests;
