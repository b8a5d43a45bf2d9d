//! Adds people and programs.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::{PrincipalKind, lock_users};
use crate::{
    domain::{
        ids::{AccountId, PlanningUnitId},
        instant::Instant,
    },
    store::{
        Store, StoreError,
        audit::{Author, Deed, record},
        entity::{planning_unit, principal, principal_planning_unit, session},
        new_id, text,
    },
};

/// A person or program to add.
#[derive(Clone, Debug)]
pub struct NewPrincipal {
    /// Person or program.
    pub kind: PrincipalKind,
    /// In lower case; none for programs.
    pub email: Option<String>,
    /// Name to show.
    pub name: String,
    /// In PHC form; none for programs, and for people who have still to take up their invitation.
    pub password_hash: Option<String>,
    /// Names of roles.
    pub roles: Vec<String>,
    /// The planning units it is limited to, if its roles are limited.
    pub planning_units: Vec<PlanningUnitId>,
}

/// The session that the token of a new program stands for.
#[derive(Clone, Copy, Debug)]
pub struct NewToken {
    /// Id of the session.
    pub session: Uuid,
    /// When the token expires.
    pub expires_at: Instant,
}

impl Store {
    /// Adds a person who signs in with a password they have already. [`StoreError::Taken`] if somebody has the e-mail
    /// address, [`StoreError::NotFound`] if the account or one of the planning units is not there.
    pub async fn add_person(&self, by: Author, new: NewPrincipal) -> Result<Uuid, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let (id, deed) = insert(transaction, by.account, Deed::new("user.create"), new, now).await?;
                record(transaction, now, &by, deed).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Adds a program and the session of its token. [`StoreError::NotFound`] if the account or one of the planning
    /// units is not there.
    pub async fn add_program(&self, by: Author, new: NewPrincipal, token: NewToken) -> Result<Uuid, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let (id, deed) = insert(transaction, by.account, Deed::new("user.mint_token"), new, now).await?;
                let row = session::Model {
                    id: token.session,
                    account_id: by.account.uuid(),
                    principal_id: id,
                    refresh_hash: None,
                    created_at: now.micros(),
                    expires_at: token.expires_at.micros(),
                    ended_at: None,
                    previous_refresh_hash: None,
                    refreshed_at: None,
                };
                session::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
                record(transaction, now, &by, deed.field("expire_time", "", token.expires_at)).await?;
                Ok(id)
            })
        })
        .await
    }
}

/// Adds a person or program within a transaction. Gives its id, and the deed with what it has.
pub(in crate::store) async fn insert(
    transaction: &DatabaseTransaction,
    account: AccountId,
    deed: Deed,
    new: NewPrincipal,
    now: Instant,
) -> Result<(Uuid, Deed), StoreError> {
    let row = principal::Model {
        id: new_id(now),
        account_id: account.uuid(),
        kind: new.kind.name().to_owned(),
        name_key: text::key(&new.name),
        email: new.email,
        name: new.name,
        password_hash: new.password_hash,
        roles: new.roles.join(","),
        created_at: now.micros(),
        revoked_at: None,
        revision: 1,
        last_sign_in_at: None,
    };
    principal::Entity::insert(row.clone().into_active_model()).exec_without_returning(transaction).await?;
    let units = give_units(transaction, account, row.id, &new.planning_units).await?;
    let deed = deed
        .to(row.id, row.name)
        .field("email", "", row.email.unwrap_or_default())
        .field("roles", "", new.roles.join(", "))
        .field("planning_units", "", units.join(", "));
    Ok((row.id, deed))
}

/// Gives a principal planning units of the account; their names.
pub(super) async fn give_units(
    transaction: &DatabaseTransaction,
    account: AccountId,
    principal: Uuid,
    units: &[PlanningUnitId],
) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::with_capacity(units.len());
    for unit in units {
        let owned = planning_unit::Entity::find_by_id(unit.uuid())
            .filter(planning_unit::Column::AccountId.eq(account.uuid()))
            .filter(planning_unit::Column::DeletedAt.is_null())
            .one(transaction)
            .await?;
        let unit = owned.ok_or(StoreError::NotFound)?;
        let row = principal_planning_unit::Model { principal_id: principal, planning_unit_id: unit.id };
        principal_planning_unit::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
        names.push(unit.name);
    }
    names.sort();
    Ok(names)
}
