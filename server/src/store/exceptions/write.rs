//! Makes exceptions and takes them back. Nothing is erased: one that was taken back stays, with who did it.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{NewException, StoredException, stored_kind};
use crate::{
    domain::ids::{AccountId, EmployeeId},
    store::{
        Change, Store, StoreError,
        entity::adherence_exception::{Column, Entity, Model},
        new_id,
    },
};

/// Stores an exception.
pub async fn create(
    store: &Store,
    account: AccountId,
    new: NewException,
    author: Uuid,
) -> Result<StoredException, StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    employee_id: new.employee.uuid(),
                    starts_at: new.exception.window.start().micros(),
                    ends_at: new.exception.window.end().micros(),
                    kind: stored_kind(new.exception.kind).to_owned(),
                    reason: new.reason,
                    author,
                    created_at: numbered.now.micros(),
                    log_number: numbered.log_number,
                    deleted_at: None,
                    deleted_by: None,
                };
                Entity::insert(row.clone().into_active_model()).exec_without_returning(numbered.transaction).await?;
                Ok((StoredException::try_from(row)?, Some(Change::Exceptions { employees: vec![new.employee] })))
            })
        })
        .await
}

/// Whose time an exception is about.
pub async fn employee_of(store: &Store, account: AccountId, id: Uuid) -> Result<EmployeeId, StoreError> {
    let row = present(account, id).one(store.reader()).await?.ok_or(StoreError::NotFound)?;
    Ok(EmployeeId::new(row.employee_id))
}

/// Takes an exception back.
pub async fn delete(store: &Store, account: AccountId, id: Uuid, by: Uuid) -> Result<(), StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = present(account, id).one(numbered.transaction).await?.ok_or(StoreError::NotFound)?;
                Entity::update_many()
                    .col_expr(Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .col_expr(Column::DeletedBy, Expr::value(by))
                    .filter(Column::Id.eq(id))
                    .exec(numbered.transaction)
                    .await?;
                Ok(((), Some(Change::Exceptions { employees: vec![EmployeeId::new(row.employee_id)] })))
            })
        })
        .await
}

fn present(account: AccountId, id: Uuid) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_null())
}
