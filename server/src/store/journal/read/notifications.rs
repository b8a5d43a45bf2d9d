//! Notifications with their states, in the words of the telephone system.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::{external_status, external_user, notification, state},
        journal::{Journal, NotedState, Reading, StoredNotification, Unreadable},
    },
};

/// How much of an integration's notifications could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Notifications with at least one such item.
    pub notifications: i64,
    /// The items.
    pub items: i64,
}

#[derive(FromQueryResult)]
struct Counts {
    notifications: i64,
    items: Option<i64>,
}

/// How many ranges one query asks for: each nests the condition deeper, and a stack is not endless.
const RANGES_AT_A_TIME: usize = 100;

/// How many ids one query names.
const IDS_AT_A_TIME: usize = 500;

impl Journal {
    /// One notification.
    pub async fn notification(&self, account: AccountId, id: i64) -> Result<StoredNotification, StoreError> {
        let row = notification::Entity::find_by_id((account.uuid(), id)).one(&self.pools.reader).await?;
        let row = row.ok_or(StoreError::NotFound)?;
        self.with_states(account, vec![row]).await?.pop().ok_or(StoreError::NotFound)
    }

    /// The newest `limit` notifications of an integration, the newest first; `before` leaves out that one and all
    /// that are newer, to read on.
    pub async fn recent_notifications(
        &self,
        account: AccountId,
        integration: IntegrationId,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<StoredNotification>, StoreError> {
        use notification::Column;
        let older = Condition::all().add_option(before.map(|before| Column::Id.lt(before)));
        let rows = notification::Entity::find()
            .filter(Column::IntegrationId.eq(integration.uuid()))
            .filter(older)
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(&self.pools.reader)
            .await?;
        self.with_states(account, rows).await
    }

    /// How much of an integration's notifications was set aside.
    pub async fn set_aside(&self, account: AccountId, integration: IntegrationId) -> Result<SetAside, StoreError> {
        use notification::Column;
        let items = Expr::col(Column::SetAside).sum().cast_as(Alias::new("BIGINT"));
        let counts = notification::Entity::find()
            .select_only()
            .column_as(Column::Id.count(), "notifications")
            .column_as(items, "items")
            .filter(Column::IntegrationId.eq(integration.uuid()))
            .filter(Column::AccountId.eq(account.uuid()))
            .filter(Column::SetAside.gt(0))
            .into_model::<Counts>()
            .one(&self.pools.reader)
            .await?;
        Ok(counts.map_or_else(SetAside::default, |counts| SetAside {
            notifications: counts.notifications,
            items: counts.items.unwrap_or(0),
        }))
    }

    /// Adds the states to notifications of the account, in their order.
    pub(in crate::store::journal) async fn with_states(
        &self,
        account: AccountId,
        mut rows: Vec<notification::Model>,
    ) -> Result<Vec<StoredNotification>, StoreError> {
        rows.retain(|row| row.account_id == account.uuid());
        let mut states = self.noted_states(&rows).await?;
        rows.into_iter()
            .map(|row| {
                let states = states.remove(&row.id).unwrap_or_default();
                stored(row, states)
            })
            .collect()
    }

    /// The states of notifications, by notification and in their order.
    async fn noted_states(&self, rows: &[notification::Model]) -> Result<HashMap<i64, Vec<NotedState>>, StoreError> {
        use state::Column;
        let with_states: Vec<&notification::Model> = rows.iter().filter(|row| row.states > 0).collect();
        let mut found = Vec::new();
        for some in with_states.chunks(RANGES_AT_A_TIME) {
            // The states of a notification have the ids after its own.
            let ranges = some.iter().fold(Condition::any(), |any, row| {
                let own = Column::AccountId.eq(row.account_id);
                any.add(own.and(Column::Id.between(row.id + 1, row.id + i64::from(row.states))))
            });
            let states = state::Entity::find()
                .filter(ranges)
                .filter(Column::SupersededBy.is_null())
                .order_by_asc(Column::Id)
                .all(&self.pools.reader);
            found.extend(states.await?);
        }
        found.extend(self.replayed_states(rows).await?);
        found.sort_unstable_by_key(|state| (state.notification_id, state.item, state.id));
        let mut noted: HashMap<i64, Vec<NotedState>> = HashMap::new();
        for (notification, state) in self.in_words(found).await? {
            noted.entry(notification).or_default().push(state);
        }
        Ok(noted)
    }

    /// States in the words of the telephone system, each with its notification, in the same order.
    async fn in_words(&self, found: Vec<state::Model>) -> Result<Vec<(i64, NotedState)>, StoreError> {
        let agents = self.agents(found.iter().map(|state| state.external_user_id)).await?;
        let statuses = self.statuses(found.iter().map(|state| state.external_status_id)).await?;
        let mut noted = Vec::with_capacity(found.len());
        for state in found {
            let agent = agents.get(&state.external_user_id).ok_or(StoreError::NotFound)?;
            let words = statuses.get(&state.external_status_id).ok_or(StoreError::NotFound)?;
            let noted_state = NotedState {
                id: state.id,
                item: state.item,
                user: state.external_user_id.into(),
                agent: agent.identifier.clone(),
                status: words.status.clone(),
                detail: words.detail.clone(),
                at: Instant::from_micros(state.at),
                sent_at: state.sent_at.map(Instant::from_micros),
                end_at: state.end_at.map(Instant::from_micros),
                event_id: state.event_id,
                flags: state.flags,
            };
            noted.push((state.notification_id, noted_state));
        }
        Ok(noted)
    }

    /// These states of the account, unless they are superseded.
    pub async fn states_by_id(&self, account: AccountId, ids: &[i64]) -> Result<Vec<NotedState>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(IDS_AT_A_TIME) {
            let states = state::Entity::find()
                .filter(state::Column::AccountId.eq(account.uuid()))
                .filter(state::Column::Id.is_in(some.iter().copied()))
                .filter(state::Column::SupersededBy.is_null())
                .all(&self.pools.reader);
            found.extend(states.await?);
        }
        Ok(self.in_words(found).await?.into_iter().map(|(_, state)| state).collect())
    }

