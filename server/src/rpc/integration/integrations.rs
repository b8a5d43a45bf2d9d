//! Creates, shows, changes, pauses, resumes and deletes integrations.

use kadans_proto::v1::{
    self, CreateIntegrationRequest, CreateIntegrationResponse, DeleteIntegrationRequest, DeleteIntegrationResponse,
    GetIntegrationRequest, GetIntegrationResponse, IntegrationState, ListIntegrationsRequest, ListIntegrationsResponse,
    PauseIntegrationRequest, PauseIntegrationResponse, ResumeIntegrationRequest, ResumeIntegrationResponse,
    UpdateIntegrationRequest, UpdateIntegrationResponse,
};

use super::{
    health,
    vendors::{Vendor, data_types},
    web_service::{self, WebServices},
};
use crate::{
    auth::caller::Caller,
    domain::{ids::IntegrationId, instant::Span},
    live::health::Health,
    odigo::format::Format,
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, duration, timestamp},
        taken::INTEGRATION_NAME,
        update::{Mask, read_etag},
    },
    store::{
        Store, StoreError, accounts,
        integrations::{self, Integration, IntegrationUpdate, NewIntegration},
        pauses,
    },
};

const LONGEST_NAME: usize = 100;

pub(super) async fn create(
    store: &Store,
    web_services: &WebServices,
    caller: &Caller,
    request: CreateIntegrationRequest,
) -> Result<CreateIntegrationResponse, RpcError> {
    let account = accounts::get(store, caller.account).await?;
    let mut reader = Reader::new();
    let vendor = Vendor::read(&mut reader, "vendor_id", &request.vendor_id);
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let zone = reader.zone("time_zone", &request.time_zone, &account.zone);
    if integrations::name_is_taken(store, caller.account, &name, None).await? {
        INTEGRATION_NAME.refuse(&mut reader);
    }
    if request.web_service.is_some() {
        Vendor::check_web_service(&request.vendor_id, &mut reader, "web_service");
    }
    let web_service = request.web_service.and_then(|given| web_services.read(&mut reader, "web_service", given, None));
    let vendor = reader.finish_with(vendor)?;
    vendor.require_included(account.edition)?;
    if request.validate_only {
        let web_service = web_service.map(|given| web_service::render(given.settings));
        let integration = v1::Integration { web_service, ..proposed(vendor, name, zone) };
        return Ok(CreateIntegrationResponse { integration: Some(integration) });
    }
    let format = Format::default();
    let new = NewIntegration {
        vendor: vendor.id().to_owned(),
        name,
        zone,
        format: serde_json::to_string(&format).map_err(|error| RpcError::Internal(Box::new(error)))?,
        format_etag: format.etag(),
        web_service: web_service.and_then(|given| web_services.new_web_service(store, caller.account, given)),
    };
    let created = integrations::create(store, new, caller.author()).await;
    let created = created.map_err(|error| INTEGRATION_NAME.explain(error))?;
    web_services.changed();
    Ok(CreateIntegrationResponse { integration: Some(with_health(store, caller, created).await?) })
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
    health: &Health,
    web_services: &WebServices,
    caller: &Caller,
    request: ListIntegrationsRequest,
) -> Result<ListIntegrationsResponse, RpcError> {
    let mut reader = Reader::new();
    let list = pages.list("ListIntegrations", caller.account, &());
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = integrations::list(store, caller.account, &page).await?;
    let summaries = health::summaries(health, web_services, caller, &rows.rows).await?;
    let mut integrations = health::shown(store, caller, rows.rows, render).await?;
    for (integration, summary) in integrations.iter_mut().zip(summaries) {
        integration.health_summary = Some(summary);
    }
    Ok(ListIntegrationsResponse { integrations, next_page_token: list.token(rows.next.as_ref()) })
}

