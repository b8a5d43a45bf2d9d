//! Mappings: which activity an external status stands for. A new one is a new version; the newest holds, for the past
//! as well.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError, activities,
    audit::{Author, Deed, RECORDED_EACH},
    entity::{activity, external_status, integration, status_mapping},
    external_statuses, new_id,
};
use crate::domain::ids::{AccountId, ActivityId};

/// Maps external statuses to activities, or unmaps them where there is none, all or nothing. Offline takes no mapping:
/// it is not found.
pub async fn map(store: &Store, mappings: BTreeMap<Uuid, Option<ActivityId>>, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let statuses = require_all(&numbered, &mappings).await?;
                let changed: BTreeMap<_, _> = mappings
                    .into_iter()
                    .filter(|(status, activity)| {
                        statuses.iter().any(|row| row.id == *status && row.activity != *activity)
                    })
                    .collect();
                if changed.is_empty() {
                    return Ok(((), None));
                }
                let rows = changed.iter().map(|(status, activity)| row(&numbered, *status, *activity, by.id()));
                status_mapping::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
                    .exec_without_returning(numbered.transaction)
                    .await?;
                record(&numbered, &by, &statuses, &changed).await?;
                let statuses = with_inheriting(&statuses, changed.keys());
                Ok(((), Some(Change::Mappings { statuses: statuses.into_iter().collect() })))
            })
        })
        .await
}

async fn record(
    numbered: &Numbered<'_>,
    by: &Author,
    statuses: &[external_statuses::ExternalStatus],
    changed: &BTreeMap<Uuid, Option<ActivityId>>,
) -> Result<(), StoreError> {
    if changed.len() > RECORDED_EACH {
        let deed = Deed::new("external_status.map").field("external_statuses", "", changed.len());
        return numbered.record(by, deed).await;
    }
    // Deleted ones too: a status may have been mapped to one of them.
    let query = activity::Entity::find().filter(activity::Column::AccountId.eq(numbered.account.uuid()));
    let names = query.all(numbered.transaction).await?;
    let names: HashMap<Uuid, String> = names.into_iter().map(|row| (row.id, row.name)).collect();
    let name = |of: Option<ActivityId>| of.and_then(|of| names.get(&of.uuid()).cloned()).unwrap_or_default();
    for status in statuses {
        let Some(activity) = changed.get(&status.id) else { continue };
        let words = [&*status.status, &*status.detail];
        let subject = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
        let deed = Deed::new("external_status.map").to(status.id, &subject);
        numbered.record(by, deed.field("activity", name(status.activity), name(*activity))).await?;
    }
    Ok(())
}

/// The changed statuses, and with a status by itself also its details: they may inherit from it.
fn with_inheriting<'a>(
    statuses: &[external_statuses::ExternalStatus],
    changed: impl Iterator<Item = &'a Uuid>,
) -> BTreeSet<Uuid> {
    let changed: BTreeSet<Uuid> = changed.copied().collect();
    let plain: BTreeSet<_> = statuses
        .iter()
        .filter(|row| changed.contains(&row.id) && row.detail.is_empty())
        .map(|row| (row.integration, row.status.as_str()))
        .collect();
    let inheriting = statuses.iter().filter(|row| plain.contains(&(row.integration, row.status.as_str())));
    let inheriting: Vec<Uuid> = inheriting.map(|row| row.id).collect();
    changed.into_iter().chain(inheriting).collect()
}

fn row(numbered: &Numbered<'_>, status: Uuid, activity: Option<ActivityId>, author: Uuid) -> status_mapping::Model {
    status_mapping::Model {
        id: new_id(numbered.now),
        account_id: numbered.account.uuid(),
        external_status_id: status,
        activity_id: activity.map(ActivityId::uuid),
        author,
        created_at: numbered.now.micros(),
        log_number: numbered.log_number,
    }
}

/// The callers have looked already; what went meanwhile is not found. Returns all statuses of the account.
async fn require_all(
    numbered: &Numbered<'_>,
    mappings: &BTreeMap<Uuid, Option<ActivityId>>,
) -> Result<Vec<external_statuses::ExternalStatus>, StoreError> {
    let wanted: BTreeSet<Uuid> = mappings.values().flatten().map(|activity| activity.uuid()).collect();
    let found = activities::of(numbered.account)
        .filter(activity::Column::Id.is_in(wanted.iter().copied()))
        .filter(activity::Column::ActivityType.is_not_null())
        .all(numbered.transaction)
        .await?;
    let statuses = external_statuses::read_all(numbered.transaction, numbered.account).await?;
    let known: BTreeSet<Uuid> = statuses.iter().map(|row| row.id).collect();
    let all_there = found.len() == wanted.len() && mappings.keys().all(|status| known.contains(status));
    if all_there { Ok(statuses) } else { Err(StoreError::NotFound) }
}

/// How many external statuses are mapped to each of these activities.
pub(crate) async fn counts(
    connection: &impl ConnectionTrait,
    account: AccountId,
    activities: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, StoreError> {
    let activity = || Expr::col((status_mapping::Entity, status_mapping::Column::ActivityId));
    let mut query = Query::select();
    query
        .expr_as(activity(), "activity")
        .expr_as(activity().count(), "statuses")
        .from(external_status::Entity)
        .inner_join(status_mapping::Entity, newest_of_status())
        .inner_join(integration::Entity, live_integration())
        .and_where(Expr::col((external_status::Entity, external_status::Column::AccountId)).eq(account.uuid()))
        .and_where(activity().is_in(activities))
        .add_group_by([activity()]);
    let rows = connection.query_all(&query).await?;
    let counts = rows.into_iter().map(|row| Ok((row.try_get("", "activity")?, row.try_get("", "statuses")?)));
    counts.collect()
}

/// Joins an external status with its newest mapping.
pub(crate) fn newest_of_status() -> Condition {
    const NEWER: &str = "newer";
    let mapping = |column| Expr::col((status_mapping::Entity, column));
    let newer = |column| Expr::col((NEWER, column));
    let superseded: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from_as(status_mapping::Entity, NEWER)
        .and_where(
            newer(status_mapping::Column::AccountId)
                .equals((status_mapping::Entity, status_mapping::Column::AccountId)),
        )
        .and_where(
            newer(status_mapping::Column::ExternalStatusId)
                .equals((status_mapping::Entity, status_mapping::Column::ExternalStatusId)),
        )
        .and_where(newer(status_mapping::Column::LogNumber).gt(mapping(status_mapping::Column::LogNumber)))
        .to_owned();
    Condition::all()
        .add(
            mapping(status_mapping::Column::AccountId)
                .equals((external_status::Entity, external_status::Column::AccountId)),
        )
        .add(
            mapping(status_mapping::Column::ExternalStatusId)
                .equals((external_status::Entity, external_status::Column::Id)),
        )
        .add(Expr::not_exists(superseded))
}

/// Joins an external status with its integration, unless that is deleted.
pub(crate) fn live_integration() -> Condition {
    let integration = |column| Expr::col((integration::Entity, column));
    Condition::all()
        .add(
            integration(integration::Column::Id)
                .equals((external_status::Entity, external_status::Column::IntegrationId)),
        )
        .add(integration(integration::Column::DeletedAt).is_null())
}
