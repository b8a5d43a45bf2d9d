//! What things mean: activities, matches, rules, and the meaning of each external status.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{
        activity::{Activity, ActivityType},
        ids::{AccountId, ActivityId},
        mapping::{ReportedStatus, StatusMapping, UnmappedPolicy},
        matches::{MatchRule, Matches, Targets},
    },
    odigo::format::Format,
    store::{
        Store, StoreError,
        entity::{activity, activity_matches, external_status, integration, status_mapping},
    },
};

/// What an activity was matched to by hand, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredTargets {
    /// Single scheduled activities.
    #[serde(default)]
    pub activities: Vec<ActivityId>,
    /// Whole types of scheduled activities.
    #[serde(default)]
    pub types: Vec<ActivityType>,
}

impl StoredTargets {
    /// Reads what is stored.
    pub fn parse(json: &str) -> Result<Self, StoreError> {
        serde_json::from_str(json).map_err(|_| StoreError::Corrupt { what: "match", value: json.to_owned() })
    }
}

impl From<StoredTargets> for Targets {
    fn from(stored: StoredTargets) -> Self {
        Self { activities: stored.activities.into_iter().collect(), types: stored.types.into_iter().collect() }
    }
}

/// An activity's type as it is stored: its place in [`ActivityType::ALL`].
pub fn activity_type(stored: i16) -> Result<ActivityType, StoreError> {
    usize::try_from(stored)
        .ok()
        .and_then(|place| ActivityType::ALL.get(place).copied())
        .ok_or(StoreError::Corrupt { what: "activity type", value: stored.to_string() })
}

impl Store {
    pub(super) async fn activity_facts(
        &self,
        account: AccountId,
    ) -> Result<(HashMap<ActivityId, Activity>, HashSet<ActivityId>), StoreError> {
        // Deleted ones too: the past goes on meaning what it meant.
        let rows = activity::Entity::find()
            .filter(activity::Column::AccountId.eq(account.uuid()))
            .filter(activity::Column::ActivityType.is_not_null())
            .all(self.reader())
            .await?;
        let mut activities = HashMap::with_capacity(rows.len());
        let mut deleted = HashSet::new();
        for row in rows {
            let id = ActivityId::new(row.id);
            let stored = row.activity_type.unwrap_or_default();
            activities.insert(id, Activity::new(id, activity_type(stored)?));
            if row.deleted_at.is_some() {
                deleted.insert(id);
            }
        }
        Ok((activities, deleted))
    }

    pub(super) async fn match_facts(&self, account: AccountId) -> Result<Matches, StoreError> {
        let rows = activity_matches::Entity::find()
            .filter(activity_matches::Column::AccountId.eq(account.uuid()))
            .order_by_asc(activity_matches::Column::LogNumber)
            .all(self.reader())
            .await?;
        // In the order of versions: the newest one of an activity stays.
        let mut rules = HashMap::new();
        let mut offline = Targets::default();
        for row in rows {
            let targets = Targets::from(StoredTargets::parse(&row.targets)?);
            let activity = ActivityId::new(row.activity_id);
            if activity == ActivityId::OFFLINE {
                offline = targets;
            } else {
                let rule = MatchRule { own_type: row.type_match, absences: row.absence_match, targets };
                rules.insert(activity, rule);
            }
        }
        Ok(Matches::new(rules, offline))
    }

    /// What each external status means by the newest mappings.
    pub(super) async fn meanings(
        &self,
        account: AccountId,
        integrations: &[integration::Model],
        activities: &HashMap<ActivityId, Activity>,
        unmapped: UnmappedPolicy,
    ) -> Result<HashMap<Uuid, Arc<ReportedStatus>>, StoreError> {
        let statuses = external_status::Entity::find()
            .filter(external_status::Column::AccountId.eq(account.uuid()))
            .all(self.reader())
            .await?;
        let mapped = self.newest_mappings(account).await?;
        let mut by_integration: HashMap<Uuid, StatusMapping> = HashMap::new();
        for row in integrations {
            let format: Format = serde_json::from_str(&row.format)
                .map_err(|_| StoreError::Corrupt { what: "notification format", value: row.id.to_string() })?;
            by_integration.insert(row.id, StatusMapping::new(format.logged_out, unmapped));
        }
        for status in &statuses {
            let activity = mapped.get(&status.id).and_then(|activity| activities.get(activity));
            if let (Some(activity), Some(mapping)) = (activity, by_integration.get_mut(&status.integration_id)) {
                let detail = Some(status.detail.as_str()).filter(|detail| !detail.is_empty());
                mapping.map(&status.status, detail, *activity);
            }
        }
        let mut texts: HashSet<Arc<str>> = HashSet::new();
        let mut meanings = HashMap::with_capacity(statuses.len());
        for status in statuses {
            let Some(mapping) = by_integration.get(&status.integration_id) else { continue };
            let (text, detail) = (shared(&mut texts, status.status), shared(&mut texts, status.detail));
            meanings.insert(status.id, mapping.read(text, Some(detail)));
        }
        Ok(meanings)
    }

    async fn newest_mappings(&self, account: AccountId) -> Result<HashMap<Uuid, ActivityId>, StoreError> {
        let rows = status_mapping::Entity::find()
            .filter(status_mapping::Column::AccountId.eq(account.uuid()))
            .order_by_asc(status_mapping::Column::LogNumber)
            .all(self.reader())
            .await?;
        let mut newest = HashMap::new();
        for row in rows {
            match row.activity_id {
                Some(activity) => newest.insert(row.external_status_id, ActivityId::new(activity)),
                None => newest.remove(&row.external_status_id),
            };
        }
        Ok(newest)
    }
}

/// The same text, kept once.
fn shared(texts: &mut HashSet<Arc<str>>, text: String) -> Arc<str> {
    if let Some(known) = texts.get(text.as_str()) {
        return Arc::clone(known);
    }
    let text: Arc<str> = text.into();
    texts.insert(Arc::clone(&text));
    text
}
