//! Tokens for programs: long-lived access tokens that are listed and can be revoked.

use uuid::Uuid;

use super::{
    caller::Role,
    jwt::Grant,
    keys::{Keys, KeysError},
};
use crate::{
    domain::{
        ids::PlanningUnitId,
        instant::{Instant, Span},
    },
    store::{
        Store,
        audit::Author,
        new_id,
        principals::{NewPrincipal, NewToken, PrincipalKind},
    },
};

/// A program to let in.
#[derive(Clone, Debug)]
pub struct NewProgram {
    /// Name to list it by.
    pub name: String,
    /// What it may do.
    pub roles: Vec<Role>,
    /// The planning units it sees; none for all.
    pub planning_units: Vec<PlanningUnitId>,
    /// How long its token holds.
    pub life: Span,
}

/// A program's token. It is shown once; only the means to check and revoke it are stored.
#[derive(Debug)]
pub struct Minted {
    /// The program.
    pub principal: Uuid,
    /// For the `authorization` header.
    pub token: String,
    /// When it expires.
    pub expires_at: Instant,
}

/// Lets a program in: adds it and signs its token.
pub async fn mint(store: &Store, keys: &Keys, by: Author, new: NewProgram) -> Result<Minted, KeysError> {
    let now = store.clock().now();
    let (account, session) = (by.account, new_id(now));
    let expires_at = (now + new.life).floor_to_second();
    let principal = NewPrincipal {
        kind: PrincipalKind::Program,
        email: None,
        name: new.name,
        password_hash: None,
        roles: new.roles.iter().map(Role::to_string).collect(),
        planning_units: new.planning_units,
    };
    let principal = store.add_program(by, principal, NewToken { session, expires_at }).await?;
    let token = keys.sign(&Grant { account, principal, session, expires_at }).await?;
    Ok(Minted { principal, token, expires_at })
}
