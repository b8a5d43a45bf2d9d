//! Who is in which group.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

use super::{
    Numbered, Store, StoreError, employees,
    entity::{employee, employee_group, group_member},
    groups,
    planning_units::Units,
};
use crate::domain::ids::{AccountId, EmployeeId, GroupId};

/// How many ids or rows go into one statement: well below the number of parameters either database takes.
const AT_A_TIME: usize = 1_000;

/// How many names are written out in the audit record.
const NAMES_LISTED: usize = 50;

/// Names as the audit record has them: written out, or counted if there are many.
pub(crate) fn listed(names: &[String]) -> String {
    if names.len() <= NAMES_LISTED { names.join(", ") } else { names.len().to_string() }
}

/// Puts employees into a group; the names of those who were not in it. Those that are not the account's are not found.
pub(crate) async fn add(
    numbered: &Numbered<'_>,
    group: GroupId,
    wanted: &BTreeSet<EmployeeId>,
) -> Result<Vec<String>, StoreError> {
    let known = of_group(numbered, group).await?;
    let mut names = Vec::new();
    for some in chunks(wanted) {
        let people = employees::of(numbered.account)
            .filter(employee::Column::Id.is_in(some.iter().copied()))
            .order_by_asc(employee::Column::NameKey)
            .all(numbered.transaction)
            .await?;
        if people.len() < some.len() {
            return Err(StoreError::NotFound);
        }
        let new: Vec<employee::Model> = people.into_iter().filter(|person| !known.contains(&person.id)).collect();
        let pairs = new.iter().map(|person| (group, EmployeeId::new(person.id))).collect();
        insert(numbered, pairs).await?;
        touch(numbered, new.iter().map(|person| person.id)).await?;
        names.extend(new.into_iter().map(|person| person.name));
    }
    Ok(names)
}

/// Takes employees out of a group; the names of those who were in it.
pub(crate) async fn remove(
    numbered: &Numbered<'_>,
    group: GroupId,
    unwanted: &BTreeSet<EmployeeId>,
) -> Result<Vec<String>, StoreError> {
    let known = of_group(numbered, group).await?;
    let leaving = unwanted.iter().copied().filter(|id| known.contains(&id.uuid())).collect();
    let mut names = Vec::new();
    for some in chunks(&leaving) {
        let people = employees::of(numbered.account)
            .filter(employee::Column::Id.is_in(some.iter().copied()))
            .order_by_asc(employee::Column::NameKey)
            .all(numbered.transaction)
            .await?;
        names.extend(people.into_iter().map(|person| person.name));
        touch(numbered, some.iter().copied()).await?;
        group_member::Entity::delete_many()
            .filter(group_member::Column::GroupId.eq(group.uuid()))
            .filter(group_member::Column::EmployeeId.is_in(some))
            .exec(numbered.transaction)
            .await?;
    }
    Ok(names)
}

/// Empties a group; the names of those who were in it.
pub(crate) async fn remove_all(numbered: &Numbered<'_>, group: GroupId) -> Result<Vec<String>, StoreError> {
    let all = of_group(numbered, group).await?.into_iter().map(EmployeeId::new).collect();
    remove(numbered, group, &all).await
}

/// Takes employees out of all their groups.
pub(crate) async fn clear(numbered: &Numbered<'_>, employees: &[Uuid]) -> Result<(), StoreError> {
    for some in employees.chunks(AT_A_TIME) {
        group_member::Entity::delete_many()
            .filter(group_member::Column::AccountId.eq(numbered.account.uuid()))
            .filter(group_member::Column::EmployeeId.is_in(some.iter().copied()))
            .exec(numbered.transaction)
            .await?;
    }
    Ok(())
}

/// Puts employees into groups they are not in.
pub(crate) async fn insert(numbered: &Numbered<'_>, pairs: Vec<(GroupId, EmployeeId)>) -> Result<(), StoreError> {
    let account_id = numbered.account.uuid();
    for some in pairs.chunks(AT_A_TIME) {
        let rows = some.iter().map(|(group, employee)| {
            let row = group_member::Model { group_id: group.uuid(), employee_id: employee.uuid(), account_id };
            row.into_active_model()
        });
        group_member::Entity::insert_many(rows).exec_without_returning(numbered.transaction).await?;
    }
    Ok(())
}

