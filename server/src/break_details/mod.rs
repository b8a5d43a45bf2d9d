//! Break details: which type of break an agent takes, asked from the telephone system's web service.
//!
//! A notification that says no more than "break" takes effect at once. The [`worker`] hears of it after its commit,
//! asks the web service for that agent, and appends what it says to the journal as a state of the same user with the
//! **same** time: a detail beats the plain status at the same instant, so the stretch keeps its start. Nothing here
//! can hold up or lose a notification, and a failure leaves the plain break and shows in [`health`].
//!
//! [`BreakDetails`] is how the worker asks; [`rest`] is the one way there is. The address comes from a user, so
//! [`network`] lets no request go anywhere but to the public Internet.

pub mod breaker;
pub mod health;
mod line;
pub mod network;
pub mod password;
mod refinement;
pub mod rest;
pub mod worker;

#[cfg(test)]
mod tests;

use async_trait::async_trait;

/// Tells what type of break an agent takes now.
#[async_trait]
pub trait BreakDetails: Send + Sync {
    /// The break type of an agent by the login that the telephone system knows; none if it has none, or does not know
    /// the agent.
    async fn detail(&self, login: &str) -> Result<Option<String>, Failure>;
}

/// Why nothing is known of a break. Coarse on purpose: whoever may set the address must learn nothing of the network
/// this server is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nothing answered in time at an address that may be asked.
    #[error("nothing answered in time at an address that may be asked")]
    Unreachable,
    /// It refused the user name or the password.
    #[error("the web service refused the user name or the password")]
    WrongCredentials,
    /// It does not know the tenant.
    #[error("the web service does not know the tenant")]
    WrongTenant,
    /// It said that it can't answer now.
    #[error("the web service can't answer now")]
    Overloaded,
    /// It answered something else than expected.
    #[error("the web service answered something else than expected")]
    UnexpectedAnswer,
}

impl Failure {
    /// Whether the next try may go better.
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::Unreachable | Self::Overloaded)
    }
}
