//! Activities: what a person can be scheduled for, or be doing.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Condition, Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError,
    audit::{Author, Deed},
    colors,
    entity::activity,
    facts, mappings, matches, new_id,
    page::{NameKey, Page, Rows},
    schedules, text,
    uses::{InUse, User},
};
use crate::domain::{
    activity::ActivityType,
    ids::{AccountId, ActivityId},
    instant::Instant,
};

/// An activity to create.
#[derive(Clone, Debug)]
pub struct NewActivity {
    /// Unique in the account.
    pub name: String,
    /// What kind of time it is.
    pub activity_type: ActivityType,
    /// Colour as `#rrggbb`; the type's if none.
    pub color: Option<String>,
    /// Whether the time is paid.
    pub paid: bool,
}

/// What to change in an activity.
#[derive(Clone, Debug, Default)]
pub struct ActivityUpdate {
    /// Its name, unique in the account.
    pub name: Option<String>,
    /// What kind of time it is.
    pub activity_type: Option<ActivityType>,
    /// Colour as `#rrggbb`.
    pub color: Option<String>,
    /// Whether the time is paid.
    pub paid: Option<bool>,
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Which.
    pub id: ActivityId,
    /// Unique in the account.
    pub name: String,
    /// What kind of time it is; none for Offline alone.
    pub activity_type: Option<ActivityType>,
    /// Colour as `#rrggbb`.
    pub color: String,
    /// Whether the time is paid.
    pub paid: bool,
    /// Whether it came with the account.
    pub built_in: bool,
    /// Goes up with each change of the activity.
    pub revision: i64,
}

/// The place of an activity in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityKey {
    built_in: bool,
    name: NameKey,
}

/// Creates an activity.
pub async fn create(store: &Store, new: NewActivity, by: Author) -> Result<Activity, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let row = activity::Model {
                    account_id: account.uuid(),
                    id: new_id(numbered.now),
                    name_key: text::key(&new.name),
                    name: new.name,
                    activity_type: Some(stored_type(new.activity_type)),
                    color: new.color.unwrap_or_else(|| colors::of(new.activity_type).to_owned()),
                    paid: new.paid,
                    built_in: false,
                    revision: 1,
                    created_at: numbered.now.micros(),
                    deleted_at: None,
                };
                insert(numbered.transaction, row.clone()).await?;
                let deed = Deed::new("activity.create")
                    .to(row.id, &row.name)
                    .field("name", "", &row.name)
                    .field("type", "", format!("{:?}", new.activity_type))
                    .field("color", "", &row.color)
                    .field("paid", "", row.paid);
                numbered.record(&by, deed).await?;
                Ok((read(row)?, Some(Change::Activities)))
            })
        })
        .await
}

/// Gives a new account Present and Offline.
pub(crate) async fn insert_built_in(
    transaction: &DatabaseTransaction,
    account: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let built_in = [
        (ActivityId::PRESENT, "Present", Some(ActivityType::Presence), colors::of(ActivityType::Presence), true),
        (ActivityId::OFFLINE, "Offline", None, colors::OFFLINE, false),
    ];
    for (id, name, activity_type, color, paid) in built_in {
        let row = activity::Model {
            account_id: account.uuid(),
            id: id.uuid(),
            name: name.to_owned(),
            name_key: text::key(name),
            activity_type: activity_type.map(stored_type),
            color: color.to_owned(),
            paid,
            built_in: true,
            revision: 1,
            created_at: now.micros(),
            deleted_at: None,
        };
        insert(transaction, row).await?;
    }
    Ok(())
}

async fn insert(transaction: &DatabaseTransaction, row: activity::Model) -> Result<(), StoreError> {
    activity::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
    Ok(())
}

