//! Invitation links: how people get in for the first time, or again when they forgot their password.

use std::fmt;

use super::{caller::Role, email::Email, ticket::Ticket};
use crate::{
    domain::{
        ids::AccountId,
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError,
        accounts::{self, NewAccount},
        invitations::NewInvitation,
        new_id,
    },
};

/// How long an invitation can be taken up.
const LIFE: Span = Span::from_hours(72);

/// An invitation that was just made. Its secret can't be had again.
#[derive(Debug)]
pub struct Invitation {
    /// Whose.
    pub account: AccountId,
    /// Until when it can be taken up.
    pub expires_at: Instant,
    ticket: Ticket,
}

/// Makes an invitation for whoever has this address.
pub async fn invite(
    store: &Store,
    account: AccountId,
    email: Option<&Email>,
    roles: &[Role],
) -> Result<Invitation, StoreError> {
    let now = store.clock().now();
    let invitation = Invitation { account, expires_at: now + LIFE, ticket: Ticket::new(new_id(now)) };
    let new = NewInvitation {
        id: invitation.ticket.id,
        account,
        secret_hash: invitation.ticket.hash(),
        email: email.map(Email::to_string),
        roles: roles.iter().map(Role::to_string).collect(),
        expires_at: invitation.expires_at,
    };
    store.invite(new).await?;
    Ok(invitation)
}

/// An invitation for the first admin of each account that has no people yet, so that a new server can be entered
/// without a default password. An empty database gets `first_account` for that. Those made at an earlier start no longer
/// hold.
pub async fn first_admin_invitations(store: &Store, first_account: NewAccount) -> Result<Vec<Invitation>, StoreError> {
    if accounts::list(store).await?.is_empty() {
        accounts::create(store, first_account).await?;
    }
    let mut invitations = Vec::new();
    for account in store.accounts_without_people().await? {
        invitations.push(invite(store, account, None, &[Role::Admin]).await?);
    }
    Ok(invitations)
}

impl Invitation {
    /// The link to hand over. The secret stands behind the `#`, which browsers do not send, so it gets into no log.
    pub fn link<'a>(&'a self, public_url: &'a str) -> impl fmt::Display + 'a {
        fmt::from_fn(move |f| write!(f, "{}/welcome#{}", public_url.trim_end_matches('/'), self.ticket.reveal()))
    }
}
