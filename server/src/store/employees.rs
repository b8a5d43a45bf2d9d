//! Employees: the people who are planned.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Change, Store, StoreError,
    entity::{employee, planning_unit},
    external_users::{self, ExternalUser},
    new_id,
    page::{NameKey, Page, Rows},
    planning_units::Units,
    text,
};
use crate::domain::ids::{AccountId, EmployeeId, PlanningUnitId};

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
}

/// Creates an employee in a planning unit of the account.
pub async fn create(store: &Store, account: AccountId, new: NewEmployee) -> Result<Employee, StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                planning_unit::Entity::find_by_id(new.unit.uuid())
                    .filter(planning_unit::Column::AccountId.eq(account.uuid()))
                    .filter(planning_unit::Column::DeletedAt.is_null())
                    .one(numbered.transaction)
                    .await?
                    .ok_or(StoreError::NotFound)?;
                let row = employee::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    planning_unit_id: new.unit.uuid(),
                    name_key: text::key(&new.name),
                    name: new.name,
                    email: new.email,
                    personnel_number: new.personnel_number,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                };
                employee::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                Ok((read(row, Vec::new()), Some(Change::Directory)))
            })
        })
        .await
}

/// Whether another employee of the account has this personnel number; nobody has the empty one.
pub async fn personnel_number_is_taken(store: &Store, account: AccountId, number: &str) -> Result<bool, StoreError> {
    if number.is_empty() {
        return Ok(false);
    }
    let query = of(account).filter(employee::Column::PersonnelNumber.eq(number));
    Ok(query.one(store.reader()).await?.is_some())
}

/// The employee of this id.
pub async fn get(store: &Store, account: AccountId, id: EmployeeId) -> Result<Employee, StoreError> {
    let row = of(account).filter(employee::Column::Id.eq(id.uuid())).one(store.reader()).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    let mut users = external_users::of_employees(store, account, [row.id]).await?;
    let users = users.remove(&id).unwrap_or_default();
    Ok(read(row, users))
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
    Ok(rows.map(|row| {
        let users = users.remove(&row.id.into()).unwrap_or_default();
        read(row, users)
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

fn read(row: employee::Model, external_users: Vec<ExternalUser>) -> Employee {
    Employee {
        id: row.id.into(),
        name: row.name,
        email: row.email,
        personnel_number: row.personnel_number,
        unit: row.planning_unit_id.into(),
        external_users,
    }
}
