//! Planning units: sets of employees who are planned together, in one time zone.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    employees,
    entity::{employee, planning_unit, principal, principal_planning_unit},
    new_id,
    page::{NameKey, Page, Rows},
    schedules, text,
    uses::{InUse, User},
};
use crate::domain::{
    calendar::Zone,
    ids::{AccountId, EmployeeId, PlanningUnitId},
};

/// Planning units that a list is limited to; none: all of the account's.
pub type Units = Option<BTreeSet<PlanningUnitId>>;

/// A planning unit to create.
#[derive(Clone, Debug)]
pub struct NewPlanningUnit {
    /// Unique in the account.
    pub name: String,
    /// IANA name of the zone in which days are cut.
    pub zone: String,
}

/// What to change in a planning unit.
#[derive(Clone, Debug, Default)]
pub struct PlanningUnitUpdate {
    /// Its name, unique in the account.
    pub name: Option<String>,
    /// IANA name of the zone in which days are cut.
    pub zone: Option<String>,
}

/// A planning unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanningUnit {
    /// Which.
    pub id: PlanningUnitId,
    /// Unique in the account.
    pub name: String,
    /// IANA name of the zone in which days are cut.
    pub zone: String,
    /// Goes up with each change of the planning unit.
    pub revision: i64,
    /// How many employees it has.
    pub employees: i64,
}

/// Creates a planning unit.
pub async fn create(store: &Store, new: NewPlanningUnit, by: Author) -> Result<PlanningUnit, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = planning_unit::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    name_key: text::key(&new.name),
                    name: new.name,
                    zone: new.zone,
                    revision: 1,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                };
                planning_unit::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let deed = Deed::new("planning_unit.create").to(row.id, &row.name).field("name", "", &row.name).field(
                    "time_zone",
                    "",
                    &row.zone,
                );
                numbered.record(&by, deed).await?;
                Ok((read(row, 0), Some(Change::Directory)))
            })
        })
        .await
}

/// Changes a planning unit, provided that it still has the revision `expected`, if one is given. Another zone cuts the
/// schedules of its employees into days anew. Where nothing is different, nothing is stored.
pub async fn update(
    store: &Store,
    id: PlanningUnitId,
    expected: Option<i64>,
    update: PlanningUnitUpdate,
    by: Author,
) -> Result<PlanningUnit, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                if expected.is_some_and(|expected| expected != row.revision) {
                    return Err(StoreError::Stale);
                }
                let PlanningUnitUpdate { name, zone } = update;
                let name = name.unwrap_or_else(|| row.name.clone());
                let zone = zone.unwrap_or_else(|| row.zone.clone());
                let deed = Deed::new("planning_unit.update").to(row.id, &name).field("name", &row.name, &name).field(
                    "time_zone",
                    &row.zone,
                    &zone,
                );
                if !deed.changes_anything() {
                    return Ok(((), None));
                }
                if zone != row.zone {
                    let employees = employees_of(&numbered, id).await?;
                    schedules::recut(&numbered, &employees, &read_zone(&zone)?, by.id()).await?;
                }
                planning_unit::Entity::update_many()
                    .col_expr(planning_unit::Column::NameKey, Expr::value(text::key(&name)))
                    .col_expr(planning_unit::Column::Name, Expr::value(name))
                    .col_expr(planning_unit::Column::Zone, Expr::value(zone))
                    .col_expr(planning_unit::Column::Revision, Expr::value(row.revision + 1))
                    .filter(planning_unit::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                numbered.record(&by, deed).await?;
                Ok(((), Some(Change::Directory)))
            })
        })
        .await?;
    get(store, account, id).await
}

/// Deletes a planning unit that nobody uses.
pub async fn delete(store: &Store, id: PlanningUnitId, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                let employees = employees_of(&numbered, id).await?.len();
                let uses = [
                    (User::Employees, u64::try_from(employees).unwrap_or(u64::MAX)),
                    (User::Users, count_users(&numbered, id).await?),
                ];
                if let Some(in_use) = InUse::unless_free(&row.name, uses) {
                    return Err(StoreError::InUse(in_use));
                }
                planning_unit::Entity::update_many()
                    .col_expr(planning_unit::Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .filter(planning_unit::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                let deed = Deed::new("planning_unit.delete").to(row.id, &row.name).field("name", &row.name, "");
                numbered.record(&by, deed).await?;
                Ok(((), Some(Change::Directory)))
            })
        })
        .await
}

/// Finds a planning unit of the account to change it, and keeps others from changing it meanwhile.
pub(crate) async fn lock(numbered: &Numbered<'_>, id: PlanningUnitId) -> Result<planning_unit::Model, StoreError> {
    let query = of(numbered.account).filter(planning_unit::Column::Id.eq(id.uuid()));
    query.lock_exclusive().one(numbered.transaction).await?.ok_or(StoreError::NotFound)
}

