//! Sessions: a sign-in of a person, or a token of a program. Every access token belongs to one, and holds only as long
//! as it.

mod rotate;

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{principal, session},
    principals::{Principal, with_units},
};
use crate::domain::{ids::AccountId, instant::Instant};

pub use rotate::{Presented, REFRESH_GRACE, Rotation};

/// A session of a person to begin.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// Whose account.
    pub account: AccountId,
    /// Whose.
    pub principal: Uuid,
    /// The hash that the password was checked against.
    pub password_hash: String,
    /// When it ends, unless it is refreshed.
    pub expires_at: Instant,
    /// SHA-256 of the secret that refreshes it.
    pub refresh_hash: [u8; 32],
}

/// A session that holds, and whose it is.
#[derive(Clone, Debug)]
pub struct LiveSession {
    /// Its id.
    pub id: Uuid,
    /// When it began.
    pub created_at: Instant,
    /// When it ends, unless it is refreshed.
    pub expires_at: Instant,
    /// The person or program.
    pub principal: Principal,
}

impl Store {
    /// Begins a session. [`StoreError::NotFound`] if the person was deactivated or has another password by now.
    pub async fn begin_session(&self, new: NewSession) -> Result<(), StoreError> {
        let now = self.clock().now();
        let row = session::Model {
            id: new.id,
            account_id: new.account.uuid(),
            principal_id: new.principal,
            refresh_hash: Some(new.refresh_hash.to_vec()),
            created_at: now.micros(),
            expires_at: new.expires_at.micros(),
            ended_at: None,
            previous_refresh_hash: None,
            refreshed_at: None,
        };
        self.write(move |transaction| {
            Box::pin(async move {
                // Whoever deactivates the person at the same time waits for this row, and then finds the session.
                let signed_in = principal::Entity::update_many()
                    .col_expr(principal::Column::LastSignInAt, Expr::value(now.micros()))
                    .filter(principal::Column::Id.eq(new.principal))
                    .filter(principal::Column::AccountId.eq(new.account.uuid()))
                    .filter(principal::Column::PasswordHash.eq(new.password_hash))
                    .filter(principal::Column::RevokedAt.is_null())
                    .exec(transaction)
                    .await?;
                if signed_in.rows_affected == 0 {
                    return Err(StoreError::NotFound);
                }
                session::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
                Ok(())
            })
        })
        .await
    }

    /// The session, if it has not ended or expired and its principal was not deactivated.
    pub async fn live_session(&self, id: Uuid) -> Result<Option<LiveSession>, StoreError> {
        let now = self.clock().now();
        let Some(session) = session::Entity::find_by_id(id).filter(lives(now)).one(self.reader()).await? else {
            return Ok(None);
        };
        let principal = principal::Entity::find_by_id(session.principal_id)
            .filter(principal::Column::AccountId.eq(session.account_id))
            .filter(principal::Column::RevokedAt.is_null())
            .one(self.reader())
            .await?;
        let Some(principal) = principal else { return Ok(None) };
        Ok(Some(LiveSession {
            id: session.id,
            created_at: Instant::from_micros(session.created_at),
            expires_at: Instant::from_micros(session.expires_at),
            principal: with_units(self.reader(), principal).await?,
        }))
    }

    /// Ends a session; no error if it has ended already.
    pub async fn end_session(&self, account: AccountId, id: Uuid) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                session::Entity::update_many()
                    .col_expr(session::Column::EndedAt, Expr::value(now.micros()))
                    .filter(session::Column::Id.eq(id))
                    .filter(session::Column::AccountId.eq(account.uuid()))
                    .filter(session::Column::EndedAt.is_null())
                    .exec(transaction)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

/// Ends every session of a principal within a transaction, but for one that may go on.
pub(super) async fn end_sessions(
    transaction: &DatabaseTransaction,
    principal: Uuid,
    keep: Option<Uuid>,
    now: Instant,
) -> Result<(), StoreError> {
    let mut ending = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now.micros()))
        .filter(session::Column::PrincipalId.eq(principal))
        .filter(session::Column::EndedAt.is_null());
    if let Some(keep) = keep {
        ending = ending.filter(session::Column::Id.ne(keep));
    }
    ending.exec(transaction).await?;
    Ok(())
}

pub(super) fn lives(now: Instant) -> sea_orm::Condition {
    sea_orm::Condition::all().add(session::Column::EndedAt.is_null()).add(session::Column::ExpiresAt.gt(now.micros()))
}
