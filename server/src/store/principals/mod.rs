//! People and programs that can call the services.

mod add;
mod change;
mod rules;
mod users;

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{account, planning_unit, principal, principal_planning_unit},
};
use crate::domain::{
    ids::{AccountId, PlanningUnitId},
    instant::Instant,
};

pub(super) use add::insert;
pub use add::{NewPrincipal, NewToken};
pub use change::{NewPassword, UserUpdate};
pub(super) use change::{end_rights, touched};
pub use rules::UserRule;
pub(super) use rules::{require_not_deactivated, require_person};
pub use users::{User, UserState};

/// Who signs in with a password, and who with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A person.
    Person,
    /// A program.
    Program,
}

impl PrincipalKind {
    /// As it is stored.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Program => "program",
        }
    }
}

/// A person or program.
#[derive(Clone, Debug)]
pub struct Principal {
    /// Its id.
    pub id: Uuid,
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
    /// The planning units it was given, as far as they were not deleted.
    pub planning_units: Vec<PlanningUnitId>,
    /// When it was deactivated: from then on it can't do anything.
    pub revoked_at: Option<Instant>,
}

impl Store {
    /// The person with this e-mail address (in lower case); it is unique over all accounts.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<Principal>, StoreError> {
        let row = principal::Entity::find().filter(principal::Column::Email.eq(email)).one(self.reader()).await?;
        match row {
            Some(row) => Ok(Some(with_units(self.reader(), row).await?)),
            None => Ok(None),
        }
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
    fn new(planning_units: Vec<PlanningUnitId>, row: principal::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            account: row.account_id.into(),
            kind: kind(&row)?,
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            roles: roles(&row.roles),
            planning_units,
            revoked_at: row.revoked_at.map(Instant::from_micros),
        })
    }
}

/// The names of roles in a stored list.
fn roles(list: &str) -> Vec<String> {
    list.split(',').filter(|role| !role.is_empty()).map(str::to_owned).collect()
}

fn kind(row: &principal::Model) -> Result<PrincipalKind, StoreError> {
    let kinds = [PrincipalKind::Person, PrincipalKind::Program];
    let kind = kinds.into_iter().find(|kind| kind.name() == row.kind);
    kind.ok_or_else(|| StoreError::Corrupt { what: "kind of user", value: row.kind.clone() })
}

/// The principal of a row, with its planning units.
pub(super) async fn with_units(
    connection: &impl ConnectionTrait,
    row: principal::Model,
) -> Result<Principal, StoreError> {
    let units = units_of(connection, [row.id]).await?;
    Principal::new(units.into_iter().map(|(_, unit, _)| unit).collect(), row)
}

/// The planning units that principals were given and that still are there: principal, unit and its name, by name.
async fn units_of(
    connection: &impl ConnectionTrait,
    principals: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(Uuid, PlanningUnitId, String)>, StoreError> {
    let given = principal_planning_unit::Entity::find()
        .filter(principal_planning_unit::Column::PrincipalId.is_in(principals))
        .all(connection)
        .await?;
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let units = planning_unit::Entity::find()
        .filter(planning_unit::Column::Id.is_in(given.iter().map(|row| row.planning_unit_id)))
        .filter(planning_unit::Column::DeletedAt.is_null())
        .order_by_asc(planning_unit::Column::NameKey)
        .all(connection)
        .await?;
    let mut found = Vec::with_capacity(given.len());
    for unit in units {
        let owners = given.iter().filter(|row| row.planning_unit_id == unit.id);
        found.extend(owners.map(|row| (row.principal_id, PlanningUnitId::from(unit.id), unit.name.clone())));
    }
    Ok(found)
}

/// Lets nobody else change users of this account before the transaction ends: rules about all of them, such as that one
/// admin must be left, hold for changes at the same time too.
pub(super) async fn lock_users(transaction: &DatabaseTransaction, account: AccountId) -> Result<(), StoreError> {
    let row: Option<Uuid> = account::Entity::find_by_id(account.uuid())
        .select_only()
        .column(account::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .one(transaction)
        .await?;
    row.map(|_| ()).ok_or(StoreError::NotFound)
}

/// The row of a person or program of the account.
pub(super) async fn row(
    connection: &impl ConnectionTrait,
    account: AccountId,
    id: Uuid,
) -> Result<principal::Model, StoreError> {
    let row = principal::Entity::find_by_id(id).filter(principal::Column::AccountId.eq(account.uuid()));
    row.one(connection).await?.ok_or(StoreError::NotFound)
}
