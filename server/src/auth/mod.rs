//! Who calls, and what they may do.

pub mod access;
pub mod caller;
pub mod cookie;
pub mod derived_key;
pub mod email;
pub mod gate;
pub mod invitations;
pub mod jwt;
mod key_file;
pub mod key_rotation;
pub mod keys;
pub mod master_key;
pub mod origin;
pub mod passwords;
pub mod programs;
pub mod sealing;
pub mod sign_in;
mod standing;
mod throttle;
mod ticket;
pub mod token_masking;
pub mod url_token;
pub mod url_token_authority;

pub use throttle::ClientAddress;

#[cfg(test)]
mod tests;
