//! How integrations are doing.

use kadans_proto::v1::{
    self, GetIntegrationHealthRequest, GetIntegrationHealthResponse, IntegrationHealth, IntegrationHealthState,
    IntegrationHealthStep, IntegrationHealthSummary,
};

use super::{vendors::Vendor, web_service::WebServices};
use crate::{
    auth::caller::Caller,
    domain::ids::IntegrationId,
    live::health::{Doing, Health, HealthState, States},
    rpc::{
        error::RpcError,
        read::{Reader, duration, timestamp},
    },
    store::{
        Store,
        health::Step,
        integrations::{self, Integration},
    },
};

pub(super) async fn get(
    store: &Store,
    health: &Health,
    web_services: &WebServices,
    caller: &Caller,
    request: GetIntegrationHealthRequest,
) -> Result<GetIntegrationHealthResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", &request.id);
    let id: IntegrationId = reader.finish_with(id)?;
    let integration = integrations::get(store, caller.account, id).await?;
    let HealthState { doing, since } = States::of(store, caller.account).await?.state(&integration).await?;
    let brought = health.brought(caller.account, id).await?;
    let health = IntegrationHealth {
        state: wire(doing).into(),
        since_time: since.map(timestamp),
        last_notification_time: integration.last_notification_at.map(timestamp),
        newest_state_time: integration.newest_state_at.map(timestamp),
        steps: brought.steps.iter().map(|brought| step(&integration, brought)).collect(),
        total: Some(step(&integration, &brought.total)),
        web_service: Some(web_services.health(&integration)),
    };
    Ok(GetIntegrationHealthResponse { health: Some(health) })
}

/// Integrations as they are shown, each with what it is doing.
pub(super) async fn shown(
    store: &Store,
    caller: &Caller,
    integrations: Vec<Integration>,
    render: impl Fn(Integration) -> v1::Integration,
) -> Result<Vec<v1::Integration>, RpcError> {
    let mut states = States::of(store, caller.account).await?;
    let mut shown = Vec::with_capacity(integrations.len());
    for integration in integrations {
        let HealthState { doing, since } = states.state(&integration).await?;
        shown.push(v1::Integration {
            health_state: wire(doing).into(),
            health_since_time: since.map(timestamp),
            ..render(integration)
        });
    }
    Ok(shown)
}

/// How each of these integrations is doing beside the others, in their order.
pub(super) async fn summaries(
    health: &Health,
    web_services: &WebServices,
    caller: &Caller,
    integrations: &[Integration],
) -> Result<Vec<IntegrationHealthSummary>, RpcError> {
    let (start, mut recent) = health.recent(caller.account).await?;
    let summary = |integration: &Integration| IntegrationHealthSummary {
        newest_state_time: integration.newest_state_at.map(timestamp),
        recent: Some(step(
            integration,
            &Step { integration: integration.id, start, counts: recent.remove(&integration.id).unwrap_or_default() },
        )),
        web_service: Some(web_services.health(integration)),
    };
    Ok(integrations.iter().map(summary).collect())
}

const fn wire(doing: Doing) -> IntegrationHealthState {
    match doing {
        Doing::Waiting => IntegrationHealthState::Waiting,
        Doing::Receiving => IntegrationHealthState::Receiving,
        Doing::Silent => IntegrationHealthState::Silent,
        Doing::Rejecting => IntegrationHealthState::Rejecting,
        Doing::Paused => IntegrationHealthState::Paused,
    }
}

fn step(integration: &Integration, step: &Step) -> IntegrationHealthStep {
    let counts = &step.counts;
    let skew = counts.median_skew.filter(|_| Vendor::sends_at_once(&integration.vendor));
    IntegrationHealthStep {
        start_time: Some(timestamp(step.start)),
        accepted_count: counts.accepted,
        duplicate_count: counts.duplicates,
        refresh_count: counts.refreshes,
        late_count: counts.late,
        quarantined_count: counts.quarantined,
        median_clock_skew: skew.map(duration),
    }
}
