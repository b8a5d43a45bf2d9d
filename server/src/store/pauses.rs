//! Pauses of integrations: while one lasts, notifications are journalled and nobody's state changes.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    entity::integration_pause as pause,
    integrations, new_id,
};
use crate::domain::ids::IntegrationId;

/// Suspends importing; does nothing if it is suspended already.
pub async fn pause(store: &Store, integration: IntegrationId, by: Author) -> Result<(), StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let paused = integrations::lock(numbered.transaction, account, integration).await?;
                if open(integration).one(numbered.transaction).await?.is_some() {
                    return Ok(((), None));
                }
                let row = pause::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    integration_id: integration.uuid(),
                    started_at: numbered.now.micros(),
                    started_by: by.id(),
                    ended_at: None,
                    log_number: numbered.log_number,
                };
                pause::Entity::insert(row.into_active_model()).exec_without_returning(numbered.transaction).await?;
                integrations::touch(numbered.transaction, integration).await?;
                let deed = Deed::new("integration.pause").to(paused.id, paused.name);
                numbered.record(&by, deed.field("state", "active", "paused")).await?;
                Ok(((), Some(Change::Integration { integration })))
            })
        })
        .await
}

/// Resumes importing; does nothing if it is not suspended.
pub async fn resume(store: &Store, integration: IntegrationId, by: Author) -> Result<(), StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let resumed = integrations::lock(numbered.transaction, account, integration).await?;
                if !end(&numbered, integration).await? {
                    return Ok(((), None));
                }
                integrations::touch(numbered.transaction, integration).await?;
                let deed = Deed::new("integration.resume").to(resumed.id, resumed.name);
                numbered.record(&by, deed.field("state", "paused", "active")).await?;
                Ok(((), Some(Change::Integration { integration })))
            })
        })
        .await
}

/// Ends the pause of an integration, if there is one; whether there was.
pub(crate) async fn end(numbered: &Numbered<'_>, integration: IntegrationId) -> Result<bool, StoreError> {
    let ended = pause::Entity::update_many()
        .col_expr(pause::Column::EndedAt, Expr::value(numbered.now.micros()))
        .filter(pause::Column::IntegrationId.eq(integration.uuid()))
        .filter(pause::Column::EndedAt.is_null())
        .exec(numbered.transaction)
        .await?;
    Ok(ended.rows_affected > 0)
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
