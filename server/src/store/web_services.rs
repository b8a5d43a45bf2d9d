//! The web services that tell the types of breaks: one an integration, its password sealed.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use uuid::Uuid;

use super::{
    Numbered, Store, StoreError,
    audit::Deed,
    entity::{external_status, external_user, web_service},
    new_id,
};
use crate::{
    domain::ids::{AccountId, ExternalUserId, IntegrationId},
    odigo::web_service::WebServiceSettings,
};

/// A web service of an integration to create.
#[derive(Clone, Debug)]
pub struct NewWebService {
    /// What the password was sealed for: the id that the integration gets.
    pub integration: IntegrationId,
    /// Its settings.
    pub settings: WebServiceSettings,
    /// Its password, sealed.
    pub sealed_password: Vec<u8>,
}

/// What to change in the web service of an integration.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum WebServiceUpdate {
    /// There is to be none; the password is forgotten.
    Remove,
    /// It is to be this one.
    Set {
        /// Its settings.
        settings: WebServiceSettings,
        /// Its password, sealed; the stored one stays if none, which holds for the stored URL alone.
        sealed_password: Option<Vec<u8>>,
    },
}

/// The web service of an integration as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebService {
    /// Whose.
    pub account: AccountId,
    /// Of which integration.
    pub integration: IntegrationId,
    /// Its settings.
    pub settings: WebServiceSettings,
    /// Its password, sealed.
    pub sealed_password: Vec<u8>,
}

/// An id for an integration that is about to be created.
pub fn new_integration_id(store: &Store) -> IntegrationId {
    new_id(store.clock().now()).into()
}

/// The web service of an integration, if it has one.
pub async fn get(
    store: &Store,
    account: AccountId,
    integration: IntegrationId,
) -> Result<Option<WebService>, StoreError> {
    let row = web_service::Entity::find_by_id(integration.uuid())
        .filter(web_service::Column::AccountId.eq(account.uuid()))
        .one(store.reader())
        .await?;
    row.map(read).transpose()
}

/// The web services of all accounts, for those who ask them.
pub async fn all(store: &Store) -> Result<Vec<WebService>, StoreError> {
    web_service::Entity::find().all(store.reader()).await?.into_iter().map(read).collect()
}

/// The settings of these integrations' web services.
pub(crate) async fn settings_of(store: &Store, ids: &[Uuid]) -> Result<HashMap<Uuid, WebServiceSettings>, StoreError> {
    let rows = web_service::Entity::find().filter(web_service::Column::IntegrationId.is_in(ids.iter().copied()));
    let rows = rows.all(store.reader()).await?.into_iter();
    rows.map(|row| Ok((row.integration_id, read(row)?.settings))).collect()
}

/// The statuses of an integration that are breaks, in the form in which they are compared; none without a web service.
pub(super) async fn break_statuses(
    transaction: &DatabaseTransaction,
    integration: IntegrationId,
) -> Result<HashSet<String>, StoreError> {
    let row = web_service::Entity::find_by_id(integration.uuid()).one(transaction).await?;
    Ok(row.map(read).transpose()?.map(|stored| stored.settings.folded_break_statuses()).unwrap_or_default())
}

/// Statuses with their details, as the telephone system calls them, by their ids.
pub async fn status_names(
    store: &Store,
    account: AccountId,
    ids: impl IntoIterator<Item = Uuid> + Send,
) -> Result<HashMap<Uuid, (String, String)>, StoreError> {
    let rows = external_status::Entity::find()
        .filter(external_status::Column::Id.is_in(ids))
        .filter(external_status::Column::AccountId.eq(account.uuid()))
        .all(store.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, (row.status, row.detail))).collect())
}

/// What the telephone system calls an external user.
pub async fn login(store: &Store, account: AccountId, user: ExternalUserId) -> Result<String, StoreError> {
    let row = external_user::Entity::find_by_id(user.uuid())
        .filter(external_user::Column::AccountId.eq(account.uuid()))
        .one(store.reader())
        .await?;
    Ok(row.ok_or(StoreError::NotFound)?.identifier)
}

/// Stores the web service of an integration that is being created.
pub(super) async fn insert(numbered: &Numbered<'_>, new: &NewWebService) -> Result<(), StoreError> {
    store_row(numbered, new.integration, &new.settings, new.sealed_password.clone()).await
}

