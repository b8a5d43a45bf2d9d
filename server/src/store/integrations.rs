//! Integrations: connections between an account and a telephone system.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Change, Store, StoreError,
    entity::integration,
    new_id,
    page::{NameKey, Page, Rows},
    pauses, text, url_tokens,
};
use crate::domain::{
    ids::{AccountId, IntegrationId},
    instant::Instant,
};

/// An integration to create.
#[derive(Clone, Debug)]
pub struct NewIntegration {
    /// Id of its vendor.
    pub vendor: String,
    /// Unique in the account.
    pub name: String,
    /// IANA name of the zone of times that come without one.
    pub zone: String,
    /// The notification format, as JSON.
    pub format: String,
    /// Version of the format.
    pub format_etag: String,
    /// Who creates it.
    pub author: Uuid,
}

/// An integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// Which.
    pub id: IntegrationId,
    /// Id of its vendor.
    pub vendor: String,
    /// Unique in the account.
    pub name: String,
    /// IANA name of the zone of times that come without one.
    pub zone: String,
    /// The notification format, as JSON.
    pub format: String,
    /// Version of the format.
    pub format_etag: String,
    /// Goes up with each change of the integration.
    pub revision: i64,
    /// When it was created.
    pub created_at: Instant,
    /// When the newest notification arrived.
    pub last_notification_at: Option<Instant>,
    /// Whether importing is suspended.
    pub paused: bool,
    /// Whether it has a URL token that is neither revoked nor expired.
    pub has_active_url_token: bool,
}

/// Creates an integration.
pub async fn create(store: &Store, account: AccountId, new: NewIntegration) -> Result<Integration, StoreError> {
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = integration::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    vendor: new.vendor,
                    name_key: text::key(&new.name),
                    name: new.name,
                    zone: new.zone,
                    format: new.format,
                    format_etag: new.format_etag,
                    revision: 1,
                    created_by: new.author,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                    last_notification_at: None,
                };
                integration::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let change = Change::Integration { integration: row.id.into() };
                Ok((read(row, false, false), Some(change)))
            })
        })
        .await
}

/// Whether another integration of the account has this name.
pub async fn name_is_taken(store: &Store, account: AccountId, name: &str) -> Result<bool, StoreError> {
    let query = of(account).filter(integration::Column::NameKey.eq(text::key(name)));
    Ok(query.one(store.reader()).await?.is_some())
}

/// The integration of this id.
pub async fn get(store: &Store, account: AccountId, id: IntegrationId) -> Result<Integration, StoreError> {
    let rows = of(account).filter(integration::Column::Id.eq(id.uuid())).all(store.reader()).await?;
    complete(store, rows).await?.pop().ok_or(StoreError::NotFound)
}

/// A page of the account's integrations, by name.
pub async fn list(
    store: &Store,
    account: AccountId,
    page: &Page<NameKey>,
) -> Result<Rows<Integration, NameKey>, StoreError> {
    let mut query = of(account);
    if let Some(after) = &page.after {
        query = query.filter(after.before(integration::Column::NameKey, integration::Column::Id));
    }
    let rows = query
        .order_by_asc(integration::Column::NameKey)
        .order_by_asc(integration::Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |row| NameKey { name: row.name_key.clone(), id: row.id });
    Ok(Rows { rows: complete(store, rows.rows).await?, next: rows.next })
}

/// The notification formats of the account's integrations, as JSON.
pub async fn formats(store: &Store, account: AccountId) -> Result<Vec<(IntegrationId, String)>, StoreError> {
    let rows = of(account).all(store.reader()).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.format)).collect())
}

/// Finds an integration of the account to change it, and keeps others from changing it meanwhile.
pub(crate) async fn lock(
    transaction: &DatabaseTransaction,
    account: AccountId,
    id: IntegrationId,
) -> Result<(), StoreError> {
    let row = of(account).filter(integration::Column::Id.eq(id.uuid())).lock_exclusive().one(transaction).await?;
    row.map(|_| ()).ok_or(StoreError::NotFound)
}

/// Gives a changed integration a new revision.
pub(crate) async fn touch(connection: &impl ConnectionTrait, id: IntegrationId) -> Result<(), StoreError> {
    use sea_orm::sea_query::ExprTrait;
    integration::Entity::update_many()
        .col_expr(integration::Column::Revision, Expr::col(integration::Column::Revision).add(1))
        .filter(ColumnTrait::eq(&integration::Column::Id, id.uuid()))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) fn of(account: AccountId) -> sea_orm::Select<integration::Entity> {
    integration::Entity::find()
        .filter(integration::Column::AccountId.eq(account.uuid()))
        .filter(integration::Column::DeletedAt.is_null())
}

/// Adds what other tables know about these integrations.
async fn complete(store: &Store, rows: Vec<integration::Model>) -> Result<Vec<Integration>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let paused: HashSet<Uuid> = pauses::paused(store, &ids).await?;
    let with_token: HashSet<Uuid> = url_tokens::with_valid_token(store, &ids).await?;
    let complete = rows.into_iter().map(|row| {
        let (paused, has_token) = (paused.contains(&row.id), with_token.contains(&row.id));
        read(row, paused, has_token)
    });
    Ok(complete.collect())
}

fn read(row: integration::Model, paused: bool, has_active_url_token: bool) -> Integration {
    Integration {
        id: row.id.into(),
        vendor: row.vendor,
        name: row.name,
        zone: row.zone,
        format: row.format,
        format_etag: row.format_etag,
        revision: row.revision,
        created_at: Instant::from_micros(row.created_at),
        last_notification_at: row.last_notification_at.map(Instant::from_micros),
        paused,
        has_active_url_token,
    }
}
