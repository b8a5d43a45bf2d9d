//! Notifications as they were captured, for people who look at them.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Query,
};

use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::{
            external_user,
            notification::{self, Column},
            state,
        },
        journal::{Journal, Reading, StoredNotification, has_reason},
    },
};

/// Which captured notifications are asked for.
#[derive(Clone, Debug, Default)]
pub struct CaptureFilter {
    /// Only those that could be read like this; any if empty.
    pub readings: Vec<Reading>,
    /// Only those with an item set aside for this reason.
    pub reason: Option<String>,
    /// Only those with a state of this agent, compared exactly.
    pub agent: Option<String>,
    /// Only those received at this instant or later.
    pub from: Option<Instant>,
    /// Only those received before this instant.
    pub until: Option<Instant>,
}

impl CaptureFilter {
    fn condition(&self, integration: IntegrationId) -> Condition {
        let readings = self.readings.iter().map(|reading| reading.number());
        Condition::all()
            .add_option((!self.readings.is_empty()).then(|| Column::Outcome.is_in(readings)))
            .add_option(self.reason.as_deref().map(has_reason))
            .add_option(self.agent.as_deref().map(|agent| {
                let user = external_user::Entity::find()
                    .select_only()
                    .column(external_user::Column::Id)
                    .filter(external_user::Column::IntegrationId.eq(integration.uuid()))
                    .filter(external_user::Column::Identifier.eq(agent))
                    .into_query();
                let notifications = Query::select()
                    .column(state::Column::NotificationId)
                    .from(state::Entity)
                    .and_where(state::Column::ExternalUserId.in_subquery(user))
                    .and_where(state::Column::SupersededBy.is_null())
                    .to_owned();
                Column::Id.in_subquery(notifications)
            }))
            .add_option(self.from.map(|from| Column::ReceivedAt.gte(from.micros())))
            .add_option(self.until.map(|until| Column::ReceivedAt.lt(until.micros())))
    }
}

impl Journal {
    /// The captured notifications of an integration that the filter shows, the newest first; `before` leaves out that
    /// one and all that are newer, to read on.
    pub async fn captured(
        &self,
        account: AccountId,
        integration: IntegrationId,
        filter: &CaptureFilter,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<StoredNotification>, StoreError> {
        let rows = notification::Entity::find()
            .filter(Column::AccountId.eq(account.uuid()))
            .filter(Column::IntegrationId.eq(integration.uuid()))
            .filter(Condition::all().add_option(before.map(|before| Column::Id.lt(before))))
            .filter(filter.condition(integration))
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(&self.pools.reader)
            .await?;
        self.with_states(account, rows).await
    }

    /// The newest notifications of an integration that a format reads and whose raw text is kept, the newest first.
    pub async fn newest_raw(
        &self,
        account: AccountId,
        integration: IntegrationId,
        limit: u64,
    ) -> Result<Vec<StoredNotification>, StoreError> {
        let rows = notification::Entity::find()
            .filter(Column::AccountId.eq(account.uuid()))
            .filter(Column::IntegrationId.eq(integration.uuid()))
            .filter(Column::FormatEtag.ne(""))
            .filter(Column::RawDeletedAt.is_null())
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(&self.pools.reader)
            .await?;
        self.with_states(account, rows).await
    }
}
