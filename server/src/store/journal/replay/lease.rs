//! At most one replay of an integration at a time, on whatever server.

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::newest;
use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Span,
    },
    store::{
        Numbered, Store, StoreError,
        audit::{Author, Deed, record},
        entity::replay,
        integrations, new_id,
    },
};

/// A run that has stored nothing for so long is over: its server is gone.
const HOLDS_FOR: Span = Span::from_minutes(1);

/// A replay that holds its integration.
#[derive(Clone, Debug)]
pub struct Run {
    account: AccountId,
    integration: IntegrationId,
    id: Uuid,
}

impl Store {
    /// Begins a replay and puts it on record: what is selected, in words, and how many notifications these are. Fails
    /// with [`StoreError::Replaying`] while there is another of the integration.
    pub async fn begin_replay(
        &self,
        integration: IntegrationId,
        selection: String,
        count: u64,
        by: Author,
    ) -> Result<Run, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                let row = integrations::lock(transaction, by.account, integration).await?;
                let other = replay::Entity::find_by_id(integration.uuid()).one(transaction).await?;
                if other.is_some_and(|other| now.micros() - other.renewed_at < HOLDS_FOR.micros()) {
                    return Err(StoreError::Replaying);
                }
                let run = replay::Model {
                    integration_id: integration.uuid(),
                    account_id: by.account.uuid(),
                    run_id: new_id(now),
                    started_at: now.micros(),
                    renewed_at: now.micros(),
                };
                let id = run.run_id;
                replay::Entity::delete_by_id(integration.uuid()).exec(transaction).await?;
                replay::Entity::insert(run.into_active_model()).exec_without_returning(transaction).await?;
                let deed = Deed::new("integration.replay")
                    .to(row.id, row.name)
                    .field("selection", "", selection)
                    .field("notifications", "", count);
                record(transaction, now, &by, deed).await?;
                Ok(Run { account: by.account, integration, id })
            })
        })
        .await
    }

    /// Ends a replay: the next one may begin, and since when the newest notifications can, or can't, be read is told by
    /// how they are read now.
    pub async fn end_replay(&self, run: Run) -> Result<(), StoreError> {
        self.write(move |transaction| {
            Box::pin(async move {
                newest::note(transaction, run.account, run.integration).await?;
                replay::Entity::delete_many()
                    .filter(replay::Column::IntegrationId.eq(run.integration.uuid()))
                    .filter(replay::Column::RunId.eq(run.id))
                    .exec(transaction)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

/// Goes on holding the integration.
pub(super) async fn renew(numbered: &Numbered<'_>, run: &Run) -> Result<(), StoreError> {
    let renewed = replay::Entity::update_many()
        .col_expr(replay::Column::RenewedAt, Expr::value(numbered.now.micros()))
        .filter(replay::Column::IntegrationId.eq(run.integration.uuid()))
        .filter(replay::Column::RunId.eq(run.id))
        .exec(numbered.transaction)
        .await?;
    if renewed.rows_affected == 0 { Err(StoreError::Replaying) } else { Ok(()) }
}
