//! Lists exceptions for people to read.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoredException;
use crate::{
    domain::{
        ids::{AccountId, EmployeeId},
        instant::Instant,
    },
    store::{
        Store, StoreError,
        entity::{
            adherence_exception::{Column, Entity},
            principal,
        },
        page::{Page, Rows},
    },
};

/// The place of an exception in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionKey {
    starts_at: i64,
    id: Uuid,
}

/// A page of the exceptions of one employee that touch `from` to `until`, by begin; each with its author's name.
pub async fn list(
    store: &Store,
    account: AccountId,
    employee: EmployeeId,
    from: Option<Instant>,
    until: Option<Instant>,
    page: &Page<ExceptionKey>,
) -> Result<Rows<(StoredException, String), ExceptionKey>, StoreError> {
    let touching = Condition::all()
        .add_option(from.map(|from| ColumnTrait::gt(&Column::EndsAt, from.micros())))
        .add_option(until.map(|until| ColumnTrait::lt(&Column::StartsAt, until.micros())))
        .add_option(page.after.as_ref().map(|after| {
            let place = Expr::tuple([Expr::col(Column::StartsAt), Expr::col(Column::Id)]);
            place.gt(Expr::tuple([Expr::val(after.starts_at), Expr::val(after.id)]))
        }));
    let rows = Entity::find()
        .filter(ColumnTrait::eq(&Column::AccountId, account.uuid()))
        .filter(ColumnTrait::eq(&Column::EmployeeId, employee.uuid()))
        .filter(ColumnTrait::is_null(&Column::DeletedAt))
        .filter(touching)
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |row| ExceptionKey { starts_at: row.starts_at, id: row.id });
    let names = names(store, account, rows.rows.iter().map(|row| row.author)).await?;
    let next = rows.next;
    let rows = rows.rows.into_iter().map(|row| {
        let name = names.get(&row.author).cloned().unwrap_or_default();
        Ok((StoredException::try_from(row)?, name))
    });
    Ok(Rows { rows: rows.collect::<Result<_, StoreError>>()?, next })
}

async fn names(
    store: &Store,
    account: AccountId,
    principals: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>, StoreError> {
    let principals: BTreeSet<Uuid> = principals.collect();
    let rows = principal::Entity::find()
        .filter(ColumnTrait::eq(&principal::Column::AccountId, account.uuid()))
        .filter(ColumnTrait::is_in(&principal::Column::Id, principals))
        .all(store.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
