//! Since when the newest notifications of an integration can, or can't, be read. The writer goes on from what it noted
//! before; a replay changes what lies behind that, so it is looked up where it ends.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, SimpleExpr},
};

use crate::{
    domain::ids::{AccountId, IntegrationId},
    store::{
        StoreError,
        entity::{
            integration,
            notification::{self, Column},
        },
        integrations,
        journal::{FROM_WEB_SERVICE, Reading},
    },
};

/// Notes it, unless the integration is deleted, or nothing ever arrived.
pub(super) async fn note(
    transaction: &DatabaseTransaction,
    account: AccountId,
    integration: IntegrationId,
) -> Result<(), StoreError> {
    match integrations::lock(transaction, account, integration).await {
        Err(StoreError::NotFound) => return Ok(()),
        locked => locked?,
    };
    let newest = arrived(integration).order_by_desc(Column::Id).one(transaction).await?;
    let Some(newest) = newest else { return Ok(()) };
    let is_readable = newest.outcome != Reading::Quarantined.number();
    let other = if is_readable { quarantined() } else { quarantined().not() };
    let other: Option<(i64, i64)> = arrived(integration)
        .filter(other)
        .select_only()
        .columns([Column::Id, Column::ReceivedAt])
        .order_by_desc(Column::Id)
        .limit(1)
        .into_tuple()
        .one(transaction)
        .await?;
    let (other, other_received_at) = other.unzip();
    let since: Option<i64> = arrived(integration)
        .filter(Column::Id.gt(other.unwrap_or_default()))
        .select_only()
        .column(Column::ReceivedAt)
        .order_by_asc(Column::Id)
        .limit(1)
        .into_tuple()
        .one(transaction)
        .await?;
    let (readable, unreadable) = if is_readable { (since, None) } else { (other_received_at, since) };
    integration::Entity::update_many()
        .col_expr(integration::Column::ReadableSince, Expr::value(readable))
        .col_expr(integration::Column::UnreadableSince, Expr::value(unreadable))
        .filter(integration::Column::Id.eq(integration.uuid()))
        .exec(transaction)
        .await?;
    Ok(())
}

/// What somebody sent.
fn arrived(integration: IntegrationId) -> Select<notification::Entity> {
    notification::Entity::find()
        .filter(Column::IntegrationId.eq(integration.uuid()))
        .filter(Column::Method.ne(FROM_WEB_SERVICE))
}

/// Written as the index has it: a parameter would hide from SQLite that the index has what is sought.
fn quarantined() -> SimpleExpr {
    Expr::cust(format!("outcome = {}", Reading::Quarantined.number()))
}
