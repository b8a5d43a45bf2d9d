//! Assignments: which employee an external user belongs to. They act on the past too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError, employees,
    entity::{assignment, employee, external_user, integration},
    integrations, new_id,
};
use crate::domain::ids::{AccountId, EmployeeId, ExternalUserId};

/// Assigns external users to employees since ever, all or none. One that belongs to somebody else moves, with its
/// past: its other assignments are undone.
pub async fn assign(
    store: &Store,
    account: AccountId,
    assignments: BTreeMap<ExternalUserId, EmployeeId>,
    author: Uuid,
) -> Result<(), StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                require_all(&numbered, &assignments).await?;
                let mut before = not_undone(&numbered, assignments.keys()).await?;
                let (mut touched, mut undone, mut added) = (BTreeSet::new(), Vec::new(), Vec::new());
                for (user, employee) in assignments {
                    let before = before.remove(&user).unwrap_or_default();
                    if matches!(before.as_slice(), [row] if is_since_ever(row, employee)) {
                        continue;
                    }
                    touched.extend(before.iter().map(|row| EmployeeId::new(row.employee_id)));
                    touched.insert(employee);
                    undone.extend(before.into_iter().map(|row| row.id));
                    added.push(row(&numbered, user, employee, author).into_active_model());
                }
                if added.is_empty() {
                    return Ok(((), None));
                }
                undo(&numbered, undone).await?;
                assignment::Entity::insert_many(added).exec_without_returning(numbered.transaction).await?;
                let change = Change::Assignments { employees: touched.into_iter().collect() };
                Ok(((), Some(change)))
            })
        })
        .await
}

fn is_since_ever(row: &assignment::Model, employee: EmployeeId) -> bool {
    row.employee_id == employee.uuid() && row.valid_from.is_none() && row.valid_to.is_none()
}

fn row(numbered: &Numbered<'_>, user: ExternalUserId, employee: EmployeeId, author: Uuid) -> assignment::Model {
    assignment::Model {
        id: new_id(numbered.now),
        account_id: numbered.account.uuid(),
        external_user_id: user.uuid(),
        employee_id: employee.uuid(),
        valid_from: None,
        valid_to: None,
        undone_at: None,
        author,
        created_at: numbered.now.micros(),
        log_number: numbered.log_number,
    }
}

/// The callers have looked already; what went meanwhile is not found.
async fn require_all(
    numbered: &Numbered<'_>,
    assignments: &BTreeMap<ExternalUserId, EmployeeId>,
) -> Result<(), StoreError> {
    let wanted: BTreeSet<EmployeeId> = assignments.values().copied().collect();
    let employees = employees::of(numbered.account)
        .filter(employee::Column::Id.is_in(wanted.iter().map(|id| id.uuid())))
        .all(numbered.transaction)
        .await?;
    let integrations: Vec<Uuid> = ids(integrations::of(numbered.account), numbered.transaction).await?;
    let users = external_user::Entity::find()
        .filter(external_user::Column::AccountId.eq(numbered.account.uuid()))
        .filter(external_user::Column::IntegrationId.is_in(integrations))
        .filter(external_user::Column::Id.is_in(assignments.keys().map(|id| id.uuid())))
        .all(numbered.transaction)
        .await?;
    let all_there = employees.len() == wanted.len() && users.len() == assignments.len();
    if all_there { Ok(()) } else { Err(StoreError::NotFound) }
}

async fn ids(
    integrations: sea_orm::Select<integration::Entity>,
    transaction: &DatabaseTransaction,
) -> Result<Vec<Uuid>, StoreError> {
    let ids = integrations.select_only().column(integration::Column::Id).into_tuple();
    Ok(ids.all(transaction).await?)
}

async fn not_undone(
    numbered: &Numbered<'_>,
    users: impl Iterator<Item = &ExternalUserId>,
) -> Result<HashMap<ExternalUserId, Vec<assignment::Model>>, StoreError> {
    let rows = assignment::Entity::find()
        .filter(assignment::Column::AccountId.eq(numbered.account.uuid()))
        .filter(assignment::Column::ExternalUserId.is_in(users.map(|id| id.uuid())))
        .filter(assignment::Column::UndoneAt.is_null())
        .all(numbered.transaction)
        .await?;
    let mut by_user: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        by_user.entry(ExternalUserId::new(row.external_user_id)).or_default().push(row);
    }
    Ok(by_user)
}

async fn undo(numbered: &Numbered<'_>, assignments: Vec<Uuid>) -> Result<(), StoreError> {
    assignment::Entity::update_many()
        .col_expr(assignment::Column::UndoneAt, Expr::value(numbered.now.micros()))
        .filter(assignment::Column::Id.is_in(assignments))
        .exec(numbered.transaction)
        .await?;
    Ok(())
}
