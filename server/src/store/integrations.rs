//! Integrations: connections between an account and a telephone system.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    entity::integration,
    new_id, notification_formats,
    page::{NameKey, Page, Rows},
    pauses::{self, Pauses},
    text, url_tokens,
    web_services::{self, NewWebService, WebServiceUpdate},
};
use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::{Instant, Span},
    },
    odigo::web_service::WebServiceSettings,
};

/// How long raw text is kept of notifications that could be read, unless somebody says otherwise.
const DEFAULT_RAW_RETENTION: Span = Span::from_hours(7 * 24);

/// What can't be read for less than this, with something that can before and after it, is a slip and no more.
pub(super) const SLIP: Span = Span::from_minutes(1);

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
    /// The web service that tells the types of breaks, if they are to be imported.
    pub web_service: Option<NewWebService>,
}

/// What to change in an integration.
#[derive(Clone, Debug, Default)]
pub struct IntegrationUpdate {
    /// Its name, unique in the account.
    pub name: Option<String>,
    /// IANA name of the zone of times that come without one.
    pub zone: Option<String>,
    /// How long raw text is kept of notifications that could be read.
    pub raw_retention: Option<Span>,
    /// The web service that tells the types of breaks.
    pub web_service: Option<WebServiceUpdate>,
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
    /// Since when importing is suspended, if it is.
    pub paused_since: Option<Instant>,
    /// When it was last resumed.
    pub resumed_at: Option<Instant>,
    /// Receipt of the first of the newest notifications that could be read, but for slips; kept while they can't be.
    pub readable_since: Option<Instant>,
    /// Receipt of the first of the newest notifications in a row that could not be read.
    pub unreadable_since: Option<Instant>,
    /// From when the newest state holds.
    pub newest_state_at: Option<Instant>,
    /// Whether it has a URL token that is neither revoked nor expired.
    pub has_active_url_token: bool,
    /// How long raw text is kept of notifications that could be read.
    pub raw_retention: Span,
    /// The web service that tells the types of breaks, if they are imported. Its password is stored.
    pub web_service: Option<WebServiceSettings>,
}

impl Integration {
    /// Receipt of the first of the newest notifications in a row that could not be read, unless they are a slip.
    pub fn rejecting_since(&self) -> Option<Instant> {
        let since = self.unreadable_since?;
        let lasts = self.last_notification_at.is_some_and(|newest| newest - since >= SLIP);
        (lasts || self.readable_since.is_none()).then_some(since)
    }
}

/// Creates an integration.
pub async fn create(store: &Store, new: NewIntegration, by: Author) -> Result<Integration, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = integration::Model {
                    id: new.web_service.as_ref().map_or_else(|| new_id(numbered.now), |web| web.integration.uuid()),
                    account_id: account.uuid(),
                    vendor: new.vendor,
                    name_key: text::key(&new.name),
                    name: new.name,
                    zone: new.zone,
                    format: new.format,
                    format_etag: new.format_etag,
                    revision: 1,
                    created_by: by.id(),
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                    last_notification_at: None,
                    raw_retention: DEFAULT_RAW_RETENTION.micros(),
                    raw_deleted_to: 0,
                    readable_since: None,
                    unreadable_since: None,
                    newest_state_at: None,
                };
                notification_formats::keep(&numbered, row.id, &row.format, &row.format_etag).await?;
                integration::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let deed = Deed::new("integration.create")
                    .to(row.id, &row.name)
                    .field("name", "", &row.name)
                    .field("vendor_id", "", &row.vendor)
                    .field("time_zone", "", &row.zone);
                if let Some(new) = &new.web_service {
                    web_services::insert(&numbered, new).await?;
                }
                let settings = new.web_service.map(|new| new.settings);
                let deed = match &settings {
                    Some(settings) => web_services::describe(deed, None, Some(settings), true),
                    None => deed,
                };
                numbered.record(&by, deed).await?;
                let change = Change::Integration { integration: row.id.into() };
                Ok((read(row, Details { web_service: settings, ..Details::default() }), Some(change)))
            })
        })
        .await
}