    /// The stored states of an integration that have one of these event ids.
    pub async fn states_of_events(
        &self,
        account: AccountId,
        integration: IntegrationId,
        event_ids: impl IntoIterator<Item = String>,
    ) -> Result<Vec<NotedState>, StoreError> {
        let event_ids: Vec<String> = event_ids.into_iter().collect();
        let mut found = Vec::new();
        for some in event_ids.chunks(IDS_AT_A_TIME) {
            let states = state::Entity::find()
                .filter(state::Column::IntegrationId.eq(integration.uuid()))
                .filter(state::Column::EventId.is_in(some))
                .filter(state::Column::EventId.is_not_null())
                .filter(state::Column::SupersededBy.is_null())
                .filter(state::Column::AccountId.eq(account.uuid()))
                .all(&self.pools.reader);
            found.extend(states.await?);
        }
        Ok(self.in_words(found).await?.into_iter().map(|(_, state)| state).collect())
    }

    /// The external users of an integration that are called like this; those never seen are left out.
    pub async fn users_called(
        &self,
        account: AccountId,
        integration: IntegrationId,
        identifiers: impl IntoIterator<Item = String>,
    ) -> Result<Vec<ExternalUserId>, StoreError> {
        use external_user::{Column, Entity};
        let identifiers: Vec<String> = identifiers.into_iter().collect();
        let mut found = Vec::new();
        for some in identifiers.chunks(IDS_AT_A_TIME) {
            let users = Entity::find()
                .filter(Column::AccountId.eq(account.uuid()))
                .filter(Column::IntegrationId.eq(integration.uuid()))
                .filter(Column::Identifier.is_in(some))
                .all(&self.pools.reader);
            found.extend(users.await?.into_iter().map(|row| ExternalUserId::new(row.id)));
        }
        Ok(found)
    }

    /// Fails with [`StoreError::NotFound`] unless all of these are notifications of the integration.
    pub async fn require_notifications(
        &self,
        account: AccountId,
        integration: IntegrationId,
        ids: &[i64],
    ) -> Result<(), StoreError> {
        use notification::{Column, Entity};
        let ids: BTreeSet<i64> = ids.iter().copied().collect();
        let found = Entity::find()
            .filter(Column::AccountId.eq(account.uuid()))
            .filter(Column::IntegrationId.eq(integration.uuid()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .count(&self.pools.reader)
            .await?;
        if found < ids.len() as u64 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// The states that replays stored: their ids are elsewhere.
    async fn replayed_states(&self, rows: &[notification::Model]) -> Result<Vec<state::Model>, StoreError> {
        use state::Column;
        let replayed: Vec<&notification::Model> = rows.iter().filter(|row| row.replayed_at.is_some()).collect();
        let mut found = Vec::new();
        for some in replayed.chunks(RANGES_AT_A_TIME) {
            let Some(account) = some.first().map(|row| row.account_id) else { continue };
            let states = state::Entity::find()
                .filter(Column::AccountId.eq(account))
                .filter(Column::NotificationId.is_in(some.iter().map(|row| row.id)))
                .filter(Column::ReplayedAt.is_not_null())
                .filter(Column::SupersededBy.is_null())
                .all(&self.pools.reader);
            found.extend(states.await?);
        }
        Ok(found)
    }

    async fn agents(&self, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, external_user::Model>, StoreError> {
        use external_user::{Column, Entity};
        let rows = Entity::find().filter(Column::Id.is_in(distinct(ids))).all(&self.pools.reader).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn statuses(
        &self,
        ids: impl Iterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, external_status::Model>, StoreError> {
        use external_status::{Column, Entity};
        let rows = Entity::find().filter(Column::Id.is_in(distinct(ids))).all(&self.pools.reader).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}

fn distinct(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn stored(row: notification::Model, states: Vec<NotedState>) -> Result<StoredNotification, StoreError> {
    let unreadable = unreadable(row.unreadable)?;
    Ok(StoredNotification {
        id: row.id,
        integration: IntegrationId::new(row.integration_id),
        received_at: Instant::from_micros(row.received_at),
        method: row.method,
        content_type: row.content_type,
        query: row.query,
        body: row.body,
        format_etag: row.format_etag,
        reading: Reading::from_number(row.outcome)?,
        states,
        duplicates: row.duplicates,
        unreadable,
        body_size: row.body_size,
        replayed_at: row.replayed_at.map(Instant::from_micros),
        has_raw: row.raw_deleted_at.is_none(),
    })
}

/// The list of what could not be read, as it is stored.
pub(super) fn unreadable(stored: Option<String>) -> Result<Vec<Unreadable>, StoreError> {
    let Some(json) = stored else { return Ok(Vec::new()) };
    serde_json::from_str(&json).map_err(|_| StoreError::Corrupt { what: "list of unreadable items", value: json })
}
