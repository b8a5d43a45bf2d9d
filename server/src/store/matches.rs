//! Activity matches: with which scheduled activities an actual one is in adherence. An update adds a version.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Change, Numbered, Store, StoreError, activities,
    audit::{Author, Deed},
    entity::{activity, activity_matches},
    facts::StoredTargets,
    new_id,
};
use crate::domain::{
    activity::ActivityTypes,
    ids::{AccountId, ActivityId},
    matches::{MatchRule, Targets},
};

/// The matches of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityMatches {
    /// What it matches. Offline, which has no type, matches its targets alone.
    pub rule: MatchRule,
    /// Version; 0 as long as nobody changed the default.
    pub version: i64,
}

/// What to change in the matches of one activity.
#[derive(Clone, Debug, Default)]
pub struct MatchesUpdate {
    /// Whether it matches its own type.
    pub own_type: Option<bool>,
    /// Whether it matches Absence, Illness and Vacation.
    pub absences: Option<bool>,
    /// The single activities it matches.
    pub activities: Option<BTreeSet<ActivityId>>,
    /// The types it matches.
    pub types: Option<ActivityTypes>,
}

impl MatchesUpdate {
    fn apply(self, rule: MatchRule) -> MatchRule {
        MatchRule {
            own_type: self.own_type.unwrap_or(rule.own_type),
            absences: self.absences.unwrap_or(rule.absences),
            targets: Targets {
                activities: self.activities.unwrap_or(rule.targets.activities),
                types: self.types.unwrap_or(rule.targets.types),
            },
        }
    }
}

/// The account's matches that were changed; all others are the default.
pub async fn changed(store: &Store, account: AccountId) -> Result<HashMap<ActivityId, ActivityMatches>, StoreError> {
    newest(store.reader(), of(account)).await
}

/// Changes the matches of one activity, provided that they still have the version `expected`, if one is given. Where
/// nothing is different, nothing is stored.
pub async fn update(
    store: &Store,
    activity: ActivityId,
    expected: Option<i64>,
    update: MatchesUpdate,
    by: Author,
) -> Result<ActivityMatches, StoreError> {
    let account = by.account;
    store
        .change(account, move |numbered| {
            Box::pin(async move {
                let subject = activities::of(account)
                    .filter(activity::Column::Id.eq(activity.uuid()))
                    .one(numbered.transaction)
                    .await?
                    .ok_or(StoreError::NotFound)?;
                let versions = of(account).filter(activity_matches::Column::ActivityId.eq(activity.uuid()));
                let current = newest(numbered.transaction, versions).await?.remove(&activity).unwrap_or_default();
                if expected.is_some_and(|expected| expected != current.version) {
                    return Err(StoreError::Stale);
                }
                let rule = update.apply(current.rule.clone());
                if rule == current.rule {
                    return Ok((current, None));
                }
                let row = activity_matches::Model {
                    id: new_id(numbered.now),
                    account_id: account.uuid(),
                    activity_id: activity.uuid(),
                    type_match: rule.own_type,
                    absence_match: rule.absences,
                    targets: write(&rule.targets)?,
                    author: by.id(),
                    created_at: numbered.now.micros(),
                    log_number: numbered.log_number,
                };
                activity_matches::Entity::insert(row.into_active_model())
                    .exec_without_returning(numbered.transaction)
                    .await?;
                let deed = Deed::new("activity_matches.update").to(subject.id, subject.name);
                numbered.record(&by, describe(&numbered, deed, &current.rule, &rule).await?).await?;
                let updated = ActivityMatches { rule, version: numbered.log_number };
                Ok((updated, Some(Change::Matches { activities: vec![activity] })))
            })
        })
        .await
}

/// With how many activities this one is matched by hand, as the scheduled one.
pub(crate) async fn count_of_target(numbered: &Numbered<'_>, target: ActivityId) -> Result<u64, StoreError> {
    let known = activities::of(numbered.account).all(numbered.transaction).await?;
    let known: BTreeSet<Uuid> = known.into_iter().map(|row| row.id).collect();
    let newest = newest(numbered.transaction, of(numbered.account)).await?.into_iter();
    let matched = newest.filter(|(activity, matches)| {
        *activity != target && known.contains(&activity.uuid()) && matches.rule.targets.activities.contains(&target)
    });
    Ok(u64::try_from(matched.count()).unwrap_or(u64::MAX))
}

async fn describe(numbered: &Numbered<'_>, deed: Deed, old: &MatchRule, new: &MatchRule) -> Result<Deed, StoreError> {
    let names = activities::of(numbered.account).order_by_asc(activity::Column::NameKey);
    let names = names.all(numbered.transaction).await?;
    let targets = |rule: &MatchRule| {
        let chosen = names.iter().filter(|row| rule.targets.activities.contains(&ActivityId::new(row.id)));
        chosen.map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let types = |rule: &MatchRule| rule.targets.types.iter().map(|of| format!("{of:?}")).collect::<Vec<_>>().join(", ");
    Ok(deed
        .field("type_match", old.own_type, new.own_type)
        .field("absence_match", old.absences, new.absences)
        .field("matched_activities", targets(old), targets(new))
        .field("matched_types", types(old), types(new)))
}

fn of(account: AccountId) -> sea_orm::Select<activity_matches::Entity> {
    activity_matches::Entity::find().filter(activity_matches::Column::AccountId.eq(account.uuid()))
}

/// The newest of several versions for each activity. Matches change seldom: reading the old ones too costs little.
async fn newest(
    connection: &impl ConnectionTrait,
    versions: sea_orm::Select<activity_matches::Entity>,
) -> Result<HashMap<ActivityId, ActivityMatches>, StoreError> {
    let rows = versions.order_by_asc(activity_matches::Column::LogNumber).all(connection).await?;
    // A later version takes the place of an earlier one.
    rows.into_iter().map(|row| Ok((row.activity_id.into(), read(&row)?))).collect()
}

fn read(row: &activity_matches::Model) -> Result<ActivityMatches, StoreError> {
    let targets = StoredTargets::parse(&row.targets)?.into();
    let rule = MatchRule { own_type: row.type_match, absences: row.absence_match, targets };
    Ok(ActivityMatches { rule, version: row.log_number })
}

fn write(targets: &Targets) -> Result<String, StoreError> {
    let stored = StoredTargets {
        activities: targets.activities.iter().copied().collect(),
        types: targets.types.iter().collect(),
    };
    serde_json::to_string(&stored).map_err(|error| StoreError::Corrupt { what: "match", value: error.to_string() })
}
