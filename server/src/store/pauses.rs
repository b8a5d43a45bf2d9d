//! Pauses of integrations: while one lasts, notifications are journalled and nobody's state changes.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    entity::integration_pause as pause,
    integrations, new_id,
};
use crate::domain::{ids::IntegrationId, instant::Instant};

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

/// An integration's pauses, as far as they bear on the present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pauses {
    /// Since when it is paused, if it is.
    pub(crate) since: Option<Instant>,
    /// When it was last resumed.
    pub(crate) resumed_at: Option<Instant>,
}

/// The pauses of these integrations; those that never had any are left out.
pub(crate) async fn of(store: &Store, integrations: &[Uuid]) -> Result<HashMap<Uuid, Pauses>, StoreError> {
    let rows = pause::Entity::find()
        .filter(pause::Column::IntegrationId.is_in(integrations.iter().copied()))
        .all(store.reader())
        .await?;
    let mut pauses: HashMap<Uuid, Pauses> = HashMap::new();
    for row in rows {
        let known = pauses.entry(row.integration_id).or_default();
        match row.ended_at {
            None => known.since = Some(Instant::from_micros(row.started_at)),
            Some(ended_at) => known.resumed_at = known.resumed_at.max(Some(Instant::from_micros(ended_at))),
        }
    }
    Ok(pauses)
}

fn open(integration: IntegrationId) -> sea_orm::Select<pause::Entity> {
    pause::Entity::find()
        .filter(pause::Column::IntegrationId.eq(integration.uuid()))
        .filter(pause::Column::EndedAt.is_null())
}
