//! Employees: the people who are planned.

mod change;
mod delete;

use std::collections::{BTreeSet, HashSet};

use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

pub(crate) use change::store_row;
pub use change::{create, update};
pub use delete::delete;

use super::{
    Store, StoreError,
    entity::employee,
    external_users::{self, ExternalUser},
    group_members,
    page::{NameKey, Page, Rows},
    planning_units::Units,
    text,
};
use crate::domain::ids::{AccountId, EmployeeId, GroupId, PlanningUnitId};

/// An employee to create.
#[derive(Clone, Debug)]
pub struct NewEmployee {
    /// Name to show.
    pub name: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Number in the personnel system; unique in the account unless empty.
    pub personnel_number: String,
    /// The planning unit it belongs to.
    pub unit: PlanningUnitId,
    /// The groups it is in.
    pub groups: BTreeSet<GroupId>,
}

/// What to change in an employee.
#[derive(Clone, Debug, Default)]
pub struct EmployeeUpdate {
    /// Name to show.
    pub name: Option<String>,
    /// E-mail address; may be empty.
    pub email: Option<String>,
    /// Number in the personnel system; unique in the account unless empty.
    pub personnel_number: Option<String>,
    /// The planning unit it belongs to.
    pub unit: Option<PlanningUnitId>,
    /// The groups it is in, in place of those it was in.
    pub groups: Option<BTreeSet<GroupId>>,
}

/// An employee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Employee {
    /// Which.
    pub id: EmployeeId,
    /// Name to show.
    pub name: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Number in the personnel system; may be empty.
    pub personnel_number: String,
    /// The planning unit it belongs to.
    pub unit: PlanningUnitId,
    /// The groups it is in.
    pub groups: BTreeSet<GroupId>,
    /// Goes up with each change of the employee.
    pub revision: i64,
    /// The external users assigned now, by identifier.
    pub external_users: Vec<ExternalUser>,
}

/// Which employees are asked for.
#[derive(Clone, Debug, Default)]
pub struct EmployeeFilter {
    /// Only those of these planning units.
    pub units: Units,
    /// Only those whose name, e-mail, personnel number or external user contains this; all if empty.
    pub search: String,
    /// Only those without an external user.
    pub only_unassigned: bool,
    /// Only those of one of these groups; of any or none if empty.
    pub groups: BTreeSet<GroupId>,
}

/// Whether another employee of the account than `except` has this personnel number; nobody has the empty one.
pub async fn personnel_number_is_taken(
    store: &Store,
    account: AccountId,
    number: &str,
    except: Option<EmployeeId>,
) -> Result<bool, StoreError> {
    if number.is_empty() {
        return Ok(false);
    }
    let found = of(account).filter(employee::Column::PersonnelNumber.eq(number)).one(store.reader()).await?;
    Ok(found.is_some_and(|row| Some(EmployeeId::new(row.id)) != except))
}

/// The employee of this id.
pub async fn get(store: &Store, account: AccountId, id: EmployeeId) -> Result<Employee, StoreError> {
    let row = of(account).filter(employee::Column::Id.eq(id.uuid())).one(store.reader()).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    let mut users = external_users::of_employees(store, account, [row.id]).await?;
    let users = users.remove(&id).unwrap_or_default();
    let mut groups = group_members::of_employees(store.reader(), account, [row.id]).await?;
    let groups = groups.remove(&id).unwrap_or_default();
    Ok(read(row, groups, users))
}

/// A page of the account's employees, by name.
pub async fn list(
    store: &Store,
    account: AccountId,
    filter: &EmployeeFilter,
    page: &Page<NameKey>,
) -> Result<Rows<Employee, NameKey>, StoreError> {
    let mut query = narrowed(account, filter);
    if let Some(after) = &page.after {
        query = query.filter(after.before(employee::Column::NameKey, employee::Column::Id));
    }
    let rows = query
        .order_by_asc(employee::Column::NameKey)
        .order_by_asc(employee::Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |row| NameKey { name: row.name_key.clone(), id: row.id });
    let mut users = external_users::of_employees(store, account, rows.rows.iter().map(|row| row.id)).await?;
    let ids = rows.rows.iter().map(|row| row.id);
    let mut groups = group_members::of_employees(store.reader(), account, ids).await?;
    Ok(rows.map(|row| {
        let id = row.id.into();
        read(row, groups.remove(&id).unwrap_or_default(), users.remove(&id).unwrap_or_default())
    }))
}

/// How many employees a filter finds.
pub async fn count(store: &Store, account: AccountId, filter: &EmployeeFilter) -> Result<u64, StoreError> {
    Ok(narrowed(account, filter).count(store.reader()).await?)
}

/// Those of `ids` that are employees of the account.
pub async fn existing(
    store: &Store,
    account: AccountId,
    ids: impl IntoIterator<Item = EmployeeId>,
) -> Result<HashSet<EmployeeId>, StoreError> {
    let ids = ids.into_iter().map(EmployeeId::uuid);
    let rows = of(account).filter(employee::Column::Id.is_in(ids)).all(store.reader()).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

pub(crate) fn of(account: AccountId) -> sea_orm::Select<employee::Entity> {
    employee::Entity::find()
        .filter(employee::Column::AccountId.eq(account.uuid()))
        .filter(employee::Column::DeletedAt.is_null())
}

fn narrowed(account: AccountId, filter: &EmployeeFilter) -> sea_orm::Select<employee::Entity> {
    let column = |column| Expr::col((employee::Entity, column));
    let mut query = of(account);
    if let Some(units) = &filter.units {
        query = query.filter(employee::Column::PlanningUnitId.is_in(units.iter().map(|unit| unit.uuid())));
    }
    if !filter.groups.is_empty() {
        let members = group_members::employees_in(account, &filter.groups);
        query = query.filter(column(employee::Column::Id).in_subquery(members));
    }
    if filter.only_unassigned {
        let assigned = external_users::employees_with(account, None);
        query = query.filter(column(employee::Column::Id).not_in_subquery(assigned));
    }
    if !filter.search.is_empty() {
        let texts = [employee::Column::NameKey, employee::Column::Email, employee::Column::PersonnelNumber];
        let by_user = external_users::employees_with(account, Some(&filter.search));
        let found = text::contains(texts.map(column), &filter.search);
        query = query.filter(found.add(column(employee::Column::Id).in_subquery(by_user)));
    }
    query
}

fn read(row: employee::Model, groups: BTreeSet<GroupId>, external_users: Vec<ExternalUser>) -> Employee {
    Employee {
        id: row.id.into(),
        name: row.name,
        email: row.email,
        personnel_number: row.personnel_number,
        unit: row.planning_unit_id.into(),
        groups,
        revision: row.revision,
        external_users,
    }
}
