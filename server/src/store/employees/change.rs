//! Creates and changes employees.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr};

use super::{Employee, EmployeeUpdate, NewEmployee, get, of, read};
use crate::{
    domain::ids::{EmployeeId, GroupId, PlanningUnitId},
    store::{
        Change, Numbered, Store, StoreError,
        audit::{Author, Deed},
        entity::employee,
        group_members, new_id, planning_units, schedules, text,
    },
};

/// Creates an employee in a planning unit and groups of the account; others are not found.
pub async fn create(store: &Store, new: NewEmployee, by: Author) -> Result<Employee, StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let unit = planning_units::lock(&numbered, new.unit).await?;
                let groups = group_members::names(numbered.transaction, numbered.account, &new.groups).await?;
                let row = employee::Model {
                    id: new_id(numbered.now),
                    account_id: numbered.account.uuid(),
                    planning_unit_id: new.unit.uuid(),
                    name_key: text::key(&new.name),
                    name: new.name,
                    email: new.email,
                    personnel_number: new.personnel_number,
                    revision: 1,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                };
                employee::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let member_of = new.groups.iter().map(|group| (*group, row.id.into())).collect();
                group_members::insert(&numbered, member_of).await?;
                let deed = Deed::new("employee.create")
                    .to(row.id, &row.name)
                    .field("name", "", &row.name)
                    .field("email", "", &row.email)
                    .field("personnel_number", "", &row.personnel_number)
                    .field("planning_unit", "", unit.name)
                    .field("groups", "", group_members::listed(&groups));
                numbered.record(&by, deed).await?;
                Ok((read(row, new.groups, Vec::new()), Some(Change::Directory)))
            })
        })
        .await
}

/// Changes an employee, provided that it still has the revision `expected`, if one is given. A planning unit in another
/// time zone cuts the employee's schedule into days anew. Where nothing is different, nothing is stored.
pub async fn update(
    store: &Store,
    id: EmployeeId,
    expected: Option<i64>,
    update: EmployeeUpdate,
    by: Author,
) -> Result<Employee, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                if expected.is_some_and(|expected| expected != row.revision) {
                    return Err(StoreError::Stale);
                }
                let EmployeeUpdate { name, email, personnel_number, unit, groups } = update;
                let new = employee::Model {
                    name_key: name.as_deref().map_or_else(|| row.name_key.clone(), text::key),
                    name: name.unwrap_or_else(|| row.name.clone()),
                    email: email.unwrap_or_else(|| row.email.clone()),
                    personnel_number: personnel_number.unwrap_or_else(|| row.personnel_number.clone()),
                    planning_unit_id: unit.map_or(row.planning_unit_id, PlanningUnitId::uuid),
                    revision: row.revision + 1,
                    ..row.clone()
                };
                let deed = Deed::new("employee.update")
                    .to(row.id, &new.name)
                    .field("name", &row.name, &new.name)
                    .field("email", &row.email, &new.email)
                    .field("personnel_number", &row.personnel_number, &new.personnel_number);
                let deed = move_to_unit(&numbered, &row, &new, &by, deed).await?;
                let deed = move_to_groups(&numbered, id, groups, deed).await?;
                if !deed.changes_anything() {
                    return Ok(((), None));
                }
                store_row(&numbered, new).await?;
                numbered.record(&by, deed).await?;
                Ok(((), Some(Change::Directory)))
            })
        })
        .await?;
    get(store, account, id).await
}

/// Finds an employee of the account to change it, and keeps others from changing it meanwhile.
pub(super) async fn lock(numbered: &Numbered<'_>, id: EmployeeId) -> Result<employee::Model, StoreError> {
    let query = of(numbered.account).filter(employee::Column::Id.eq(id.uuid()));
    query.lock_exclusive().one(numbered.transaction).await?.ok_or(StoreError::NotFound)
}

/// Stores what can change of an employee.
pub(crate) async fn store_row(numbered: &Numbered<'_>, row: employee::Model) -> Result<(), StoreError> {
    employee::Entity::update_many()
        .col_expr(employee::Column::Name, Expr::value(row.name))
        .col_expr(employee::Column::NameKey, Expr::value(row.name_key))
        .col_expr(employee::Column::Email, Expr::value(row.email))
        .col_expr(employee::Column::PersonnelNumber, Expr::value(row.personnel_number))
        .col_expr(employee::Column::PlanningUnitId, Expr::value(row.planning_unit_id))
        .col_expr(employee::Column::Revision, Expr::value(row.revision))
        .filter(employee::Column::Id.eq(row.id))
        .exec(numbered.transaction)
        .await?;
    Ok(())
}

async fn move_to_unit(
    numbered: &Numbered<'_>,
    old: &employee::Model,
    new: &employee::Model,
    by: &Author,
    deed: Deed,
) -> Result<Deed, StoreError> {
    if new.planning_unit_id == old.planning_unit_id {
        return Ok(deed);
    }
    let from = planning_units::lock(numbered, old.planning_unit_id.into()).await?;
    let to = planning_units::lock(numbered, new.planning_unit_id.into()).await?;
    if to.zone != from.zone {
        let zone = planning_units::read_zone(&to.zone)?;
        schedules::recut(numbered, &[EmployeeId::new(old.id)], &zone, by.id()).await?;
    }
    Ok(deed.field("planning_unit", from.name, to.name))
}

async fn move_to_groups(
    numbered: &Numbered<'_>,
    id: EmployeeId,
    groups: Option<BTreeSet<GroupId>>,
    deed: Deed,
) -> Result<Deed, StoreError> {
    let Some(groups) = groups else { return Ok(deed) };
    let (transaction, account) = (numbered.transaction, numbered.account);
    let known = group_members::of_employees(transaction, account, [id.uuid()]).await?;
    let known = known.get(&id).cloned().unwrap_or_default();
    if known == groups {
        return Ok(deed);
    }
    let before = group_members::names(transaction, account, &known).await?;
    let after = group_members::names(transaction, account, &groups).await?;
    group_members::clear(numbered, &[id.uuid()]).await?;
    group_members::insert(numbered, groups.into_iter().map(|group| (group, id)).collect()).await?;
    Ok(deed.field("groups", group_members::listed(&before), group_members::listed(&after)))
}
