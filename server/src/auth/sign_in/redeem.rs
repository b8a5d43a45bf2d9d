//! Taking up an invitation.

use super::{Checked, Continued, SignIn};
use crate::{
    auth::{caller::Origin, email::Email, gate::SESSION_ENDED, passwords::Password, ticket::Ticket},
    rpc::error::{RpcError, Violation},
    store::{
        StoreError,
        invitations::{OpenInvitation, Redemption},
    },
};

/// What whoever takes up an invitation chooses.
#[derive(Debug)]
pub struct Chosen {
    /// The address to sign in with from now on; none: the one invited.
    pub email: Option<Email>,
    /// Name to show; none: the one the invitation says.
    pub name: Option<String>,
    /// The password from now on.
    pub password: Password,
}

impl SignIn {
    /// Takes up an invitation and signs in.
    pub async fn with_invitation(&self, token: &str, chosen: Chosen, origin: Origin) -> Result<Continued, RpcError> {
        let ticket: Ticket = token.parse().map_err(|_| invitation_over())?;
        let invitation = self.0.store.open_invitation(ticket.id, ticket.hash()).await?.ok_or_else(invitation_over)?;
        let (email, name) = email_and_name(chosen.email, chosen.name, invitation)?;
        let password_hash = self.0.passwords.hash(chosen.password).await?;
        let redemption = Redemption {
            secret_hash: ticket.hash(),
            email,
            name,
            password_hash: password_hash.clone(),
            address: origin.address,
            request_id: origin.request_id,
        };
        let redeemed = self.0.store.redeem_invitation(ticket.id, redemption).await;
        let (account, id) = redeemed.map_err(|error| match error {
            StoreError::NotFound => invitation_over(),
            StoreError::Taken(_) => RpcError::field("email", "TAKEN", "somebody signs in with this address already"),
            error => error.into(),
        })?;
        self.0.gate.forget_principal(id);
        self.begin(Checked { account, id, password_hash }).await?.ok_or(SESSION_ENDED)
    }
}

fn invitation_over() -> RpcError {
    RpcError::Precondition {
        reason: "INVITATION_OVER",
        message: "this invitation has been used or has expired: ask for a new one".to_owned(),
    }
}

/// What was chosen or, where nothing was, what the invitation says.
fn email_and_name(
    email: Option<Email>,
    name: Option<String>,
    invitation: OpenInvitation,
) -> Result<(String, String), RpcError> {
    let (invited_email, invited_name) = invitation.person.map(|person| (person.email, person.name)).unzip();
    let (email, name) = (email.map(|email| email.to_string()).or(invited_email), name.or(invited_name));
    let mut missing = Vec::new();
    if email.is_none() {
        missing.push(("email", "must be the e-mail address to sign in with"));
    }
    if name.is_none() {
        missing.push(("name", "must not be empty"));
    }
    let missing = missing.into_iter().map(|(field, description)| Violation {
        field: field.to_owned(),
        reason: "REQUIRED",
        description: description.to_owned(),
    });
    email.zip(name).ok_or_else(|| RpcError::Invalid(missing.collect()))
}