/// Changes an activity, provided that it still has the revision `expected`, if one is given. Another type acts on the
/// past too. Where nothing is different, nothing is stored.
pub async fn update(
    store: &Store,
    id: ActivityId,
    expected: Option<i64>,
    update: ActivityUpdate,
    by: Author,
) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                if expected.is_some_and(|expected| expected != row.revision) {
                    return Err(StoreError::Stale);
                }
                let ActivityUpdate { name, activity_type, color, paid } = update;
                let old_type = row.activity_type.map(facts::activity_type).transpose()?;
                let new_type = activity_type.or(old_type);
                let name = name.unwrap_or_else(|| row.name.clone());
                let color = color.unwrap_or_else(|| row.color.clone());
                let paid = paid.unwrap_or(row.paid);
                let deed = Deed::new("activity.update")
                    .to(row.id, &name)
                    .field("name", &row.name, &name)
                    .field("type", type_name(old_type), type_name(new_type))
                    .field("color", &row.color, &color)
                    .field("paid", row.paid, paid);
                if !deed.changes_anything() {
                    return Ok(((), None));
                }
                activity::Entity::update_many()
                    .col_expr(activity::Column::NameKey, Expr::value(text::key(&name)))
                    .col_expr(activity::Column::Name, Expr::value(name))
                    .col_expr(activity::Column::ActivityType, Expr::value(new_type.map(stored_type)))
                    .col_expr(activity::Column::Color, Expr::value(color))
                    .col_expr(activity::Column::Paid, Expr::value(paid))
                    .col_expr(activity::Column::Revision, Expr::value(row.revision + 1))
                    .filter(activity::Column::AccountId.eq(row.account_id))
                    .filter(activity::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                numbered.record(&by, deed).await?;
                Ok(((), (old_type != new_type).then_some(Change::Activities)))
            })
        })
        .await
}

/// Deletes an activity that nothing uses.
pub async fn delete(store: &Store, id: ActivityId, by: Author) -> Result<(), StoreError> {
    store
        .change(by.account, move |numbered| {
            Box::pin(async move {
                let row = lock(&numbered, id).await?;
                let mapped = mappings::counts(numbered.transaction, numbered.account, [row.id]).await?;
                let mapped = mapped.get(&row.id).copied().unwrap_or(0);
                let uses = [
                    (User::ExternalStatuses, u64::try_from(mapped).unwrap_or(0)),
                    (User::ScheduleDays, schedules::count_days_with(&numbered, id).await?),
                    (User::Matches, matches::count_of_target(&numbered, id).await?),
                ];
                if let Some(in_use) = InUse::unless_free(&row.name, uses) {
                    return Err(StoreError::InUse(in_use));
                }
                activity::Entity::update_many()
                    .col_expr(activity::Column::DeletedAt, Expr::value(numbered.now.micros()))
                    .filter(activity::Column::AccountId.eq(row.account_id))
                    .filter(activity::Column::Id.eq(row.id))
                    .exec(numbered.transaction)
                    .await?;
                let deed = Deed::new("activity.delete").to(row.id, &row.name).field("name", &row.name, "");
                numbered.record(&by, deed).await?;
                // Boards have to know that nobody can be scheduled for it any more.
                Ok(((), Some(Change::Activities)))
            })
        })
        .await
}

async fn lock(numbered: &Numbered<'_>, id: ActivityId) -> Result<activity::Model, StoreError> {
    let query = of(numbered.account).filter(activity::Column::Id.eq(id.uuid()));
    query.lock_exclusive().one(numbered.transaction).await?.ok_or(StoreError::NotFound)
}

fn type_name(activity_type: Option<ActivityType>) -> String {
    activity_type.map(|of| format!("{of:?}")).unwrap_or_default()
}

/// Whether another activity of the account than `except` has this name.
pub async fn name_is_taken(
    store: &Store,
    account: AccountId,
    name: &str,
    except: Option<ActivityId>,
) -> Result<bool, StoreError> {
    let found = of(account).filter(activity::Column::NameKey.eq(text::key(name))).one(store.reader()).await?;
    Ok(found.is_some_and(|row| Some(ActivityId::new(row.id)) != except))
}

