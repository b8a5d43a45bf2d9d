//! Invitation links: how people get in for the first time, or again when they forgot their password.

use std::fmt;

use uuid::Uuid;

use super::{caller::Role, email::Email, ticket::Ticket};
use crate::{
    domain::{
        ids::{AccountId, PlanningUnitId},
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError,
        accounts::{self, NewAccount},
        audit::Author,
        invitations::NewLink,
        new_id,
        principals::{NewPrincipal, PrincipalKind, User},
    },
};

/// How long an invitation can be taken up.
const LIFE: Span = Span::from_hours(7 * 24);

/// An invitation that was just made. Its secret can't be had again.
#[derive(Debug)]
pub struct Invitation {
    /// Whose.
    pub account: AccountId,
    /// Until when it can be taken up.
    pub expires_at: Instant,
    ticket: Ticket,
}

/// A person to invite.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Address to sign in with.
    pub email: Email,
    /// Name to show.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The planning units they see, if their roles are limited.
    pub planning_units: Vec<PlanningUnitId>,
}

impl NewPerson {
    /// As the store takes it; without a password until the invitation is taken up.
    pub fn with_password(self, password_hash: Option<String>) -> NewPrincipal {
        NewPrincipal {
            kind: PrincipalKind::Person,
            email: Some(self.email.to_string()),
            name: self.name,
            password_hash,
            roles: self.roles.iter().map(Role::to_string).collect(),
            planning_units: self.planning_units,
        }
    }
}

/// Adds a person, with a link by which they set a password.
pub async fn invite(store: &Store, by: Author, person: NewPerson) -> Result<(User, Invitation), StoreError> {
    let invitation = Invitation::new(store, by.account);
    let user = store.invite_person(by, person.with_password(None), invitation.link_to_store()).await?;
    Ok((user, invitation))
}

/// Makes a new link by which a person sets a password; earlier ones stop holding.
pub async fn renew(store: &Store, by: Author, person: Uuid) -> Result<Invitation, StoreError> {
    let invitation = Invitation::new(store, by.account);
    store.renew_invitation(by, person, invitation.link_to_store()).await?;
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
        let invitation = Invitation::new(store, account);
        store.invite_first_admin(Author::operator(account), invitation.link_to_store()).await?;
        invitations.push(invitation);
    }
    Ok(invitations)
}

impl Invitation {
    fn new(store: &Store, account: AccountId) -> Self {
        let now = store.clock().now();
        Self { account, expires_at: now + LIFE, ticket: Ticket::new(new_id(now)) }
    }

    fn link_to_store(&self) -> NewLink {
        NewLink { id: self.ticket.id, secret_hash: self.ticket.hash(), expires_at: self.expires_at }
    }

    /// The link to hand over. The secret stands behind the `#`, which browsers do not send, so it gets into no log.
    pub fn link<'a>(&'a self, public_url: &'a str) -> impl fmt::Display + 'a {
        fmt::from_fn(move |f| write!(f, "{}/welcome#{}", public_url.trim_end_matches('/'), self.ticket.reveal()))
    }
}
