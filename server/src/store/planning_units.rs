//! Planning units: sets of employees who are planned together, in one time zone.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Change, Store, StoreError,
    entity::{employee, planning_unit},
    new_id,
    page::{NameKey, Page, Rows},
    text,
};
use crate::domain::ids::{AccountId, PlanningUnitId};

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

/// A planning unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanningUnit {
    /// Which.
    pub id: PlanningUnitId,
    /// Unique in the account.
    pub name: String,
    /// IANA name of the zone in which days are cut.
    pub zone: String,
    /// How many employees it has.
    pub employees: i64,
}

/// Creates a planning unit.
pub async fn create(store: &Store, account: AccountId, new: NewPlanningUnit) -> Result<PlanningUnit, StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = planning_unit::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    name_key: text::key(&new.name),
                    name: new.name,
                    zone: new.zone,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                };
                planning_unit::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                Ok((read(row, 0), Some(Change::Directory)))
            })
        })
        .await
}

/// Whether another planning unit of the account has this name.
pub async fn name_is_taken(store: &Store, account: AccountId, name: &str) -> Result<bool, StoreError> {
    let query = of(account).filter(planning_unit::Column::NameKey.eq(text::key(name)));
    Ok(query.one(store.reader()).await?.is_some())
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

fn of(account: AccountId) -> sea_orm::Select<planning_unit::Entity> {
    planning_unit::Entity::find()
        .filter(planning_unit::Column::AccountId.eq(account.uuid()))
        .filter(planning_unit::Column::DeletedAt.is_null())
}

fn read(row: planning_unit::Model, employees: i64) -> PlanningUnit {
    PlanningUnit { id: row.id.into(), name: row.name, zone: row.zone, employees }
}
