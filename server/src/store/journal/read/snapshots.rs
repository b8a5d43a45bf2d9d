//! Complete lists of the agents who are logged in.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::snapshot::{Column, Entity},
        journal::{Journal, POSITION_BITS, StoredSnapshot},
    },
};

impl Journal {
    /// The lists stored under log numbers after `log_number`, up to `until`, in the order of storing.
    pub(in crate::store) async fn snapshots_after(
        &self,
        account: AccountId,
        log_number: i64,
        until: i64,
    ) -> Result<Vec<StoredSnapshot>, StoreError> {
        let rows = Entity::find()
            .filter(Column::AccountId.eq(account.uuid()))
            .filter(Column::Id.gte((log_number + 1) << POSITION_BITS))
            .filter(Column::Id.lt((until + 1) << POSITION_BITS))
            .order_by_asc(Column::Id)
            .all(&self.pools.reader)
            .await?;
        Ok(rows.iter().map(StoredSnapshot::from).collect())
    }

    /// When lists of these integrations were taken, in `[from, until]`: by integration, sorted, each instant once.
    pub async fn snapshots_of(
        &self,
        account: AccountId,
        integrations: &[IntegrationId],
        from: Instant,
        until: Instant,
    ) -> Result<HashMap<IntegrationId, Vec<Instant>>, StoreError> {
        let rows: Vec<(Uuid, i64)> = Entity::find()
            .select_only()
            .columns([Column::IntegrationId, Column::At])
            .filter(Column::IntegrationId.is_in(integrations.iter().map(|integration| integration.uuid())))
            .filter(Column::At.between(from.micros(), until.micros()))
            .filter(Column::AccountId.eq(account.uuid()))
            .order_by_asc(Column::At)
            .into_tuple()
            .all(&self.pools.reader)
            .await?;
        let mut taken: HashMap<IntegrationId, Vec<Instant>> = HashMap::new();
        for (integration, at) in rows {
            let taken = taken.entry(IntegrationId::new(integration)).or_default();
            let at = Instant::from_micros(at);
            if taken.last() != Some(&at) {
                taken.push(at);
            }
        }
        Ok(taken)
    }
}
