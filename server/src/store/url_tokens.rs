//! URL tokens: what lets a telephone system report states of one integration. Secrets are not stored, only their MAC.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, SelectTwo,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    Numbered, Store, StoreError,
    audit::{self, Author, Deed},
    entity::{integration, principal, url_token},
    integrations, new_id,
    page::{NewestKey, Page, Rows},
};
use crate::domain::{
    ids::{AccountId, IntegrationId},
    instant::{Instant, Span},
};

/// A URL token to store.
#[derive(Clone, Debug)]
pub struct NewUrlToken {
    /// Whose states may be reported with it.
    pub integration: IntegrationId,
    /// Tells it from all others.
    pub public_id: String,
    /// MAC of the whole token.
    pub mac: Vec<u8>,
}

/// A URL token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlToken {
    /// Which.
    pub id: Uuid,
    /// The public part of the token itself.
    pub public_id: String,
    /// Name of the person who generated it.
    pub creator_name: String,
    /// When it was generated.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// From when on it is not valid.
    pub expires_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// What generating a URL token did.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The new one.
    pub url_token: UrlToken,
    /// When the last of those that were valid before stops being valid; none if there were none.
    pub previous_expires_at: Option<Instant>,
}

/// A URL token that is valid if its secret is the right one.
#[derive(Clone, Debug)]
pub struct ValidUrlToken {
    /// Which.
    pub id: Uuid,
    /// The MAC that the whole token must have.
    pub mac: Vec<u8>,
    /// The account of the integration.
    pub account: AccountId,
    /// Whose states may be reported with it.
    pub integration: IntegrationId,
    /// The integration's notification format, as JSON.
    pub format: String,
    /// Version of the format.
    pub format_etag: String,
    /// IANA name of the zone of times that come without one.
    pub zone: String,
}

/// Stores a new token of an integration; the others that are valid stay so for `overlap` at most.
pub async fn generate(store: &Store, new: NewUrlToken, overlap: Span, by: Author) -> Result<Generated, StoreError> {
    let (now, account) = (store.clock().now(), by.account);
    let (id, previous_expires_at) = store
        .write(move |transaction| {
            Box::pin(async move {
                // Of two people who do this at once, the second must see the token of the first.
                let integration = integrations::lock(transaction, account, new.integration).await?;
                let previous = expire(transaction, new.integration, now, now + overlap).await?;
                let row = url_token::Model {
                    id: new_id(now),
                    account_id: account.uuid(),
                    integration_id: new.integration.uuid(),
                    public_id: new.public_id,
                    mac: new.mac,
                    created_by: by.id(),
                    created_at: now.micros(),
                    expires_at: None,
                    revoked_at: None,
                    last_used_at: None,
                };
                let id = row.id;
                let deed = Deed::new("url_token.generate")
                    .to(id, &row.public_id)
                    .field("integration", "", integration.name)
                    .field("previous_expire_time", "", previous.map(|end| end.to_string()).unwrap_or_default());
                audit::record(transaction, now, &by, deed).await?;
                url_token::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
                Ok((id, previous))
            })
        })
        .await?;
    Ok(Generated { url_token: get(store, account, id).await?, previous_expires_at })
}

/// Lets the valid tokens of an integration expire at `end` unless they do before; returns when the last one does.
async fn expire(
    transaction: &DatabaseTransaction,
    integration: IntegrationId,
    now: Instant,
    end: Instant,
) -> Result<Option<Instant>, StoreError> {
    let valid = || valid_at(now).add(url_token::Column::IntegrationId.eq(integration.uuid()));
    let rows = url_token::Entity::find().filter(valid()).all(transaction).await?;
    let sooner =
        Condition::any().add(url_token::Column::ExpiresAt.is_null()).add(url_token::Column::ExpiresAt.gt(end.micros()));
    url_token::Entity::update_many()
        .col_expr(url_token::Column::ExpiresAt, Expr::value(end.micros()))
        .filter(valid())
        .filter(sooner)
        .exec(transaction)
        .await?;
    Ok(rows.iter().map(|row| row.expires_at.map_or(end, Instant::from_micros).min(end)).max())
}

/// A page of an integration's tokens, the newest first.
pub async fn list(
    store: &Store,
    account: AccountId,
    integration: IntegrationId,
    page: &Page<NewestKey>,
) -> Result<Rows<UrlToken, NewestKey>, StoreError> {
    let mut query = of(account).filter(url_token::Column::IntegrationId.eq(integration.uuid()));
    if let Some(after) = &page.after {
        let row = [url_token::Column::CreatedAt, url_token::Column::Id];
        let row = Expr::tuple(row.map(|column| Expr::col((url_token::Entity, column))));
        query = query.filter(row.lt(Expr::tuple([Expr::val(after.at), Expr::val(after.id)])));
    }
    let rows = query
        .order_by_desc(url_token::Column::CreatedAt)
        .order_by_desc(url_token::Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |(row, _)| NewestKey { at: row.created_at, id: row.id });
    Ok(rows.map(|(row, creator)| read(row, creator)))
}

