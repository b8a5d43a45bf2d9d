//! How an integration's notifications are written: the present format, and those that were before it.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    entity::{integration, notification_format},
    integrations,
};
use crate::{
    domain::ids::{AccountId, IntegrationId},
    odigo::format::{Case, FieldFormat, Format},
    odigo::vocabulary::Field,
};

/// Reads a format as it is stored.
pub fn parse(json: &str) -> Result<Format, StoreError> {
    serde_json::from_str(json).map_err(|_| StoreError::Corrupt { what: "notification format", value: json.to_owned() })
}

/// Replaces the format of an integration, provided that it still has the version `expected`, if one is given. Other
/// logged-out statuses change figures, of the past too; everything else holds for notifications read from now on.
/// Where nothing is different, nothing is stored.
pub async fn update(
    store: &Store,
    id: IntegrationId,
    expected: Option<String>,
    format: Format,
    by: Author,
) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = integrations::lock(numbered.transaction, numbered.account, id).await?;
                if expected.is_some_and(|expected| expected != row.format_etag) {
                    return Err(StoreError::Stale);
                }
                let former = parse(&row.format)?;
                let deed = described(Deed::new("integration.format").to(row.id, &row.name), &former, &format);
                if !deed.changes_anything() {
                    return Ok(((), None));
                }
                let (etag, json) = (format.etag(), written(&format)?);
                keep(&numbered, row.id, &json, &etag).await?;
                integration::Entity::update_many()
                    .col_expr(integration::Column::Format, Expr::value(json))
                    .col_expr(integration::Column::FormatEtag, Expr::value(etag))
                    .filter(integration::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                numbered.record(&by, deed).await?;
                let change = Change::Integration { integration: id };
                Ok(((), (former.logged_out != format.logged_out).then_some(change)))
            })
        })
        .await
}

/// The formats of an integration that have these versions, by version.
pub async fn of_versions(
    store: &Store,
    account: AccountId,
    integration: IntegrationId,
    etags: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, Format>, StoreError> {
    use notification_format::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::IntegrationId.eq(integration.uuid()))
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::Etag.is_in(etags))
        .all(store.reader())
        .await?;
    rows.into_iter().map(|row| Ok((row.etag, parse(&row.format)?))).collect()
}

/// Keeps a format, so that what was read by it can be explained for ever.
pub(super) async fn keep(numbered: &Numbered<'_>, integration: Uuid, json: &str, etag: &str) -> Result<(), StoreError> {
    use notification_format::{Column, Entity, Model};
    let row = Model {
        integration_id: integration,
        etag: etag.to_owned(),
        account_id: numbered.account.uuid(),
        format: json.to_owned(),
        created_at: numbered.now.micros(),
    };
    let there_already = OnConflict::columns([Column::IntegrationId, Column::Etag]).do_nothing().to_owned();
    Entity::insert(row.into_active_model())
        .on_conflict(there_already)
        .exec_without_returning(numbered.transaction)
        .await?;
    Ok(())
}

fn written(format: &Format) -> Result<String, StoreError> {
    serde_json::to_string(format)
        .map_err(|error| StoreError::Corrupt { what: "notification format", value: error.to_string() })
}

/// A deed with each part of the format that differs.
fn described(mut deed: Deed, former: &Format, format: &Format) -> Deed {
    for field in Field::ALL {
        let (name, before, after) = (field.as_str(), former.field(field), format.field(field));
        deed = deed
            .field(&format!("{name}.names"), before.names.join(", "), after.names.join(", "))
            .field(&format!("{name}.values"), values(before), values(after))
            .field(&format!("{name}.letter_case"), letter_case(before), letter_case(after));
    }
    let zone = |format: &Format| format.zone.clone().unwrap_or_default();
    deed.field("logged_out_statuses", former.logged_out.join(", "), format.logged_out.join(", ")).field(
        "time_zone",
        zone(former),
        zone(format),
    )
}

fn values(field: &FieldFormat) -> String {
    let values: Vec<String> = field.values.iter().map(|(from, to)| format!("{from} > {to}")).collect();
    values.join(", ")
}

fn letter_case(field: &FieldFormat) -> &'static str {
    match field.case {
        Case::Exact => "exact",
        Case::Lower => "lower",
        Case::Upper => "upper",
    }
}
