//! Reads states by external user.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::StoredState;
use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::{Store, StoreError, entity::state},
};

impl Store {
    /// The states of these users from `from` to `until`, and the newest one of each before `from`.
    pub async fn states_of(
        &self,
        account: AccountId,
        users: &[ExternalUserId],
        from: Instant,
        until: Instant,
    ) -> Result<Vec<StoredState>, StoreError> {
        let mut found = Vec::new();
        for some in users.chunks(1_000) {
            let rows = state::Entity::find()
                .filter(state::Column::AccountId.eq(account.uuid()))
                .filter(state::Column::ExternalUserId.is_in(some.iter().map(|id| id.uuid())))
                .filter(state::Column::SupersededBy.is_null())
                .filter(state::Column::At.between(from.micros(), until.micros()))
                .order_by_asc(state::Column::At)
                .all(self.reader())
                .await?;
            found.extend(rows.into_iter().map(StoredState::from));
        }
        Ok(found)
    }
}

impl From<state::Model> for StoredState {
    fn from(row: state::Model) -> Self {
        Self {
            id: row.id,
            integration: IntegrationId::new(row.integration_id),
            external_user: ExternalUserId::new(row.external_user_id),
            external_status: row.external_status_id,
            at: Instant::from_micros(row.at),
            sent_at: row.sent_at.map(Instant::from_micros),
            received_at: Instant::from_micros(row.received_at),
            flags: row.flags,
        }
    }
}