/// The token of this id.
pub async fn get(store: &Store, account: AccountId, id: Uuid) -> Result<UrlToken, StoreError> {
    let found = of(account).filter(url_token::Column::Id.eq(id)).one(store.reader()).await?;
    found.map(|(row, creator)| read(row, creator)).ok_or(StoreError::NotFound)
}

/// Makes a token invalid at once; does nothing if it is revoked already.
pub async fn revoke(store: &Store, id: Uuid, by: Author) -> Result<UrlToken, StoreError> {
    let account = by.account;
    // Not there, another account's, of a deleted integration: not found.
    let public_id = get(store, account, id).await?.public_id;
    let now = store.clock().now();
    store
        .write(move |transaction| {
            Box::pin(async move {
                let revoked = url_token::Entity::update_many()
                    .col_expr(url_token::Column::RevokedAt, Expr::value(now.micros()))
                    .filter(url_token::Column::AccountId.eq(account.uuid()))
                    .filter(url_token::Column::Id.eq(id))
                    .filter(url_token::Column::RevokedAt.is_null())
                    .exec(transaction)
                    .await?;
                if revoked.rows_affected > 0 {
                    audit::record(transaction, now, &by, Deed::new("url_token.revoke").to(id, public_id)).await?;
                }
                Ok(())
            })
        })
        .await?;
    get(store, account, id).await
}

/// Revokes all tokens of an integration; how many were not revoked before.
pub(crate) async fn revoke_all(numbered: &Numbered<'_>, integration: IntegrationId) -> Result<u64, StoreError> {
    let revoked = url_token::Entity::update_many()
        .col_expr(url_token::Column::RevokedAt, Expr::value(numbered.now.micros()))
        .filter(url_token::Column::IntegrationId.eq(integration.uuid()))
        .filter(url_token::Column::RevokedAt.is_null())
        .exec(numbered.transaction)
        .await?;
    Ok(revoked.rows_affected)
}

/// The token with this public id, unless it is revoked, expired, or its integration deleted. The one query without
/// an account: it is what finds the account.
pub(crate) async fn find_valid(store: &Store, public_id: &str) -> Result<Option<ValidUrlToken>, StoreError> {
    let found = url_token::Entity::find()
        .filter(url_token::Column::PublicId.eq(public_id))
        .filter(valid_at(store.clock().now()))
        .join(JoinType::InnerJoin, to_integration())
        .filter(integration::Column::DeletedAt.is_null())
        .select_two_required(integration::Entity)
        .one(store.reader())
        .await?;
    Ok(found.map(|(token, integration)| ValidUrlToken {
        id: token.id,
        mac: token.mac,
        account: token.account_id.into(),
        integration: integration.id.into(),
        format: integration.format,
        format_etag: integration.format_etag,
        zone: integration.zone,
    }))
}

/// Notes that a token was used at `at`.
pub(crate) async fn record_use(store: &Store, id: Uuid, at: Instant) -> Result<(), StoreError> {
    store
        .write(move |transaction| {
            Box::pin(async move {
                url_token::Entity::update_many()
                    .col_expr(url_token::Column::LastUsedAt, Expr::value(at.micros()))
                    .filter(url_token::Column::Id.eq(id))
                    .exec(transaction)
                    .await?;
                Ok(())
            })
        })
        .await
}

/// Which of these integrations have a token that is valid now.
pub(crate) async fn with_valid_token(store: &Store, integrations: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
    let rows = url_token::Entity::find()
        .filter(url_token::Column::IntegrationId.is_in(integrations.iter().copied()))
        .filter(valid_at(store.clock().now()))
        .all(store.reader())
        .await?;
    Ok(rows.into_iter().map(|row| row.integration_id).collect())
}

/// The tokens of an account's integrations, each with the person who generated it.
fn of(account: AccountId) -> SelectTwo<url_token::Entity, principal::Entity> {
    let to_creator = url_token::Entity::belongs_to(principal::Entity)
        .from(url_token::Column::CreatedBy)
        .to(principal::Column::Id)
        .into();
    url_token::Entity::find()
        .filter(url_token::Column::AccountId.eq(account.uuid()))
        .join(JoinType::InnerJoin, to_integration())
        .filter(integration::Column::DeletedAt.is_null())
        .join(JoinType::LeftJoin, to_creator)
        .select_also(principal::Entity)
}

fn to_integration() -> RelationDef {
    url_token::Entity::belongs_to(integration::Entity)
        .from(url_token::Column::IntegrationId)
        .to(integration::Column::Id)
        .into()
}

fn valid_at(now: Instant) -> Condition {
    let unexpired =
        Condition::any().add(url_token::Column::ExpiresAt.is_null()).add(url_token::Column::ExpiresAt.gt(now.micros()));
    Condition::all().add(url_token::Column::RevokedAt.is_null()).add(unexpired)
}

fn read(row: url_token::Model, creator: Option<principal::Model>) -> UrlToken {
    UrlToken {
        id: row.id,
        public_id: row.public_id,
        creator_name: creator.map(|creator| creator.name).unwrap_or_default(),
        created_at: Instant::from_micros(row.created_at),
        last_used_at: row.last_used_at.map(Instant::from_micros),
        expires_at: row.expires_at.map(Instant::from_micros),
        revoked_at: row.revoked_at.map(Instant::from_micros),
    }
}
