//! Deletes employees.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::change::lock;
use crate::{
    domain::ids::EmployeeId,
    store::{
        Change, Numbered, Store, StoreError,
        audit::{Author, Deed},
        entity::{adherence_exception, assignment, employee, schedule_day},
        group_members, schedules,
        uses::{InUse, User},
    },
};

/// Deletes an employee that nothing uses. With `force` what uses it goes too: schedules and exceptions, and external
/// users become unassigned as if they had never been assigned to it.
pub async fn delete(store: &Store, id: EmployeeId, force: bool, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                let external_users = count_users(&numbered, id).await?;
                let uses = [
                    (User::ExternalUsers, external_users),
                    (User::ScheduleDays, schedules::count_days(&numbered, id).await?),
                    (User::Exceptions, exceptions(id).count(numbered.transaction).await?),
                ];
                let in_use = InUse::unless_free(&row.name, uses);
                if let Some(in_use) = in_use.filter(|_| !force) {
                    return Err(StoreError::InUse(in_use));
                }
                release(&numbered, id, by.id()).await?;
                employee::Entity::update_many()
                    .col_expr(employee::Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .filter(employee::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                let [user_count, day_count, exception_count] =
                    uses.map(|(_, count)| if count == 0 { String::new() } else { count.to_string() });
                let deed = Deed::new("employee.delete")
                    .to(row.id, &row.name)
                    .field("name", &row.name, "")
                    .field("personnel_number", &row.personnel_number, "")
                    .field("external_users", user_count, "")
                    .field("schedule_days", day_count, "")
                    .field("exceptions", exception_count, "");
                numbered.record(&by, deed).await?;
                // Who would be missed in a silence may be different for the past too.
                let change = Change::Assignments { employees: vec![id] };
                Ok(((), Some(if external_users > 0 { change } else { Change::Directory })))
            })
        })
        .await
}

/// External users that are or were assigned: what they recorded shows with this employee.
async fn count_users(numbered: &Numbered<'_>, id: EmployeeId) -> Result<u64, StoreError> {
    let rows = assignment::Entity::find()
        .filter(assignment::Column::AccountId.eq(numbered.account.uuid()))
        .filter(assignment::Column::EmployeeId.eq(id.uuid()))
        .filter(assignment::Column::UndoneAt.is_null())
        .all(numbered.transaction)
        .await?;
    let users: BTreeSet<Uuid> = rows.into_iter().map(|row| row.external_user_id).collect();
    Ok(u64::try_from(users.len()).unwrap_or(u64::MAX))
}

fn exceptions(id: EmployeeId) -> sea_orm::Select<adherence_exception::Entity> {
    adherence_exception::Entity::find()
        .filter(adherence_exception::Column::EmployeeId.eq(id.uuid()))
        .filter(adherence_exception::Column::DeletedAt.is_null())
}

async fn release(numbered: &Numbered<'_>, id: EmployeeId, author: Uuid) -> Result<(), StoreError> {
    let now = numbered.now.micros();
    assignment::Entity::update_many()
        .col_expr(assignment::Column::UndoneAt, Expr::value(now))
        .filter(assignment::Column::AccountId.eq(numbered.account.uuid()))
        .filter(assignment::Column::EmployeeId.eq(id.uuid()))
        .filter(assignment::Column::UndoneAt.is_null())
        .exec(numbered.transaction)
        .await?;
    schedule_day::Entity::delete_many()
        .filter(schedule_day::Column::AccountId.eq(numbered.account.uuid()))
        .filter(schedule_day::Column::EmployeeId.eq(id.uuid()))
        .exec(numbered.transaction)
        .await?;
    adherence_exception::Entity::update_many()
        .col_expr(adherence_exception::Column::DeletedAt, Expr::value(now))
        .col_expr(adherence_exception::Column::DeletedBy, Expr::value(author))
        .filter(adherence_exception::Column::EmployeeId.eq(id.uuid()))
        .filter(adherence_exception::Column::DeletedAt.is_null())
        .exec(numbered.transaction)
        .await?;
    group_members::clear(numbered, &[id.uuid()]).await
}
