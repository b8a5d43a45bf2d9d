//! The journal as it is counted: notifications without their bodies, and their states, in the order of storing.

use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::{notification, state},
        journal::{Arrival, FROM_WEB_SERVICE, Journal, POSITION_BITS, StoredBatch, StoredState},
    },
};

/// A part of the journal of an account.
#[derive(Debug)]
pub struct CountedPart {
    /// What is in it; complete lists are left out.
    pub batch: StoredBatch,
    /// The last place in the order of storing that it covers.
    pub complete_to: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    integration_id: Uuid,
    received_at: i64,
    method: String,
    states: i32,
    set_aside: i32,
    duplicates: i32,
}

impl From<&Row> for Arrival {
    fn from(row: &Row) -> Self {
        Self {
            id: row.id,
            integration: IntegrationId::new(row.integration_id),
            received_at: Instant::from_micros(row.received_at),
            duplicates: row.duplicates.into(),
            set_aside: row.set_aside.into(),
            is_refinement: row.method == FROM_WEB_SERVICE,
        }
    }
}

/// The last place in the order of storing that a log number has.
pub const fn last_place(log_number: i64) -> i64 {
    ((log_number + 1) << POSITION_BITS) - 1
}

impl Journal {
    /// What was stored after a place up to the log number `until`, at most about `limit` notifications: states that a
    /// replay superseded too, since they did arrive.
    pub async fn counted_after(
        &self,
        account: AccountId,
        place: i64,
        until: i64,
        limit: u64,
    ) -> Result<CountedPart, StoreError> {
        use notification::Column;
        let rows = notification::Entity::find()
            .select_only()
            .columns([
                Column::Id,
                Column::IntegrationId,
                Column::ReceivedAt,
                Column::Method,
                Column::States,
                Column::SetAside,
                Column::Duplicates,
            ])
            .filter(Column::AccountId.eq(account.uuid()))
            .filter(Column::Id.gt(place))
            .filter(Column::Id.lte(last_place(until)))
            .order_by_asc(Column::Id)
            .limit(limit)
            .into_model::<Row>()
            .all(&self.pools.reader)
            .await?;
        let is_whole = (rows.len() as u64) < limit;
        // The states of a notification follow it.
        let covered = rows.last().map(|last| last.id + i64::from(last.states));
        let complete_to = covered.filter(|_| !is_whole).unwrap_or(last_place(until));
        let states = state::Entity::find()
            .filter(state::Column::AccountId.eq(account.uuid()))
            .filter(state::Column::Id.gt(place))
            .filter(state::Column::Id.lte(complete_to))
            .order_by_asc(state::Column::Id)
            .all(&self.pools.reader)
            .await?;
        let batch = StoredBatch {
            states: states.iter().map(StoredState::from).collect(),
            arrivals: rows.iter().map(Arrival::from).collect(),
            ..StoredBatch::default()
        };
        Ok(CountedPart { batch, complete_to })
    }
}
