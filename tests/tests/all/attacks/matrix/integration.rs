//! The rows of the integration service.

use kadans_proto::v1::{
    CreateIntegrationRequest, DeleteIntegrationRequest, GenerateUrlTokenRequest, GetIntegrationRequest, Integration,
    ListIntegrationsRequest, ListUrlTokensRequest, ListVendorsRequest, PauseIntegrationRequest, ResolveUrlTokenRequest,
    ResumeIntegrationRequest, RevokeUrlTokenRequest, UpdateIntegrationRequest,
};

use super::{
    row::Row,
    things::{mask, new_name},
};

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row::of("IntegrationService/ListVendors", "admin planner", |_| ListVendorsRequest {}).names_nothing(),
        Row::of("IntegrationService/CreateIntegration", "admin", |_| CreateIntegrationRequest {
            vendor_id: "odigo".to_owned(),
            name: new_name(),
            ..CreateIntegrationRequest::default()
        })
        .names_nothing(),
        Row::of("IntegrationService/ListIntegrations", "admin planner", |_| ListIntegrationsRequest::default())
            .names_nothing(),
        Row::of("IntegrationService/GetIntegration", "admin planner", |ids| GetIntegrationRequest {
            id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/UpdateIntegration", "admin", |ids| UpdateIntegrationRequest {
            integration: Some(Integration { id: ids.integration.clone(), name: new_name(), ..Integration::default() }),
            update_mask: mask("name"),
            validate_only: false,
        }),
        Row::of("IntegrationService/DeleteIntegration", "admin", |ids| DeleteIntegrationRequest {
            id: ids.integration.clone(),
            ..DeleteIntegrationRequest::default()
        })
        .consumes(),
        Row::of("IntegrationService/PauseIntegration", "admin", |ids| PauseIntegrationRequest {
            id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/ResumeIntegration", "admin", |ids| ResumeIntegrationRequest {
            id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/GenerateUrlToken", "admin", |ids| GenerateUrlTokenRequest {
            integration_id: ids.integration.clone(),
            overlap: None,
        }),
        Row::of("IntegrationService/ListUrlTokens", "admin", |ids| ListUrlTokensRequest {
            integration_id: ids.integration.clone(),
            ..ListUrlTokensRequest::default()
        }),
        Row::of("IntegrationService/RevokeUrlToken", "admin", |ids| RevokeUrlTokenRequest {
            id: ids.url_token.clone(),
        })
        .consumes(),
        // The token is the credential: whoever has it may ask whose it is.
        Row::of("IntegrationService/ResolveUrlToken", "anybody", |ids| ResolveUrlTokenRequest {
            token: ids.own.url_token_secret.clone(),
        })
        .names_nothing(),
    ]
}
