//! People and programs that can call the services.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{account, planning_unit, principal, principal_planning_unit},
    new_id,
    sessions::end_sessions,
};
use crate::domain::{
    ids::{AccountId, PlanningUnitId},
    instant::Instant,
};

/// Who signs in with a password, and who with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A person.
    Person,
    /// A program.
    Program,
}

/// A person or program to add.
#[derive(Clone, Debug)]
pub struct NewPrincipal {
    /// Whose.
    pub account: AccountId,
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

/// A person or program.
#[derive(Clone, Debug)]
pub struct Principal {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub account: AccountId,
    /// In lower case; none for programs.
    pub email: Option<String>,
    /// Name to show.
    pub name: String,
    /// In PHC form.
    pub password_hash: Option<String>,
    /// Names of roles.
    pub roles: Vec<String>,
    /// The planning units it was given.
    pub planning_units: Vec<PlanningUnitId>,
    /// When it was revoked: from then on it can't do anything.
    pub revoked_at: Option<Instant>,
}

impl Store {
    /// Adds a person or program. [`StoreError::Taken`] if somebody has the e-mail address, [`StoreError::NotFound`] if
    /// the account or one of the planning units is not there.
    pub async fn add_principal(&self, new: NewPrincipal) -> Result<Uuid, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| Box::pin(async move { insert(transaction, new, now).await })).await
    }

    /// The person with this e-mail address (in lower case); it is unique over all accounts.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<Principal>, StoreError> {
        let row = principal::Entity::find().filter(principal::Column::Email.eq(email)).one(self.reader()).await?;
        match row {
            Some(row) => Ok(Some(with_units(self.reader(), row).await?)),
            None => Ok(None),
        }
    }

    /// An account's people or programs, the oldest first.
    pub async fn principals(&self, account: AccountId, kind: PrincipalKind) -> Result<Vec<Principal>, StoreError> {
        let rows = principal::Entity::find()
            .filter(principal::Column::AccountId.eq(account.uuid()))
            .filter(principal::Column::Kind.eq(kind_name(kind)))
            .order_by_asc(principal::Column::CreatedAt)
            .order_by_asc(principal::Column::Id)
            .all(self.reader())
            .await?;
        let mut units: HashMap<Uuid, Vec<PlanningUnitId>> = HashMap::new();
        let ids = rows.iter().map(|row| row.id);
        let found = principal_planning_unit::Entity::find()
            .filter(principal_planning_unit::Column::PrincipalId.is_in(ids))
            .all(self.reader())
            .await?;
        for unit in found {
            units.entry(unit.principal_id).or_default().push(unit.planning_unit_id.into());
        }
        Ok(rows.into_iter().map(|row| Principal::new(units.remove(&row.id).unwrap_or_default(), row)).collect())
    }

    /// Takes all rights from a person or program, for good, and ends its sessions.
    pub async fn revoke_principal(&self, account: AccountId, id: Uuid) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                let revoked = principal::Entity::update_many()
                    .col_expr(principal::Column::RevokedAt, Expr::value(now.micros()))
                    .filter(principal::Column::Id.eq(id))
                    .filter(principal::Column::AccountId.eq(account.uuid()))
                    .filter(principal::Column::RevokedAt.is_null())
                    .exec(transaction)
                    .await?;
                if revoked.rows_affected == 0 {
                    return Err(StoreError::NotFound);
                }
                end_sessions(transaction, id, now).await
            })
        })
        .await
    }

    /// The account's planning units as id and name.
    pub async fn planning_unit_names(&self, account: AccountId) -> Result<Vec<(PlanningUnitId, String)>, StoreError> {
        let rows = planning_unit::Entity::find()
            .filter(planning_unit::Column::AccountId.eq(account.uuid()))
            .filter(planning_unit::Column::DeletedAt.is_null())
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
    }
}

impl Principal {
    fn new(planning_units: Vec<PlanningUnitId>, row: principal::Model) -> Self {
        Self {
            id: row.id,
            account: row.account_id.into(),
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            roles: row.roles.split(',').filter(|role| !role.is_empty()).map(str::to_owned).collect(),
            planning_units,
            revoked_at: row.revoked_at.map(Instant::from_micros),
        }
    }
}

/// Adds a person or program within a transaction.
pub(super) async fn insert(
    transaction: &DatabaseTransaction,
    new: NewPrincipal,
    now: Instant,
) -> Result<Uuid, StoreError> {
    if account::Entity::find_by_id(new.account.uuid()).one(transaction).await?.is_none() {
        return Err(StoreError::NotFound);
    }
    let id = new_id(now);
    let row = principal::ActiveModel {
        id: Set(id),
        account_id: Set(new.account.uuid()),
        kind: Set(kind_name(new.kind).to_owned()),
        email: Set(new.email),
        name: Set(new.name),
        password_hash: Set(new.password_hash),
        roles: Set(new.roles.join(",")),
        created_at: Set(now.micros()),
        revoked_at: Set(None),
    };
    principal::Entity::insert(row).exec_without_returning(transaction).await?;
    for unit in new.planning_units {
        let owned = planning_unit::Entity::find_by_id(unit.uuid())
            .filter(planning_unit::Column::AccountId.eq(new.account.uuid()))
            .filter(planning_unit::Column::DeletedAt.is_null())
            .one(transaction)
            .await?;
        let unit = owned.ok_or(StoreError::NotFound)?.id;
        let row = principal_planning_unit::ActiveModel { principal_id: Set(id), planning_unit_id: Set(unit) };
        principal_planning_unit::Entity::insert(row).exec_without_returning(transaction).await?;
    }
    Ok(id)
}

/// The principal of a row, with its planning units.
pub(super) async fn with_units(
    connection: &impl ConnectionTrait,
    row: principal::Model,
) -> Result<Principal, StoreError> {
    let units = principal_planning_unit::Entity::find()
        .filter(principal_planning_unit::Column::PrincipalId.eq(row.id))
        .all(connection)
        .await?;
    Ok(Principal::new(units.into_iter().map(|unit| unit.planning_unit_id.into()).collect(), row))
}

/// As it is stored.
pub(super) fn kind_name(kind: PrincipalKind) -> &'static str {
    match kind {
        PrincipalKind::Person => "person",
        PrincipalKind::Program => "program",
    }
}
