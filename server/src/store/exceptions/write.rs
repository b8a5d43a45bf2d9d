//! Makes exceptions and takes them back. Nothing is erased: one that was taken back stays, with who did it.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{NewException, StoredException, stored_kind};
use crate::{
    domain::ids::{AccountId, EmployeeId},
    store::{
        Change, Store, StoreError,
        audit::{Author, Deed},
        entity::{
            adherence_exception::{Column, Entity, Model},
            employee,
        },
        new_id,
    },
};

/// Stores an exception.
pub async fn create(store: &Store, new: NewException, by: Author) -> Result<StoredException, StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = Model {
                    id: new_id(numbered.now),
                    account_id: by.account.uuid(),
                    employee_id: new.employee.uuid(),
                    starts_at: new.exception.window.start().micros(),
                    ends_at: new.exception.window.end().micros(),
                    kind: stored_kind(new.exception.kind).to_owned(),
                    reason: new.reason,
                    author: by.id(),
                    created_at: numbered.now.micros(),
                    log_number: numbered.log_number,
                    deleted_at: None,
                    deleted_by: None,
                };
                Entity::insert(row.clone().into_active_model()).exec_without_returning(numbered.transaction).await?;
                let name = name_of(numbered.transaction, &row).await?;
                let deed = Deed::new("adherence_exception.create").to(row.id, &name);
                let stored = StoredException::try_from(row.clone())?;
                let [employee, start, end, kind, reason] = fields(&stored, row.kind, name);
                let deed = deed.field("employee", "", employee).field("start_time", "", start);
                let deed = deed.field("end_time", "", end).field("kind", "", kind).field("reason", "", reason);
                numbered.record(&by, deed).await?;
                Ok((stored, Some(Change::Exceptions { employees: vec![new.employee] })))
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
pub async fn delete(store: &Store, id: Uuid, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = present(by.account, id).one(numbered.transaction).await?.ok_or(StoreError::NotFound)?;
                Entity::update_many()
                    .col_expr(Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .col_expr(Column::DeletedBy, Expr::value(by.id()))
                    .filter(Column::Id.eq(id))
                    .exec(numbered.transaction)
                    .await?;
                let name = name_of(numbered.transaction, &row).await?;
                let deed = Deed::new("adherence_exception.delete").to(id, &name);
                let stored = StoredException::try_from(row.clone())?;
                let [employee, start, end, kind, reason] = fields(&stored, row.kind, name);
                let deed = deed.field("employee", employee, "").field("start_time", start, "");
                let deed = deed.field("end_time", end, "").field("kind", kind, "").field("reason", reason, "");
                numbered.record(&by, deed).await?;
                Ok(((), Some(Change::Exceptions { employees: vec![stored.employee] })))
            })
        })
        .await
}

/// The name of whom an exception is about.
async fn name_of(transaction: &DatabaseTransaction, row: &Model) -> Result<String, StoreError> {
    let employee = employee::Entity::find_by_id(row.employee_id).one(transaction).await?;
    Ok(employee.map(|employee| employee.name).unwrap_or_default())
}

/// What an exception says, as it goes on record.
fn fields(stored: &StoredException, kind: String, name: String) -> [String; 5] {
    let window = stored.exception.window;
    [name, window.start().to_string(), window.end().to_string(), kind, stored.reason.clone()]
}

fn present(account: AccountId, id: Uuid) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_null())
}