/// The groups that each of the account's employees is in; of all employees.
pub(crate) async fn of_all(
    connection: &impl ConnectionTrait,
    account: AccountId,
) -> Result<HashMap<EmployeeId, BTreeSet<GroupId>>, StoreError> {
    let query = group_member::Entity::find().filter(group_member::Column::AccountId.eq(account.uuid()));
    Ok(by_employee(query.all(connection).await?))
}

/// The groups that each of these employees is in.
pub(crate) async fn of_employees(
    connection: &impl ConnectionTrait,
    account: AccountId,
    employees: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<EmployeeId, BTreeSet<GroupId>>, StoreError> {
    let query = group_member::Entity::find()
        .filter(group_member::Column::AccountId.eq(account.uuid()))
        .filter(group_member::Column::EmployeeId.is_in(employees));
    Ok(by_employee(query.all(connection).await?))
}

/// Employees who are in one of these groups: the query of their ids.
pub(crate) fn employees_in(account: AccountId, groups: &BTreeSet<GroupId>) -> SelectStatement {
    group_member::Entity::find()
        .filter(group_member::Column::AccountId.eq(account.uuid()))
        .filter(group_member::Column::GroupId.is_in(groups.iter().map(|group| group.uuid())))
        .select_only()
        .column(group_member::Column::EmployeeId)
        .into_query()
}

/// How many employees of these planning units are in each of these groups.
pub(crate) async fn count(
    store: &Store,
    account: AccountId,
    units: &Units,
    groups: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, StoreError> {
    let mut visible = employees::of(account);
    if let Some(units) = units {
        visible = visible.filter(employee::Column::PlanningUnitId.is_in(units.iter().map(|unit| unit.uuid())));
    }
    let visible = visible.select_only().column(employee::Column::Id).into_query();
    let counts: Vec<(Uuid, i64)> = group_member::Entity::find()
        .filter(group_member::Column::AccountId.eq(account.uuid()))
        .filter(group_member::Column::GroupId.is_in(groups))
        .filter(group_member::Column::EmployeeId.in_subquery(visible))
        .select_only()
        .column(group_member::Column::GroupId)
        .column_as(group_member::Column::EmployeeId.count(), "employees")
        .group_by(group_member::Column::GroupId)
        .into_tuple()
        .all(store.reader())
        .await?;
    Ok(counts.into_iter().collect())
}

/// The names of these groups, by name; those that are not the account's are not found.
pub(crate) async fn names(
    connection: &impl ConnectionTrait,
    account: AccountId,
    wanted: &BTreeSet<GroupId>,
) -> Result<Vec<String>, StoreError> {
    let rows = groups::of(account)
        .filter(employee_group::Column::Id.is_in(wanted.iter().map(|group| group.uuid())))
        .order_by_asc(employee_group::Column::NameKey)
        .all(connection)
        .await?;
    if rows.len() < wanted.len() {
        Err(StoreError::NotFound)
    } else {
        Ok(rows.into_iter().map(|row| row.name).collect())
    }
}

/// The groups are part of an employee: whoever edits one must not undo this unknowingly.
async fn touch(numbered: &Numbered<'_>, employees: impl Iterator<Item = Uuid>) -> Result<(), StoreError> {
    employee::Entity::update_many()
        .col_expr(employee::Column::Revision, Expr::col(employee::Column::Revision).add(1))
        .filter(employee::Column::Id.is_in(employees))
        .exec(numbered.transaction)
        .await?;
    Ok(())
}

async fn of_group(numbered: &Numbered<'_>, group: GroupId) -> Result<BTreeSet<Uuid>, StoreError> {
    let rows = group_member::Entity::find()
        .filter(group_member::Column::AccountId.eq(numbered.account.uuid()))
        .filter(group_member::Column::GroupId.eq(group.uuid()))
        .all(numbered.transaction)
        .await?;
    Ok(rows.into_iter().map(|row| row.employee_id).collect())
}

fn by_employee(rows: Vec<group_member::Model>) -> HashMap<EmployeeId, BTreeSet<GroupId>> {
    let mut groups: HashMap<EmployeeId, BTreeSet<GroupId>> = HashMap::new();
    for row in rows {
        groups.entry(row.employee_id.into()).or_default().insert(row.group_id.into());
    }
    groups
}

fn chunks(ids: &BTreeSet<EmployeeId>) -> Vec<Vec<Uuid>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    ids.chunks(AT_A_TIME).map(<[Uuid]>::to_vec).collect()
}