/// The activity of this id, with how many external statuses are mapped to it.
pub async fn get(store: &Store, account: AccountId, id: ActivityId) -> Result<(Activity, i64), StoreError> {
    let row = of(account).filter(activity::Column::Id.eq(id.uuid())).one(store.reader()).await?;
    let row = row.ok_or(StoreError::NotFound)?;
    let counts = mappings::counts(store.reader(), account, [row.id]).await?;
    let mapped = counts.get(&row.id).copied().unwrap_or(0);
    Ok((read(row)?, mapped))
}

/// A page of the account's activities, the built-in ones first, then by name; each with how many external statuses
/// are mapped to it.
pub async fn list(
    store: &Store,
    account: AccountId,
    page: &Page<ActivityKey>,
) -> Result<Rows<(Activity, i64), ActivityKey>, StoreError> {
    let mut query = of(account);
    if let Some(after) = &page.after {
        let further = after.name.before(activity::Column::NameKey, activity::Column::Id);
        let mut condition = Condition::any().add(Condition::all().add(built_in(after.built_in)).add(further));
        if after.built_in {
            condition = condition.add(built_in(false));
        }
        query = query.filter(condition);
    }
    let rows = query
        .order_by_desc(activity::Column::BuiltIn)
        .order_by_asc(activity::Column::NameKey)
        .order_by_asc(activity::Column::Id)
        .limit(page.limit())
        .all(store.reader())
        .await?;
    let rows = page.cut(rows, |row| ActivityKey {
        built_in: row.built_in,
        name: NameKey { name: row.name_key.clone(), id: row.id },
    });
    let counts = mappings::counts(store.reader(), account, rows.rows.iter().map(|row| row.id)).await?;
    let next = rows.next;
    let rows = rows.rows.into_iter().map(|row| {
        let count = counts.get(&row.id).copied().unwrap_or(0);
        Ok((read(row)?, count))
    });
    Ok(Rows { rows: rows.collect::<Result<_, StoreError>>()?, next })
}

/// All activities of the account, in the order of [`list`].
pub async fn all(store: &Store, account: AccountId) -> Result<Vec<Activity>, StoreError> {
    let rows = of(account)
        .order_by_desc(activity::Column::BuiltIn)
        .order_by_asc(activity::Column::NameKey)
        .order_by_asc(activity::Column::Id)
        .all(store.reader())
        .await?;
    rows.into_iter().map(read).collect()
}

pub(crate) fn of(account: AccountId) -> sea_orm::Select<activity::Entity> {
    activity::Entity::find()
        .filter(activity::Column::AccountId.eq(account.uuid()))
        .filter(activity::Column::DeletedAt.is_null())
}

fn built_in(built_in: bool) -> Expr {
    Expr::col((activity::Entity, activity::Column::BuiltIn)).eq(built_in)
}

fn read(row: activity::Model) -> Result<Activity, StoreError> {
    Ok(Activity {
        id: ActivityId::new(row.id),
        name: row.name,
        activity_type: row.activity_type.map(facts::activity_type).transpose()?,
        color: row.color,
        paid: row.paid,
        built_in: row.built_in,
        revision: row.revision,
    })
}

/// A type as it is stored and as [`facts::activity_type`] reads it: its place in [`ActivityType::ALL`].
pub(crate) fn stored_type(activity_type: ActivityType) -> i16 {
    // The enum has no other discriminants than these places.
    activity_type as i16
}

/// The types of those of `ids` that are activities of the account, deleted ones left out; none for Offline.
pub(crate) async fn types(
    store: &Store,
    account: AccountId,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Option<ActivityType>>, StoreError> {
    let rows = of(account).filter(activity::Column::Id.is_in(ids)).all(store.reader()).await?;
    rows.into_iter().map(|row| Ok((row.id, row.activity_type.map(facts::activity_type).transpose()?))).collect()
}