async fn employees_of(numbered: &Numbered<'_>, unit: PlanningUnitId) -> Result<Vec<EmployeeId>, StoreError> {
    let query = employees::of(numbered.account).filter(employee::Column::PlanningUnitId.eq(unit.uuid()));
    let rows = query.all(numbered.transaction).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

async fn count_users(numbered: &Numbered<'_>, unit: PlanningUnitId) -> Result<u64, StoreError> {
    let active = principal::Entity::find()
        .filter(principal::Column::AccountId.eq(numbered.account.uuid()))
        .filter(principal::Column::RevokedAt.is_null())
        .select_only()
        .column(principal::Column::Id)
        .into_query();
    let given = principal_planning_unit::Entity::find()
        .filter(principal_planning_unit::Column::PlanningUnitId.eq(unit.uuid()))
        .filter(principal_planning_unit::Column::PrincipalId.in_subquery(active));
    Ok(given.count(numbered.transaction).await?)
}

/// A stored zone.
pub(crate) fn read_zone(zone: &str) -> Result<Zone, StoreError> {
    zone.parse().map_err(|_| StoreError::Corrupt { what: "time zone", value: zone.to_owned() })
}

/// Whether another planning unit of the account than `except` has this name.
pub async fn name_is_taken(
    store: &Store,
    account: AccountId,
    name: &str,
    except: Option<PlanningUnitId>,
) -> Result<bool, StoreError> {
    let found = of(account).filter(planning_unit::Column::NameKey.eq(text::key(name))).one(store.reader()).await?;
    Ok(found.is_some_and(|row| Some(PlanningUnitId::new(row.id)) != except))
}

/// The planning unit of this id.
pub async fn get(store: &Store, account: AccountId, id: PlanningUnitId) -> Result<PlanningUnit, StoreError> {
    let row = of(account).filter(planning_unit::Column::Id.eq(id.uuid())).one(store.reader()).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    let employees = count_employees(store, account, [row.id]).await?.get(&row.id).copied().unwrap_or(0);
    Ok(read(row, employees))
}

/// Whether the account has this planning unit.
pub async fn exists(store: &Store, account: AccountId, id: PlanningUnitId) -> Result<bool, StoreError> {
    let query = of(account).filter(planning_unit::Column::Id.eq(id.uuid()));
    Ok(query.one(store.reader()).await?.is_some())
}

/// A page of the account's planning units, by name.
pub async fn list(
    store: &Store,
    account: AccountId,
    units: &Units,
    page: &Page<NameKey>,
) -> Result<Rows<PlanningUnit, NameKey>, StoreError> {
    let mut query = of(account);
    if let Some(units) = units {
        query = query.filter(planning_unit::Column::Id.is_in(units.iter().map(|unit| unit.uuid())));
    }
    if let Some(after) = &page.after {
        query = query.filter(after.before(planning_unit::Column::NameKey, planning_unit::Column::Id));
    }
    let rows = query
        .order_by_asc(planning_unit::Column::NameKey)
        .order_by_asc(planning_unit::Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |row| NameKey { name: row.name_key.clone(), id: row.id });
    let employees = count_employees(store, account, rows.rows.iter().map(|row| row.id)).await?;
    Ok(rows.map(|row| {
        let employees = employees.get(&row.id).copied().unwrap_or(0);
        read(row, employees)
    }))
}

async fn count_employees(
    store: &Store,
    account: AccountId,
    units: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, StoreError> {
    let counts: Vec<(Uuid, i64)> = employee::Entity::find()
        .filter(employee::Column::AccountId.eq(account.uuid()))
        .filter(employee::Column::DeletedAt.is_null())
        .filter(employee::Column::PlanningUnitId.is_in(units))
        .select_only()
        .column(employee::Column::PlanningUnitId)
        .column_as(employee::Column::Id.count(), "employees")
        .group_by(employee::Column::PlanningUnitId)
        .into_tuple()
        .all(store.reader())
        .await?;
    Ok(counts.into_iter().collect())
}

pub(crate) fn of(account: AccountId) -> sea_orm::Select<planning_unit::Entity> {
    planning_unit::Entity::find()
        .filter(planning_unit::Column::AccountId.eq(account.uuid()))
        .filter(planning_unit::Column::DeletedAt.is_null())
}

fn read(row: planning_unit::Model, employees: i64) -> PlanningUnit {
    PlanningUnit { id: row.id.into(), name: row.name, zone: row.zone, revision: row.revision, employees }
}
