//! Changes people and programs. Each change locks the account's users, so that two at the same time see each other.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    add::give_units,
    lock_users, row, rules,
    rules::{keep_an_admin, not_yourself, require_not_deactivated, require_person},
    units_of,
    users::User,
};
use crate::{
    domain::{ids::PlanningUnitId, instant::Instant},
    store::{
        Store, StoreError,
        audit::{Author, Deed, record},
        entity::{principal, principal_planning_unit},
        invitations::withdraw,
        sessions::end_sessions,
        text,
    },
};

/// What to change of a user; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct UserUpdate {
    /// Name to show.
    pub name: Option<String>,
    /// Names of roles.
    pub roles: Option<Vec<String>>,
    /// The planning units it sees, if its roles are limited.
    pub planning_units: Option<Vec<PlanningUnitId>>,
}

/// A person's new password.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// The hash that the present password was checked against; none if an operator sets it, who need not know it.
    pub checked: Option<String>,
    /// In PHC form.
    pub hash: String,
    /// The session that goes on; all others end.
    pub keep_session: Option<Uuid>,
}

impl Store {
    /// Changes a user. With the revision the author saw, somebody else's change since is [`StoreError::Stale`];
    /// [`StoreError::NotFound`] also if one of the planning units is not there.
    pub async fn update_user(
        &self,
        by: Author,
        id: Uuid,
        seen: Option<i64>,
        update: UserUpdate,
    ) -> Result<User, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let before = row(transaction, by.account, id).await?;
                if seen.is_some_and(|seen| seen != before.revision) {
                    return Err(StoreError::Stale);
                }
                if update.roles.as_ref().is_some_and(|roles| !rules::makes_admin(roles)) {
                    keep_an_admin(transaction, &before).await?;
                }
                apply(transaction, now, &by, before, update).await?;
                User::read(transaction, by.account, id, now).await
            })
        })
        .await
    }

    /// Takes all rights from a user: sessions, links and tokens end. Does nothing if that was done already.
    pub async fn deactivate_user(&self, by: Author, id: Uuid) -> Result<User, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let before = row(transaction, by.account, id).await?;
                not_yourself(&by, &before)?;
                if before.revoked_at.is_none() {
                    keep_an_admin(transaction, &before).await?;
                    touched(id)
                        .col_expr(principal::Column::RevokedAt, Expr::value(now.micros()))
                        .exec(transaction)
                        .await?;
                    end_rights(transaction, id, None, now).await?;
                    record(transaction, now, &by, Deed::new("user.deactivate").to(id, before.name)).await?;
                }
                User::read(transaction, by.account, id, now).await
            })
        })
        .await
    }

    /// Gives a deactivated person their rights back. Does nothing if they have them.
    pub async fn reactivate_user(&self, by: Author, id: Uuid) -> Result<User, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let before = row(transaction, by.account, id).await?;
                require_person(&before)?;
                if before.revoked_at.is_some() {
                    touched(id)
                        .col_expr(principal::Column::RevokedAt, Expr::value(None::<i64>))
                        .exec(transaction)
                        .await?;
                    record(transaction, now, &by, Deed::new("user.reactivate").to(id, before.name)).await?;
                }
                User::read(transaction, by.account, id, now).await
            })
        })
        .await
    }

    /// Gives a person another password, and ends their links and other sessions. [`StoreError::Stale`] if the password
    /// is not the one that was checked any more.
    pub async fn change_password(&self, by: Author, id: Uuid, new: NewPassword) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let before = row(transaction, by.account, id).await?;
                require_person(&before)?;
                require_not_deactivated(&before)?;
                if new.checked.is_some() && new.checked != before.password_hash {
                    return Err(StoreError::Stale);
                }
                let change = principal::Entity::update_many().filter(principal::Column::Id.eq(id));
                change.col_expr(principal::Column::PasswordHash, Expr::value(new.hash)).exec(transaction).await?;
                end_rights(transaction, id, new.keep_session, now).await?;
                record(transaction, now, &by, Deed::new("user.change_password").to(id, before.name)).await
            })
        })
        .await
    }
}

async fn apply(
    transaction: &DatabaseTransaction,
    now: Instant,
    by: &Author,
    before: principal::Model,
    update: UserUpdate,
) -> Result<(), StoreError> {
    let id = before.id;
    let name = update.name.unwrap_or_else(|| before.name.clone());
    let roles = update.roles.map_or_else(|| before.roles.clone(), |roles| roles.join(","));
    let listed = |list: &str| list.replace(',', ", ");
    let mut deed = Deed::new("user.update").to(id, name.clone()).field("name", before.name, &name).field(
        "roles",
        listed(&before.roles),
        listed(&roles),
    );
    if let Some(units) = update.planning_units {
        let mut had: Vec<String> = units_of(transaction, [id]).await?.into_iter().map(|(_, _, name)| name).collect();
        had.sort();
        principal_planning_unit::Entity::delete_many()
            .filter(principal_planning_unit::Column::PrincipalId.eq(id))
            .exec(transaction)
            .await?;
        let has = give_units(transaction, by.account, id, &units).await?;
        deed = deed.field("planning_units", had.join(", "), has.join(", "));
    }
    if !deed.changes_anything() {
        return Ok(());
    }
    let change = principal::ActiveModel {
        name_key: Set(text::key(&name)),
        name: Set(name),
        roles: Set(roles),
        ..principal::ActiveModel::default()
    };
    touched(id).set(change).exec(transaction).await?;
    record(transaction, now, by, deed).await
}

/// An update of a user that gives it a new revision.
pub(in crate::store) fn touched(id: Uuid) -> sea_orm::UpdateMany<principal::Entity> {
    principal::Entity::update_many()
        .col_expr(principal::Column::Revision, Expr::col(principal::Column::Revision).add(1))
        .filter(ColumnTrait::eq(&principal::Column::Id, id))
}

/// Ends a principal's links and its sessions, but for one that may go on.
pub(in crate::store) async fn end_rights(
    transaction: &DatabaseTransaction,
    id: Uuid,
    keep_session: Option<Uuid>,
    now: Instant,
) -> Result<(), StoreError> {
    withdraw(transaction, id, now).await?;
    end_sessions(transaction, id, keep_session, now).await
}
