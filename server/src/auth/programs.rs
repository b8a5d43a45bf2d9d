//! Tokens for programs: long-lived access tokens that are listed and can be revoked.

use uuid::Uuid;

use super::{
    caller::Role,
    jwt::Grant,
    keys::{Keys, KeysError},
};
use crate::{
    domain::{
        ids::{AccountId, PlanningUnitId},
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError, new_id,
        principals::{NewPrincipal, PrincipalKind},
        sessions::NewSession,
    },
};

/// A program to let in.
#[derive(Clone, Debug)]
pub struct NewProgram {
    /// Whose.
    pub account: AccountId,
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

/// A program and its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its id.
    pub id: Uuid,
    /// Name to list it by.
    pub name: String,
    /// Names of roles.
    pub roles: Vec<String>,
    /// When its token expires; none if it does not hold any more.
    pub expires_at: Option<Instant>,
}

/// Lets a program in: adds it and signs its token.
pub async fn mint(store: &Store, keys: &Keys, new: NewProgram) -> Result<Minted, KeysError> {
    let now = store.clock().now();
    let expires_at = (now + new.life).floor_to_second();
    let principal = NewPrincipal {
        account: new.account,
        kind: PrincipalKind::Program,
        email: None,
        name: new.name,
        password_hash: None,
        roles: new.roles.iter().map(Role::to_string).collect(),
        planning_units: new.planning_units,
    };
    let principal = store.add_principal(principal).await?;
    let session = new_id(now);
    let token = keys.sign(&Grant { account: new.account, principal, session, expires_at }).await?;
    store
        .begin_session(NewSession { id: session, account: new.account, principal, expires_at, refresh_hash: None })
        .await?;
    Ok(Minted { principal, token, expires_at })
}

/// The account's programs, the oldest first.
pub async fn list(store: &Store, account: AccountId) -> Result<Vec<Program>, StoreError> {
    let mut programs = Vec::new();
    for principal in store.principals(account, PrincipalKind::Program).await? {
        let sessions = store.live_sessions(account, principal.id).await?;
        programs.push(Program {
            id: principal.id,
            name: principal.name,
            roles: principal.roles,
            expires_at: sessions.first().map(|session| session.expires_at),
        });
    }
    Ok(programs)
}
