//! Raw text that was kept for long enough is deleted, a little at a time; states stay.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    domain::{
        ids::IntegrationId,
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError,
        entity::{
            integration,
            notification::{Column, Entity},
        },
    },
};

/// How many of the newest notifications of an integration keep their raw text whatever their age.
pub const NEWEST_KEPT: u64 = 200;

/// How long raw text is kept of what can't be read.
pub const QUARANTINE_RETENTION: Span = Span::from_hours(30 * 24);

/// How many bytes of raw text are kept of what can't be read, of one integration.
pub const QUARANTINE_BYTES: i64 = 64 * 1024 * 1024;

/// How many notifications one transaction is about: nobody waits for long.
const AT_A_TIME: u64 = 200;

/// A notification whose raw text may be deleted.
type Candidate = (i64, i64, i32, i32);

impl Store {
    /// Deletes the raw text that was kept for long enough, of all integrations, the deleted ones too. Says of how many
    /// notifications.
    pub async fn delete_old_raw(&self) -> Result<u64, StoreError> {
        let ids: Vec<Uuid> = integration::Entity::find()
            .select_only()
            .column(integration::Column::Id)
            .order_by_asc(integration::Column::Id)
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut deleted = 0;
        for id in ids {
            while let Some(some) = self.delete_some_readable(id).await? {
                deleted += some;
            }
            deleted += self.delete_old_quarantine(id.into()).await?;
        }
        Ok(deleted)
    }

    /// Goes on from where it was the last time; none if there is nothing old enough.
    async fn delete_some_readable(&self, integration: Uuid) -> Result<Option<u64>, StoreError> {
        let now = self.clock().now();
        // Looked for without a transaction first: most of the time there is nothing to do.
        let Some(row) = integration::Entity::find_by_id(integration).one(self.reader()).await? else {
            return Ok(None);
        };
        let newest_kept: Option<i64> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::IntegrationId.eq(integration))
            .order_by_desc(Column::Id)
            .offset(NEWEST_KEPT - 1)
            .limit(1)
            .into_tuple()
            .one(self.reader())
            .await?;
        let Some(newest_kept) = newest_kept else { return Ok(None) };
        let seen: Vec<Candidate> = candidates()
            .filter(Column::IntegrationId.eq(integration))
            .filter(Column::Id.gt(row.raw_deleted_to))
            .filter(Column::Id.lt(newest_kept))
            .order_by_asc(Column::Id)
            .limit(AT_A_TIME)
            .into_tuple()
            .all(self.reader())
            .await?;
        let oldest_kept = now.micros() - row.raw_retention;
        let old: Vec<Candidate> =
            seen.into_iter().take_while(|(_, received_at, ..)| *received_at < oldest_kept).collect();
        let Some((last, ..)) = old.last().copied() else { return Ok(None) };
        let readable = old.into_iter().filter(|(_, _, set_aside, _)| *set_aside == 0);
        let readable: Vec<i64> = readable.map(|(id, ..)| id).collect();
        let account = row.account_id;
        self.write(move |transaction| {
            Box::pin(async move {
                // A replay that lowered it meanwhile has made something readable: what lies between is looked at again.
                let moved = integration::Entity::update_many()
                    .col_expr(integration::Column::RawDeletedTo, Expr::value(last))
                    .filter(integration::Column::Id.eq(integration))
                    .filter(integration::Column::RawDeletedTo.eq(row.raw_deleted_to))
                    .exec(transaction)
                    .await?;
                let deleted = delete(transaction, account, &readable, Column::SetAside.eq(0), now).await?;
                Ok((moved.rows_affected > 0).then_some(deleted))
            })
        })
        .await
    }

    /// Deletes the raw text of what can't be read of an integration that was kept for long enough, and the oldest of
    /// what is too much. Says of how many notifications.
    pub async fn delete_old_quarantine(&self, integration: IntegrationId) -> Result<u64, StoreError> {
        let integration = integration.uuid();
        let now = self.clock().now();
        let excess = self.quarantine_bytes(integration).await? - QUARANTINE_BYTES;
        let oldest_kept = (now - QUARANTINE_RETENTION).micros();
        let (mut freed, mut deleted) = (0, 0);
        loop {
            let seen: Vec<Candidate> = candidates()
                .filter(Column::IntegrationId.eq(integration))
                .filter(Column::SetAside.gt(0))
                .filter(Column::RawDeletedAt.is_null())
                .order_by_asc(Column::Id)
                .limit(AT_A_TIME)
                .into_tuple()
                .all(self.reader())
                .await?;
            let mut old = Vec::new();
            for (id, received_at, _, size) in seen {
                if received_at >= oldest_kept && freed >= excess {
                    break;
                }
                freed += i64::from(size);
                old.push(id);
            }
            let Some(row) = integration::Entity::find_by_id(integration).one(self.reader()).await? else {
                return Ok(deleted);
            };
            if old.is_empty() {
                return Ok(deleted);
            }
            let account = row.account_id;
            deleted += self
                .write(move |transaction| {
                    Box::pin(async move { delete(transaction, account, &old, Column::SetAside.gt(0), now).await })
                })
                .await?;
        }
    }

    async fn quarantine_bytes(&self, integration: Uuid) -> Result<i64, StoreError> {
        let bytes = Expr::cust("CAST(COALESCE(SUM(body_size + LENGTH(query)), 0) AS BIGINT)");
        let bytes: Option<i64> = Entity::find()
            .select_only()
            .column_as(bytes, "bytes")
            .filter(Column::IntegrationId.eq(integration))
            .filter(Column::SetAside.gt(0))
            .filter(Column::RawDeletedAt.is_null())
            .into_tuple()
            .one(self.reader())
            .await?;
        Ok(bytes.unwrap_or(0))
    }
}

fn candidates() -> sea_orm::Select<Entity> {
    Entity::find()
        .select_only()
        .columns([Column::Id, Column::ReceivedAt, Column::SetAside])
        .column_as(Expr::cust("body_size + LENGTH(query)"), "size")
}

/// Deletes raw text where that still holds, and says of how many notifications.
async fn delete(
    transaction: &DatabaseTransaction,
    account: Uuid,
    ids: &[i64],
    still: Expr,
    now: Instant,
) -> Result<u64, StoreError> {
    let deleted = Entity::update_many()
        .col_expr(Column::Query, Expr::value(""))
        .col_expr(Column::Body, Expr::value(Vec::<u8>::new()))
        .col_expr(Column::RawDeletedAt, Expr::value(now.micros()))
        .filter(Column::AccountId.eq(account))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::RawDeletedAt.is_null())
        .filter(still)
        .exec(transaction)
        .await?;
    Ok(deleted.rows_affected)
}