pub(super) async fn update(
    store: &Store,
    web_services: &WebServices,
    caller: &Caller,
    request: UpdateIntegrationRequest,
) -> Result<UpdateIntegrationResponse, RpcError> {
    let given = request.integration.unwrap_or_default();
    let mut reader = Reader::new();
    let id: Option<IntegrationId> = reader.id("integration.id", &given.id);
    let fields = ["name", "time_zone", "raw_retention", "web_service"];
    let mask = Mask::read_or(&mut reader, request.update_mask.as_ref(), &fields, &["name", "time_zone"]);
    let name = mask.read_field("name", || reader.text("integration.name", &given.name, LONGEST_NAME));
    let zone = mask.read_field("time_zone", || reader.required_zone("integration.time_zone", &given.time_zone));
    let raw_retention =
        mask.read_field("raw_retention", || read_raw_retention(&mut reader, given.raw_retention)).flatten();
    if let Some(name) = &name
        && integrations::name_is_taken(store, caller.account, name, id).await?
    {
        INTEGRATION_NAME.at("integration.name").refuse(&mut reader);
    }
    let web_service = match (mask.has("web_service"), id, given.web_service) {
        (true, Some(id), Some(given)) => {
            let current = integrations::get(store, caller.account, id).await?;
            Vendor::check_web_service(&current.vendor, &mut reader, "integration.web_service");
            let stored = current.web_service.as_ref();
            Some(web_services.read(&mut reader, "integration.web_service", given, stored))
        }
        (true, _, _) => Some(None),
        (false, _, _) => None,
    };
    let id = reader.finish_with(id)?;
    let expected = read_etag(&given.etag)?;
    if request.validate_only {
        let current = integrations::get(store, caller.account, id).await?;
        if expected.is_some_and(|expected| expected != current.revision) {
            return Err(RpcError::Stale);
        }
        let name = name.unwrap_or_else(|| current.name.clone());
        let zone = zone.unwrap_or_else(|| current.zone.clone());
        let raw_retention = raw_retention.unwrap_or(current.raw_retention);
        let web_service =
            web_service.map_or_else(|| current.web_service.clone(), |given| given.map(|given| given.settings));
        let proposed = Integration { name, zone, raw_retention, web_service, ..current };
        let proposed = with_health(store, caller, proposed).await?;
        return Ok(UpdateIntegrationResponse { integration: Some(proposed) });
    }
    let web_service = web_service.map(|given| web_services.update(caller.account, id, given));
    let update = IntegrationUpdate { name, zone, raw_retention, web_service };
    let updated = integrations::update(store, id, expected, update, caller.author()).await;
    let updated = updated.map_err(|error: StoreError| INTEGRATION_NAME.at("integration.name").explain(error))?;
    web_services.changed();
    Ok(UpdateIntegrationResponse { integration: Some(with_health(store, caller, updated).await?) })
}

pub(super) async fn delete(
    store: &Store,
    caller: &Caller,
    request: DeleteIntegrationRequest,
) -> Result<DeleteIntegrationResponse, RpcError> {
    let id = read_id(&request.id)?;
    integrations::delete(store, id, read_etag(&request.etag)?, caller.author()).await?;
    Ok(DeleteIntegrationResponse {})
}

pub(super) async fn pause(
    store: &Store,
    caller: &Caller,
    request: PauseIntegrationRequest,
) -> Result<PauseIntegrationResponse, RpcError> {
    let id = read_id(&request.id)?;
    pauses::pause(store, id, caller.author()).await?;
    Ok(PauseIntegrationResponse { integration: Some(shown(store, caller, id).await?) })
}

pub(super) async fn resume(
    store: &Store,
    caller: &Caller,
    request: ResumeIntegrationRequest,
) -> Result<ResumeIntegrationResponse, RpcError> {
    let id = read_id(&request.id)?;
    pauses::resume(store, id, caller.author()).await?;
    Ok(ResumeIntegrationResponse { integration: Some(shown(store, caller, id).await?) })
}

fn read_id(id: &str) -> Result<IntegrationId, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", id);
    reader.finish_with(id)
}

async fn shown(store: &Store, caller: &Caller, id: IntegrationId) -> Result<v1::Integration, RpcError> {
    let integration = integrations::get(store, caller.account, id).await?;
    with_health(store, caller, integration).await
}

async fn with_health(store: &Store, caller: &Caller, integration: Integration) -> Result<v1::Integration, RpcError> {
    let shown = health::shown(store, caller, vec![integration], render).await?;
    shown.into_iter().next().ok_or(RpcError::NotFound)
}

/// How long raw text is to be kept: whole seconds from an hour to 90 days.
fn read_raw_retention(reader: &mut Reader, given: Option<prost_types::Duration>) -> Option<Span> {
    let allowed = Span::from_hours(1).whole_secs()..=Span::from_hours(90 * 24).whole_secs();
    let given = given.filter(|given| given.nanos == 0 && allowed.contains(&given.seconds));
    if given.is_none() {
        reader.refuse("integration.raw_retention", "OUT_OF_RANGE", "must be whole seconds from 1 hour to 90 days");
    }
    given.map(|given| Span::from_secs(given.seconds))
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
    let state = if integration.paused_since.is_some() { IntegrationState::Paused } else { IntegrationState::Active };
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
        raw_retention: Some(duration(integration.raw_retention)),
        web_service: integration.web_service.map(web_service::render),
        ..v1::Integration::default()
    }
}
