//! Creates, shows, pauses and resumes integrations.

use kadans_proto::v1::{
    self, CreateIntegrationRequest, CreateIntegrationResponse, GetIntegrationRequest, GetIntegrationResponse,
    IntegrationState, ListIntegrationsRequest, ListIntegrationsResponse, PauseIntegrationRequest,
    PauseIntegrationResponse, ResumeIntegrationRequest, ResumeIntegrationResponse,
};

use super::vendors::{Vendor, data_types};
use crate::{
    auth::caller::Caller,
    domain::ids::IntegrationId,
    odigo::format::Format,
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
        taken::INTEGRATION_NAME,
    },
    store::{
        Store, accounts,
        integrations::{self, Integration, NewIntegration},
        pauses,
    },
};

const LONGEST_NAME: usize = 100;

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreateIntegrationRequest,
) -> Result<CreateIntegrationResponse, RpcError> {
    let account = accounts::get(store, caller.account).await?;
    let mut reader = Reader::new();
    let vendor = Vendor::read(&mut reader, "vendor_id", &request.vendor_id);
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let zone = reader.zone("time_zone", &request.time_zone, &account.zone);
    if integrations::name_is_taken(store, caller.account, &name).await? {
        INTEGRATION_NAME.refuse(&mut reader);
    }
    let vendor = reader.finish_with(vendor)?;
    vendor.require_included(account.edition)?;
    if request.validate_only {
        return Ok(CreateIntegrationResponse { integration: Some(proposed(vendor, name, zone)) });
    }
    let format = Format::default();
    let new = NewIntegration {
        vendor: vendor.id().to_owned(),
        name,
        zone,
        format: serde_json::to_string(&format).map_err(|error| RpcError::Internal(Box::new(error)))?,
        format_etag: format.etag(),
        author: caller.principal,
    };
    let created = integrations::create(store, caller.account, new).await;
    let created = created.map_err(|error| INTEGRATION_NAME.explain(error))?;
    Ok(CreateIntegrationResponse { integration: Some(render(created)) })
}

pub(super) async fn get(
    store: &Store,
    caller: &Caller,
    request: GetIntegrationRequest,
) -> Result<GetIntegrationResponse, RpcError> {
    let id = read_id(&request.id)?;
    Ok(GetIntegrationResponse { integration: Some(shown(store, caller, id).await?) })
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListIntegrationsRequest,
) -> Result<ListIntegrationsResponse, RpcError> {
    let mut reader = Reader::new();
    let list = pages.list("ListIntegrations", caller.account, &());
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = integrations::list(store, caller.account, &page).await?;
    Ok(ListIntegrationsResponse {
        integrations: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

pub(super) async fn pause(
    store: &Store,
    caller: &Caller,
    request: PauseIntegrationRequest,
) -> Result<PauseIntegrationResponse, RpcError> {
    let id = read_id(&request.id)?;
    pauses::pause(store, caller.account, id, caller.principal).await?;
    Ok(PauseIntegrationResponse { integration: Some(shown(store, caller, id).await?) })
}

pub(super) async fn resume(
    store: &Store,
    caller: &Caller,
    request: ResumeIntegrationRequest,
) -> Result<ResumeIntegrationResponse, RpcError> {
    let id = read_id(&request.id)?;
    pauses::resume(store, caller.account, id).await?;
    Ok(ResumeIntegrationResponse { integration: Some(shown(store, caller, id).await?) })
}

fn read_id(id: &str) -> Result<IntegrationId, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", id);
    reader.finish_with(id)
}

async fn shown(store: &Store, caller: &Caller, id: IntegrationId) -> Result<v1::Integration, RpcError> {
    Ok(render(integrations::get(store, caller.account, id).await?))
}

/// What would be created. It has no id and no time yet.
fn proposed(vendor: Vendor, name: String, time_zone: String) -> v1::Integration {
    v1::Integration {
        vendor_id: vendor.id().to_owned(),
        name,
        state: IntegrationState::Active.into(),
        data_types: data_types(),
        time_zone,
        ..v1::Integration::default()
    }
}

fn render(integration: Integration) -> v1::Integration {
    let state = if integration.paused { IntegrationState::Paused } else { IntegrationState::Active };
    v1::Integration {
        id: integration.id.to_string(),
        vendor_id: integration.vendor,
        name: integration.name,
        state: state.into(),
        data_types: data_types(),
        time_zone: integration.zone,
        create_time: Some(timestamp(integration.created_at)),
        last_notification_time: integration.last_notification_at.map(timestamp),
        has_active_url_token: integration.has_active_url_token,
        etag: integration.revision.to_string(),
    }
}