/// Changes an integration, provided that it still has the revision `expected`, if one is given. Another zone holds for
/// notifications that arrive later. Where nothing is different, nothing is stored.
pub async fn update(
    store: &Store,
    id: IntegrationId,
    expected: Option<i64>,
    update: IntegrationUpdate,
    by: Author,
) -> Result<Integration, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = lock_revision(&numbered, id, expected).await?;
                let IntegrationUpdate { name, zone, raw_retention, web_service } = update;
                let name = name.unwrap_or_else(|| row.name.clone());
                let zone = zone.unwrap_or_else(|| row.zone.clone());
                let kept = raw_retention.map_or(row.raw_retention, Span::micros);
                let seconds = |micros: i64| format!("{} s", Span::from_micros(micros).whole_secs());
                let deed = Deed::new("integration.update")
                    .to(row.id, &name)
                    .field("name", &row.name, &name)
                    .field("time_zone", &row.zone, &zone)
                    .field("raw_retention", seconds(row.raw_retention), seconds(kept));
                let deed = match web_service {
                    Some(update) => web_services::update(&numbered, id, update, deed).await?,
                    None => deed,
                };
                if deed.changes_anything() {
                    integration::Entity::update_many()
                        .col_expr(integration::Column::NameKey, Expr::value(text::key(&name)))
                        .col_expr(integration::Column::Name, Expr::value(name))
                        .col_expr(integration::Column::Zone, Expr::value(zone))
                        .col_expr(integration::Column::RawRetention, Expr::value(kept))
                        .filter(integration::Column::Id.eq(row.id))
                        .exec(numbered.transaction)
                        .await?;
                    touch(numbered.transaction, id).await?;
                    numbered.record(&by, deed).await?;
                }
                Ok(((), None))
            })
        })
        .await?;
    get(store, account, id).await
}

/// Deletes an integration, provided that it still has the revision `expected`, if one is given: its URL tokens are
/// revoked and its name becomes free. What it imported stays; so that all of it shows, a pause ends with it.
pub async fn delete(store: &Store, id: IntegrationId, expected: Option<i64>, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock_revision(&numbered, id, expected).await?;
                integration::Entity::update_many()
                    .col_expr(integration::Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .filter(integration::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                touch(numbered.transaction, id).await?;
                pauses::end(&numbered, id).await?;
                web_services::remove(&numbered, id).await?;
                let revoked = url_tokens::revoke_all(&numbered, id).await?;
                let deed = Deed::new("integration.delete").to(row.id, &row.name).field("name", &row.name, "");
                let deed = if revoked > 0 { deed.field("url_tokens", revoked, 0) } else { deed };
                numbered.record(&by, deed).await?;
                Ok(((), Some(Change::Integration { integration: id })))
            })
        })
        .await
}

async fn lock_revision(
    numbered: &Numbered<'_>,
    id: IntegrationId,
    expected: Option<i64>,
) -> Result<integration::Model, StoreError> {
    let row = lock(numbered.transaction, numbered.account, id).await?;
    if expected.is_some_and(|expected| expected != row.revision) { Err(StoreError::Stale) } else { Ok(row) }
}

/// Whether another integration of the account than `except` has this name.
pub async fn name_is_taken(
    store: &Store,
    account: AccountId,
    name: &str,
    except: Option<IntegrationId>,
) -> Result<bool, StoreError> {
    let found = of(account).filter(integration::Column::NameKey.eq(text::key(name))).one(store.reader()).await?;
    Ok(found.is_some_and(|row| Some(IntegrationId::new(row.id)) != except))
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

/// The integrations of all accounts, each with its account, the oldest first; at most `most`.
pub async fn oldest(store: &Store, most: u64) -> Result<Vec<(AccountId, Integration)>, StoreError> {
    let rows = integration::Entity::find()
        .filter(integration::Column::DeletedAt.is_null())
        .order_by_asc(integration::Column::CreatedAt)
        .order_by_asc(integration::Column::Id)
        .limit(most)
        .all(store.reader())
        .await?;
    let accounts: Vec<AccountId> = rows.iter().map(|row| row.account_id.into()).collect();
    Ok(accounts.into_iter().zip(complete(store, rows).await?).collect())
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
) -> Result<integration::Model, StoreError> {
    let row = of(account).filter(integration::Column::Id.eq(id.uuid())).lock_exclusive().one(transaction).await?;
    row.ok_or(StoreError::NotFound)
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
    let pauses = pauses::of(store, &ids).await?;
    let with_token: HashSet<Uuid> = url_tokens::with_valid_token(store, &ids).await?;
    let mut web_services = web_services::settings_of(store, &ids).await?;
    let complete = rows.into_iter().map(|row| {
        let details = Details {
            pauses: pauses.get(&row.id).copied().unwrap_or_default(),
            has_active_url_token: with_token.contains(&row.id),
            web_service: web_services.remove(&row.id),
        };
        read(row, details)
    });
    Ok(complete.collect())
}

/// What other tables know about an integration.
#[derive(Default)]
struct Details {
    pauses: Pauses,
    has_active_url_token: bool,
    web_service: Option<WebServiceSettings>,
}

fn read(row: integration::Model, details: Details) -> Integration {
    let Details { pauses, has_active_url_token, web_service } = details;
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
        paused_since: pauses.since,
        resumed_at: pauses.resumed_at,
        readable_since: row.readable_since.map(Instant::from_micros),
        unreadable_since: row.unreadable_since.map(Instant::from_micros),
        newest_state_at: row.newest_state_at.map(Instant::from_micros),
        has_active_url_token,
        raw_retention: Span::from_micros(row.raw_retention),
        web_service,
    }
}
