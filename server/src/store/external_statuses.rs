//! External statuses, as telephone systems send them, each with the activity it is mapped to itself.

use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{activity, external_status, integration, status_mapping},
    facts, mappings,
};
use crate::domain::{
    activity::ActivityType,
    ids::{AccountId, ActivityId, IntegrationId},
    instant::Instant,
};

/// An external status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalStatus {
    /// Which.
    pub id: Uuid,
    /// The integration that sends it.
    pub integration: IntegrationId,
    /// Exactly as sent.
    pub status: String,
    /// Exactly as sent; empty for the status by itself.
    pub detail: String,
    /// When it was first seen.
    pub first_seen_at: Instant,
    /// When it was last seen, to the minute.
    pub last_seen_at: Instant,
    /// The activity it is mapped to itself.
    pub activity: Option<ActivityId>,
    /// That activity's type.
    pub activity_type: Option<ActivityType>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    integration_id: Uuid,
    status: String,
    detail: String,
    first_seen_at: i64,
    last_seen_at: i64,
    activity_id: Option<Uuid>,
    activity_type: Option<i16>,
}

/// All external statuses of the account, of integrations that are not deleted, in no order.
///
/// All at once, because what one of them means depends on the others and on the integration's format: the database can
/// neither filter nor sort by it. There are as many as a telephone system has statuses and break types.
pub async fn all(store: &Store, account: AccountId) -> Result<Vec<ExternalStatus>, StoreError> {
    read_all(store.reader(), account).await
}

pub(crate) async fn read_all(
    connection: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<ExternalStatus>, StoreError> {
    let columns = [
        external_status::Column::Id,
        external_status::Column::IntegrationId,
        external_status::Column::Status,
        external_status::Column::Detail,
        external_status::Column::FirstSeenAt,
        external_status::Column::LastSeenAt,
    ];
    let mapped_to = || Expr::col((status_mapping::Entity, status_mapping::Column::ActivityId));
    // A deleted activity still has its type: what was mapped to it goes on meaning what it meant.
    let to_activity = Expr::col((activity::Entity, activity::Column::Id))
        .eq(mapped_to())
        .and(Expr::col((activity::Entity, activity::Column::AccountId)).eq(account.uuid()));
    let mut query = Query::select();
    query
        .columns(columns.map(|column| (external_status::Entity, column)))
        .expr_as(mapped_to(), "activity_id")
        .column((activity::Entity, activity::Column::ActivityType))
        .from(external_status::Entity)
        .inner_join(integration::Entity, mappings::live_integration())
        .left_join(status_mapping::Entity, mappings::newest_of_status())
        .left_join(activity::Entity, to_activity)
        .and_where(Expr::col((external_status::Entity, external_status::Column::AccountId)).eq(account.uuid()));
    let rows = connection.query_all(&query).await?;
    rows.iter().map(|row| read(Row::from_query_result(row, "")?)).collect()
}

fn read(row: Row) -> Result<ExternalStatus, StoreError> {
    Ok(ExternalStatus {
        id: row.id,
        integration: row.integration_id.into(),
        status: row.status,
        detail: row.detail,
        first_seen_at: Instant::from_micros(row.first_seen_at),
        last_seen_at: Instant::from_micros(row.last_seen_at),
        activity: row.activity_id.map(ActivityId::new),
        activity_type: row.activity_type.map(facts::activity_type).transpose()?,
    })
}
