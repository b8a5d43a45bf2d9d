//! What each external status of an account counts as, by the same rules that adherence is computed by.

use std::collections::HashMap;

use kadans_proto::v1::{self, MappingSource};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{
        activity::{Activity, Actual},
        ids::{AccountId, ActivityId, IntegrationId},
        mapping::{Meaning, Rule, StatusMapping},
    },
    odigo::format::Format,
    rpc::{error::RpcError, read::timestamp},
    store::{
        Store, StoreError,
        external_statuses::{self, ExternalStatus},
        integrations, settings,
    },
};

/// An external status with its meaning.
#[derive(Clone, Debug)]
pub(super) struct Understood {
    pub(super) status: ExternalStatus,
    meaning: Meaning,
}

/// The place of an external status in the list: unmapped ones first, then by status and detail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct StatusKey {
    settled: bool,
    status: String,
    detail: String,
    id: Uuid,
}

impl Understood {
    /// Whether somebody should look at it: neither mapped itself nor a logged-out status.
    pub(super) fn is_unmapped(&self) -> bool {
        self.status.activity.is_none() && self.meaning.rule != Rule::LoggedOut
    }

    pub(super) fn key(&self) -> StatusKey {
        StatusKey {
            settled: !self.is_unmapped(),
            status: self.status.status.clone(),
            detail: self.status.detail.clone(),
            id: self.status.id,
        }
    }

    pub(super) fn render(self) -> v1::ExternalStatus {
        let effective = match self.meaning.actual {
            Actual::Activity(activity) => activity.id.to_string(),
            Actual::Offline => ActivityId::OFFLINE.to_string(),
            Actual::Unknown => String::new(),
        };
        let source = match self.meaning.rule {
            Rule::StatusAndDetail | Rule::Status => MappingSource::Mapped,
            Rule::LoggedOut => MappingSource::LoggedOut,
            Rule::InheritedFromStatus => MappingSource::Inherited,
            Rule::Unmapped => MappingSource::Default,
        };
        v1::ExternalStatus {
            id: self.status.id.to_string(),
            integration_id: self.status.integration.to_string(),
            status: self.status.status,
            detail: self.status.detail,
            first_seen_time: Some(timestamp(self.status.first_seen_at)),
            last_seen_time: Some(timestamp(self.status.last_seen_at)),
            activity_id: self.status.activity.map(|activity| activity.to_string()).unwrap_or_default(),
            effective_activity_id: effective,
            mapping_source: source.into(),
        }
    }
}

/// All external statuses of the account, in the order of the list.
pub(super) async fn all(store: &Store, account: AccountId) -> Result<Vec<Understood>, RpcError> {
    let unmapped = settings::get(store, account).await?.settings.unmapped;
    let mut mappings: HashMap<IntegrationId, StatusMapping> = HashMap::new();
    for (integration, format) in integrations::formats(store, account).await? {
        let format: Format = serde_json::from_str(&format)
            .map_err(|_| StoreError::Corrupt { what: "notification format", value: format })?;
        mappings.insert(integration, StatusMapping::new(format.logged_out, unmapped));
    }
    let statuses = external_statuses::all(store, account).await?;
    for status in &statuses {
        let mapped = status.activity.zip(status.activity_type);
        if let (Some((id, activity_type)), Some(mapping)) = (mapped, mappings.get_mut(&status.integration)) {
            mapping.map(&status.status, detail(status), Activity::new(id, activity_type));
        }
    }
    let understood = statuses.into_iter().filter_map(|status| {
        let meaning = mappings.get(&status.integration)?.meaning(&status.status, detail(&status));
        Some(Understood { status, meaning })
    });
    let mut understood: Vec<Understood> = understood.collect();
    understood.sort_by_cached_key(Understood::key);
    Ok(understood)
}

fn detail(status: &ExternalStatus) -> Option<&str> {
    Some(status.detail.as_str()).filter(|detail| !detail.is_empty())
}
