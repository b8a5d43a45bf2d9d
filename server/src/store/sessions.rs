//! Sessions: a sign-in of a person, or a token of a program. Every access token belongs to one, and holds only as long
//! as it.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{principal, session},
    principals::{Principal, with_units},
};
use crate::domain::{ids::AccountId, instant::Instant};

/// A session to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: Uuid,
    /// Whose account.
    pub account: AccountId,
    /// Whose.
    pub principal: Uuid,
    /// When it ends, unless it is refreshed.
    pub expires_at: Instant,
    /// SHA-256 of the secret that refreshes it; none for programs.
    pub refresh_hash: Option<[u8; 32]>,
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

/// What came of showing a refresh token.
#[derive(Clone, Debug)]
pub enum Rotation {
    /// It was the one that held; now the next one does.
    Rotated(Box<LiveSession>),
    /// The session lives but the token is not the one that holds: somebody has a copy of one that was used. The session
    /// has been ended.
    Reused,
    /// There is no such session any more.
    Gone,
}

impl Store {
    /// Begins a session.
    pub async fn begin_session(&self, new: NewSession) -> Result<(), StoreError> {
        let row = session::ActiveModel {
            id: Set(new.id),
            account_id: Set(new.account.uuid()),
            principal_id: Set(new.principal),
            refresh_hash: Set(new.refresh_hash.map(Vec::from)),
            created_at: Set(self.clock().now().micros()),
            expires_at: Set(new.expires_at.micros()),
            ended_at: Set(None),
        };
        self.write(move |transaction| {
            Box::pin(async move {
                session::Entity::insert(row).exec_without_returning(transaction).await?;
                Ok(())
            })
        })
        .await
    }

    /// The session, if it has not ended or expired and its principal was not revoked.
    pub async fn live_session(&self, id: Uuid) -> Result<Option<LiveSession>, StoreError> {
        let now = self.clock().now();
        let Some(session) = session::Entity::find_by_id(id).filter(lives(now)).one(self.reader()).await? else {
            return Ok(None);
        };
        self.with_principal(session).await
    }

    /// Replaces the hash of the refresh token by that of the next one, if `presented` is the one that holds.
    pub async fn rotate_refresh_token(
        &self,
        id: Uuid,
        presented: [u8; 32],
        next: [u8; 32],
        expires_at: Instant,
    ) -> Result<Rotation, StoreError> {
        let now = self.clock().now();
        // A made-up token must not cost a transaction.
        if self.live_session(id).await?.is_none() {
            return Ok(Rotation::Gone);
        }
        let rotated = self
            .write(move |transaction| {
                Box::pin(async move {
                    // One statement, so that of two calls with the same token one finds it replaced.
                    let rotated = session::Entity::update_many()
                        .col_expr(session::Column::RefreshHash, Expr::value(next.to_vec()))
                        .col_expr(session::Column::ExpiresAt, Expr::value(expires_at.micros()))
                        .filter(session::Column::Id.eq(id))
                        .filter(session::Column::RefreshHash.eq(presented.to_vec()))
                        .filter(lives(now))
                        .exec(transaction)
                        .await?;
                    if rotated.rows_affected == 1 {
                        return Ok(true);
                    }
                    session::Entity::update_many()
                        .col_expr(session::Column::EndedAt, Expr::value(now.micros()))
                        .filter(session::Column::Id.eq(id))
                        // The token of a program has no refresh token that could have been copied.
                        .filter(session::Column::RefreshHash.is_not_null())
                        .filter(session::Column::EndedAt.is_null())
                        .exec(transaction)
                        .await?;
                    Ok(false)
                })
            })
            .await?;
        if !rotated {
            return Ok(Rotation::Reused);
        }
        Ok(self.live_session(id).await?.map_or(Rotation::Gone, |session| Rotation::Rotated(Box::new(session))))
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

    /// The sessions of a principal that hold, the newest first.
    pub async fn live_sessions(&self, account: AccountId, principal: Uuid) -> Result<Vec<LiveSession>, StoreError> {
        let rows = session::Entity::find()
            .filter(session::Column::AccountId.eq(account.uuid()))
            .filter(session::Column::PrincipalId.eq(principal))
            .filter(lives(self.clock().now()))
            .order_by_desc(session::Column::CreatedAt)
            .all(self.reader())
            .await?;
        let mut sessions = Vec::with_capacity(rows.len());
        for row in rows {
            sessions.extend(self.with_principal(row).await?);
        }
        Ok(sessions)
    }

    async fn with_principal(&self, session: session::Model) -> Result<Option<LiveSession>, StoreError> {
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
}

/// Ends every session of a principal within a transaction.
pub(super) async fn end_sessions(
    transaction: &DatabaseTransaction,
    principal: Uuid,
    now: Instant,
) -> Result<(), StoreError> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now.micros()))
        .filter(session::Column::PrincipalId.eq(principal))
        .filter(session::Column::EndedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

fn lives(now: Instant) -> sea_orm::Condition {
    sea_orm::Condition::all().add(session::Column::EndedAt.is_null()).add(session::Column::ExpiresAt.gt(now.micros()))
}
