//! The rows of the integration service.

use kadans_proto::v1::{
    CreateIntegrationRequest, DeleteIntegrationRequest, FieldFormat, GenerateUrlTokenRequest,
    GetIntegrationHealthRequest, GetIntegrationRequest, GetNotificationFormatRequest, GetNotificationRequest,
    Integration, ListIntegrationsRequest, ListNotificationsRequest, ListQuarantineRequest, ListUrlTokensRequest,
    ListVendorsRequest, NotificationFormat, NotificationIds, PauseIntegrationRequest, PreviewNotificationFormatRequest,
    ProposeNotificationFormatRequest, ReplayNotificationsRequest, ResolveUrlTokenRequest, ResumeIntegrationRequest,
    RevokeUrlTokenRequest, TestWebServiceRequest, UpdateIntegrationRequest, UpdateNotificationFormatRequest,
    WebService, replay_notifications_request::Selection,
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
        Row::of("IntegrationService/GetIntegrationHealth", "admin planner", |ids| GetIntegrationHealthRequest {
            id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/TestWebService", "admin", |ids| TestWebServiceRequest {
            integration_id: ids.integration.clone(),
            web_service: Some(WebService {
                url: "https://example.odigo.cx/tenant".to_owned(),
                username: "kadans".to_owned(),
                ..WebService::default()
            }),
            login: String::new(),
        })
        // Nobody is asked without a password.
        .refused_with("REQUIRED"),
        Row::of("IntegrationService/ListNotifications", "admin", |ids| ListNotificationsRequest {
            integration_id: ids.integration.clone(),
            ..ListNotificationsRequest::default()
        }),
        Row::of("IntegrationService/ListQuarantine", "admin", |ids| ListQuarantineRequest {
            integration_id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/GetNotificationFormat", "admin", |ids| GetNotificationFormatRequest {
            integration_id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/ProposeNotificationFormat", "admin", |ids| ProposeNotificationFormatRequest {
            integration_id: ids.integration.clone(),
        }),
        Row::of("IntegrationService/PreviewNotificationFormat", "admin", |ids| PreviewNotificationFormatRequest {
            integration_id: ids.integration.clone(),
            format: Some(format()),
        }),
        Row::of("IntegrationService/GetNotification", "admin", |ids| GetNotificationRequest {
            integration_id: ids.integration.clone(),
            id: ids.notification.clone(),
        }),
        Row::of("IntegrationService/UpdateNotificationFormat", "admin", |ids| UpdateNotificationFormatRequest {
            integration_id: ids.integration.clone(),
            format: Some(format()),
            validate_only: false,
        }),
        Row::of("IntegrationService/ReplayNotifications", "admin", |ids| ReplayNotificationsRequest {
            integration_id: ids.integration.clone(),
            selection: Some(Selection::Ids(NotificationIds { ids: vec![ids.notification.clone()] })),
            // Everybody at once would find another's under way.
            validate_only: true,
        }),
        // The token is the credential: whoever has it may ask whose it is.
        Row::of("IntegrationService/ResolveUrlToken", "anybody", |ids| ResolveUrlTokenRequest {
            token: ids.own.url_token_secret.clone(),
        })
        .names_nothing(),
    ]
}

/// A format that reads something.
fn format() -> NotificationFormat {
    let names = |name: &str| Some(FieldFormat { names: vec![name.to_owned()], ..FieldFormat::default() });
    NotificationFormat { agent: names("agent"), status: names("status"), ..NotificationFormat::default() }
}
