//! Pauses of integrations: while one lasts, notifications are journalled and nobody's state changes.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{Change, Store, StoreError, entity::integration_pause as pause, integrations, new_id};
use crate::domain::ids::{AccountId, IntegrationId};

/// Suspends importing; does nothing if it is suspended already.
pub async fn pause(
    store: &Store,
    account: AccountId,
    integration: IntegrationId,
    author: Uuid,
) -> Result<(), StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                integrations::lock(numbered.transaction, account, integration).await?;
                if open(integration).one(numbered.transaction).await?.is_some() {
                    return Ok(((), None));
                }
                let row = pause::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    integration_id: integration.uuid(),
                    started_at: numbered.now.micros(),
                    started_by: author,
                    ended_at: None,
                    log_number: numbered.log_number,
                };
                pause::Entity::insert(row.into_active_model()).exec_without_returning(numbered.transaction).await?;
                integrations::touch(numbered.transaction, integration).await?;
                Ok(((), Some(Change::Integration { integration })))
            })
        })
        .await
}

/// Resumes importing; does nothing if it is not suspended.
pub async fn resume(store: &Store, account: AccountId, integration: IntegrationId) -> Result<(), StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                integrations::lock(numbered.transaction, account, integration).await?;
                let ended = pause::Entity::update_many()
                    .col_expr(pause::Column::EndedAt, Expr::value(numbered.now.micros()))
                    .filter(pause::Column::IntegrationId.eq(integration.uuid()))
                    .filter(pause::Column::EndedAt.is_null())
                    .exec(numbered.transaction)
                    .await?;
                if ended.rows_affected == 0 {
                    return Ok(((), None));
                }
                integrations::touch(numbered.transaction, integration).await?;
                Ok(((), Some(Change::Integration { integration })))
            })
        })
        .await
}

/// Which of these integrations are paused.
pub(crate) async fn paused(store: &Store, integrations: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
    let rows = pause::Entity::find()
        .filter(pause::Column::IntegrationId.is_in(integrations.iter().copied()))
        .filter(pause::Column::EndedAt.is_null())
        .all(store.reader())
        .await?;
    Ok(rows.into_iter().map(|row| row.integration_id).collect())
}

fn open(integration: IntegrationId) -> sea_orm::Select<pause::Entity> {
    pause::Entity::find()
        .filter(pause::Column::IntegrationId.eq(integration.uuid()))
        .filter(pause::Column::EndedAt.is_null())
}
