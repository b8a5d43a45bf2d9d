//! What may not be done to a user, whoever asks.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{PrincipalKind, roles};
use crate::store::{StoreError, audit::Author, entity::principal};

/// The role that an account always has somebody for.
const ADMIN: &str = "admin";

/// A rule that a change of a user would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserRule {
    /// Somebody has to be able to manage the account.
    #[error("this is the account's last active admin: make somebody else admin first")]
    LastAdmin,
    /// Nobody locks themselves out by mistake.
    #[error("nobody can deactivate themselves: ask another admin")]
    Yourself,
    /// Programs have no password.
    #[error("this is a program, which has a token instead of a password: see `kadans token mint`")]
    Program,
    /// Who is deactivated has to be let in again first.
    #[error("this user is deactivated: reactivate them first")]
    Deactivated,
}

impl UserRule {
    /// The stable reason that callers are told.
    pub fn reason(self) -> &'static str {
        match self {
            Self::LastAdmin => "LAST_ADMIN",
            Self::Yourself => "SELF",
            Self::Program => "USER_IS_PROGRAM",
            Self::Deactivated => "USER_DEACTIVATED",
        }
    }
}

/// Whether the user can sign in as admin.
fn is_active_admin(row: &principal::Model) -> bool {
    let is_person = row.kind == PrincipalKind::Person.name();
    let is_active = row.revoked_at.is_none() && row.password_hash.is_some();
    is_person && is_active && roles(&row.roles).iter().any(|role| role == ADMIN)
}

/// Refuses that the account's last active admin goes. The users must be locked.
pub(super) async fn keep_an_admin(
    connection: &impl ConnectionTrait,
    leaving: &principal::Model,
) -> Result<(), StoreError> {
    if !is_active_admin(leaving) {
        return Ok(());
    }
    let others = principal::Entity::find()
        .filter(principal::Column::AccountId.eq(leaving.account_id))
        .filter(principal::Column::Id.ne(leaving.id))
        .filter(principal::Column::Kind.eq(PrincipalKind::Person.name()))
        .filter(principal::Column::RevokedAt.is_null())
        .all(connection)
        .await?;
    if others.iter().any(is_active_admin) { Ok(()) } else { Err(UserRule::LastAdmin.into()) }
}

/// Whether roles that were changed still make an admin.
pub(super) fn makes_admin(roles: &[String]) -> bool {
    roles.iter().any(|role| role == ADMIN)
}

/// Refuses that somebody deactivates themselves.
pub(super) fn not_yourself(by: &Author, row: &principal::Model) -> Result<(), StoreError> {
    if by.principal == Some(row.id) { Err(UserRule::Yourself.into()) } else { Ok(()) }
}

/// Refuses programs.
pub(in crate::store) fn require_person(row: &principal::Model) -> Result<(), StoreError> {
    if row.kind == PrincipalKind::Person.name() { Ok(()) } else { Err(UserRule::Program.into()) }
}

/// Refuses whoever is deactivated.
pub(in crate::store) fn require_not_deactivated(row: &principal::Model) -> Result<(), StoreError> {
    if row.revoked_at.is_none() { Ok(()) } else { Err(UserRule::Deactivated.into()) }
}