/// Changes the web service of an integration that is locked; adds to the deed what changed. Fails with
/// [`StoreError::Stale`] if the stored password is to stay and does not belong to the URL any more.
pub(super) async fn update(
    numbered: &Numbered<'_>,
    integration: IntegrationId,
    update: WebServiceUpdate,
    deed: Deed,
) -> Result<Deed, StoreError> {
    let stored = web_service::Entity::find_by_id(integration.uuid()).one(numbered.transaction).await?;
    let stored = stored.map(read).transpose()?;
    let before = stored.as_ref().map(|stored| &stored.settings);
    match update {
        WebServiceUpdate::Remove => {
            remove(numbered, integration).await?;
            Ok(describe(deed, before, None, false))
        }
        WebServiceUpdate::Set { settings, sealed_password } => {
            let deed = describe(deed, before, Some(&settings), sealed_password.is_some());
            let kept = || stored.as_ref().filter(|stored| stored.settings.url == settings.url);
            let sealed_password = sealed_password.or_else(|| Some(kept()?.sealed_password.clone()));
            store_row(numbered, integration, &settings, sealed_password.ok_or(StoreError::Stale)?).await?;
            Ok(deed)
        }
    }
}

/// Forgets the web service of an integration, and its password.
pub(super) async fn remove(numbered: &Numbered<'_>, integration: IntegrationId) -> Result<(), StoreError> {
    web_service::Entity::delete_by_id(integration.uuid()).exec(numbered.transaction).await?;
    Ok(())
}

/// A setting by its name, and how it is written down.
type RecordedField = (&'static str, fn(&WebServiceSettings) -> String);

/// Adds to a deed what changed of a web service. Of the password it says no more than that it changed.
pub(super) fn describe(
    deed: Deed,
    before: Option<&WebServiceSettings>,
    after: Option<&WebServiceSettings>,
    new_password: bool,
) -> Deed {
    let fields: [RecordedField; 9] = [
        ("url", |settings| settings.url.clone()),
        ("username", |settings| settings.username.clone()),
        ("authentication", |settings| settings.authentication.as_str().to_owned()),
        ("agent_url_template", |settings| settings.agent_url_template.clone()),
        ("token_url_template", |settings| settings.token_url_template.clone()),
        ("token_pointer", |settings| settings.token_pointer.clone()),
        ("token_header", |settings| settings.token_header.clone()),
        ("detail_pointer", |settings| settings.detail_pointer.clone()),
        ("break_statuses", |settings| settings.break_statuses.join(", ")),
    ];
    let deed = fields.iter().fold(deed, |deed, (name, value)| {
        let [before, after] = [before, after].map(|settings| settings.map(value).unwrap_or_default());
        deed.field(&format!("web_service.{name}"), before, after)
    });
    let had = if before.is_some() { "set" } else { "" };
    match after {
        None => deed.field("web_service.password", had, ""),
        Some(_) if new_password => deed.field("web_service.password", had, "changed"),
        Some(_) => deed,
    }
}

async fn store_row(
    numbered: &Numbered<'_>,
    integration: IntegrationId,
    settings: &WebServiceSettings,
    sealed_password: Vec<u8>,
) -> Result<(), StoreError> {
    use web_service::{Column, Entity, Model};
    let row = Model {
        integration_id: integration.uuid(),
        account_id: numbered.account.uuid(),
        settings: serde_json::to_string(settings)
            .map_err(|error| StoreError::Corrupt { what: "settings of a web service", value: error.to_string() })?,
        sealed_password,
        changed_at: numbered.now.micros(),
    };
    let replace = OnConflict::column(Column::IntegrationId)
        .update_columns([Column::Settings, Column::SealedPassword, Column::ChangedAt])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(numbered.transaction).await?;
    Ok(())
}

fn read(row: web_service::Model) -> Result<WebService, StoreError> {
    let settings = serde_json::from_str(&row.settings);
    Ok(WebService {
        account: row.account_id.into(),
        integration: row.integration_id.into(),
        settings: settings.map_err(|_| StoreError::Corrupt {
            what: "settings of a web service",
            value: row.integration_id.to_string(),
        })?,
        sealed_password: row.sealed_password,
    })
}
