//! Odigo's web service, which tells the types of breaks: its settings, the addresses it may have, what it answers.
//!
//! All of this is pure. What a user sets is read once, by [`Endpoints::read`], which names every fault;
//! [`address`] says where nobody may be sent, [`answer`] reads what comes back.

pub mod address;
pub mod answer;
mod base_url;
mod endpoints;
mod pointer;
mod settings;
mod template;

pub use base_url::Reach;
pub use endpoints::Endpoints;
pub use settings::{Authentication, Fault, WebServiceSettings};
