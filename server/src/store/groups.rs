//! Groups: sets of employees across planning units.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    entity::employee_group,
    group_members as members, new_id,
    page::{NameKey, Page, Rows},
    planning_units::Units,
    text,
};
use crate::domain::ids::{AccountId, EmployeeId, GroupId};

/// A group to create.
#[derive(Clone, Debug)]
pub struct NewGroup {
    /// Unique in the account.
    pub name: String,
    /// Who is in it.
    pub employees: BTreeSet<EmployeeId>,
}

/// What to change in a group.
#[derive(Clone, Debug, Default)]
pub struct GroupUpdate {
    /// Its name, unique in the account.
    pub name: Option<String>,
    /// Who comes into it.
    pub add: BTreeSet<EmployeeId>,
    /// Who leaves it; whoever comes as well, stays.
    pub remove: BTreeSet<EmployeeId>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Unique in the account.
    pub name: String,
    /// Goes up with each change of the group.
    pub revision: i64,
    /// How many employees it has, of those that were asked for.
    pub employees: i64,
}

/// Creates a group. Employees that are not the account's are not found.
pub async fn create(store: &Store, new: NewGroup, by: Author) -> Result<Group, StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = employee_group::Model {
                    id: new_id(numbered.now),
                    account_id: by.account.uuid(),
                    name_key: text::key(&new.name),
                    name: new.name,
                    revision: 1,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                };
                employee_group::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let added = members::add(&numbered, row.id.into(), &new.employees).await?;
                let deed = Deed::new("group.create").to(row.id, &row.name).field("name", "", &row.name);
                numbered.record(&by, deed.field("employees", "", members::listed(&added))).await?;
                let count = i64::try_from(added.len()).unwrap_or(i64::MAX);
                Ok((read(row, count), (!added.is_empty()).then_some(Change::Directory)))
            })
        })
        .await
}

/// Changes a group, provided that it still has the revision `expected`, if one is given. Where nothing is different,
/// nothing is stored.
pub async fn update(
    store: &Store,
    id: GroupId,
    expected: Option<i64>,
    update: GroupUpdate,
    by: Author,
) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                if expected.is_some_and(|expected| expected != row.revision) {
                    return Err(StoreError::Stale);
                }
                let GroupUpdate { name, add, remove } = update;
                let name = name.unwrap_or_else(|| row.name.clone());
                let removed = members::remove(&numbered, id, &(&remove - &add)).await?;
                let added = members::add(&numbered, id, &add).await?;
                let deed = Deed::new("group.update")
                    .to(row.id, &name)
                    .field("name", &row.name, &name)
                    .field("employees_added", "", members::listed(&added))
                    .field("employees_removed", members::listed(&removed), "");
                if !deed.changes_anything() {
                    return Ok(((), None));
                }
                employee_group::Entity::update_many()
                    .col_expr(employee_group::Column::NameKey, Expr::value(text::key(&name)))
                    .col_expr(employee_group::Column::Name, Expr::value(name))
                    .col_expr(employee_group::Column::Revision, Expr::value(row.revision + 1))
                    .filter(employee_group::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                numbered.record(&by, deed).await?;
                let moved = !added.is_empty() || !removed.is_empty();
                Ok(((), moved.then_some(Change::Directory)))
            })
        })
        .await
}

/// Deletes a group; its employees stay.
pub async fn delete(store: &Store, id: GroupId, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                let removed = members::remove_all(&numbered, id).await?;
                employee_group::Entity::update_many()
                    .col_expr(employee_group::Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .filter(employee_group::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                let deed = Deed::new("group.delete").to(row.id, &row.name).field("name", &row.name, "");
                numbered.record(&by, deed.field("employees", members::listed(&removed), "")).await?;
                Ok(((), (!removed.is_empty()).then_some(Change::Directory)))
            })
        })
        .await
}

async fn lock(numbered: &Numbered<'_>, id: GroupId) -> Result<employee_group::Model, StoreError> {
    let query = of(numbered.account).filter(employee_group::Column::Id.eq(id.uuid()));
    query.lock_exclusive().one(numbered.transaction).await?.ok_or(StoreError::NotFound)
}

/// Whether another group of the account than `except` has this name.
pub async fn name_is_taken(
    store: &Store,
    account: AccountId,
    name: &str,
    except: Option<GroupId>,
) -> Result<bool, StoreError> {
    let found = of(account).filter(employee_group::Column::NameKey.eq(text::key(name))).one(store.reader()).await?;
    Ok(found.is_some_and(|row| Some(GroupId::new(row.id)) != except))
}

/// Those of `ids` that are groups of the account.
pub async fn existing(
    store: &Store,
    account: AccountId,
    ids: impl IntoIterator<Item = GroupId>,
) -> Result<HashSet<GroupId>, StoreError> {
    let ids = ids.into_iter().map(GroupId::uuid);
    let rows = of(account).filter(employee_group::Column::Id.is_in(ids)).all(store.reader()).await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// The group of this id, with how many employees it has in these planning units.
pub async fn get(store: &Store, account: AccountId, units: &Units, id: GroupId) -> Result<Group, StoreError> {
    let row = of(account).filter(employee_group::Column::Id.eq(id.uuid())).one(store.reader()).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    let counts = members::count(store, account, units, [row.id]).await?;
    let employees = counts.get(&row.id).copied().unwrap_or(0);
    Ok(read(row, employees))
}

/// A page of the account's groups, by name, each with how many employees it has in these planning units.
pub async fn list(
    store: &Store,
    account: AccountId,
    units: &Units,
    page: &Page<NameKey>,
) -> Result<Rows<Group, NameKey>, StoreError> {
    let mut query = of(account);
    if let Some(after) = &page.after {
        query = query.filter(after.before(employee_group::Column::NameKey, employee_group::Column::Id));
    }
    let rows = query
        .order_by_asc(employee_group::Column::NameKey)
        .order_by_asc(employee_group::Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |row| NameKey { name: row.name_key.clone(), id: row.id });
    let counts = members::count(store, account, units, rows.rows.iter().map(|row| row.id)).await?;
    Ok(rows.map(|row| {
        let employees = counts.get(&row.id).copied().unwrap_or(0);
        read(row, employees)
    }))
}

pub(crate) fn of(account: AccountId) -> sea_orm::Select<employee_group::Entity> {
    employee_group::Entity::find()
        .filter(employee_group::Column::AccountId.eq(account.uuid()))
        .filter(employee_group::Column::DeletedAt.is_null())
}

fn read(row: employee_group::Model, employees: i64) -> Group {
    Group { id: row.id.into(), name: row.name, revision: row.revision, employees }
}
