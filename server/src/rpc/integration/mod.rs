//! `IntegrationService`: connects telephone systems to an account.

mod captured;
mod format;
mod format_trial;
mod health;
mod integrations;
mod notifications;
mod replay;
mod url_tokens;
pub(crate) mod vendors;
pub mod web_service;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use kadans_proto::v1::{
    CreateIntegrationRequest, CreateIntegrationResponse, DeleteIntegrationRequest, DeleteIntegrationResponse,
    GenerateUrlTokenRequest, GenerateUrlTokenResponse, GetIntegrationHealthRequest, GetIntegrationHealthResponse,
    GetIntegrationRequest, GetIntegrationResponse, GetNotificationFormatRequest, GetNotificationFormatResponse,
    GetNotificationRequest, GetNotificationResponse, ListIntegrationsRequest, ListIntegrationsResponse,
    ListNotificationsRequest, ListNotificationsResponse, ListQuarantineRequest, ListQuarantineResponse,
    ListUrlTokensRequest, ListUrlTokensResponse, ListVendorsRequest, ListVendorsResponse, PauseIntegrationRequest,
    PauseIntegrationResponse, PreviewNotificationFormatRequest, PreviewNotificationFormatResponse,
    ProposeNotificationFormatRequest, ProposeNotificationFormatResponse, ReplayNotificationsRequest,
    ResolveUrlTokenRequest, ResolveUrlTokenResponse, ResumeIntegrationRequest, ResumeIntegrationResponse,
    RevokeUrlTokenRequest, RevokeUrlTokenResponse, TestWebServiceRequest, TestWebServiceResponse,
    UpdateIntegrationRequest, UpdateIntegrationResponse, UpdateNotificationFormatRequest,
    UpdateNotificationFormatResponse, integration_service_server::IntegrationService,
};
use tonic::{Request, Response, Status};

use self::web_service::WebServices;
use super::page::Pages;
use crate::{
    auth::{gate::Gate, url_token_authority::UrlTokenAuthority},
    capture::replay::Replays,
    live::health::Health,
    store::Store,
};

type Answer<T> = Result<Response<T>, Status>;

/// What the service is made of.
#[derive(Clone, Debug)]
pub struct IntegrationParts {
    /// Where everything is kept.
    pub store: Store,
    /// Who may do what.
    pub gate: Gate,
    /// The page tokens of lists.
    pub pages: Pages,
    /// Issues and resolves URL tokens.
    pub url_tokens: UrlTokenAuthority,
    /// The web services that tell the types of breaks.
    pub web_services: WebServices,
    /// How integrations are doing.
    pub health: Health,
    /// Notifications that are read anew.
    pub replays: Replays,
}

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct IntegrationRpc {
    store: Store,
    gate: Gate,
    pages: Pages,
    url_tokens: UrlTokenAuthority,
    web_services: WebServices,
    health: Health,
    replays: Replays,
    public_url: Arc<str>,
}

impl IntegrationRpc {
    /// The service. `public_url` is how the world reaches this server, such as `https://kadans.example`.
    pub fn new(parts: IntegrationParts, public_url: &str) -> Self {
        let IntegrationParts { store, gate, pages, url_tokens, web_services, health, replays } = parts;
        let public_url = public_url.trim_end_matches('/').into();
        Self { store, gate, pages, url_tokens, web_services, health, replays, public_url }
    }
}

#[tonic::async_trait]
impl IntegrationService for IntegrationRpc {
    async fn list_vendors(&self, request: Request<ListVendorsRequest>) -> Answer<ListVendorsResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ListVendors").await?;
        Ok(Response::new(vendors::list(&self.store, &caller).await?))
    }

    async fn create_integration(
        &self,
        request: Request<CreateIntegrationRequest>,
    ) -> Answer<CreateIntegrationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/CreateIntegration").await?;
        Ok(Response::new(integrations::create(&self.store, &self.web_services, &caller, request.into_inner()).await?))
    }

    async fn get_integration(&self, request: Request<GetIntegrationRequest>) -> Answer<GetIntegrationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/GetIntegration").await?;
        Ok(Response::new(integrations::get(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_integrations(&self, request: Request<ListIntegrationsRequest>) -> Answer<ListIntegrationsResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ListIntegrations").await?;
        let (store, pages) = (&self.store, &self.pages);
        let request = request.into_inner();
        Ok(Response::new(integrations::list(store, pages, &self.health, &self.web_services, &caller, request).await?))
    }

    async fn pause_integration(&self, request: Request<PauseIntegrationRequest>) -> Answer<PauseIntegrationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/PauseIntegration").await?;
        Ok(Response::new(integrations::pause(&self.store, &caller, request.into_inner()).await?))
    }

    async fn resume_integration(
        &self,
        request: Request<ResumeIntegrationRequest>,
    ) -> Answer<ResumeIntegrationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ResumeIntegration").await?;
        Ok(Response::new(integrations::resume(&self.store, &caller, request.into_inner()).await?))
    }

    /// Needs no sign-in: the URL token in the request is the credential.
    async fn resolve_url_token(&self, request: Request<ResolveUrlTokenRequest>) -> Answer<ResolveUrlTokenResponse> {
        Ok(Response::new(url_tokens::resolve(&self.url_tokens, &request.into_inner()).await?))
    }

    async fn generate_url_token(&self, request: Request<GenerateUrlTokenRequest>) -> Answer<GenerateUrlTokenResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/GenerateUrlToken").await?;
        let request = request.into_inner();
        Ok(Response::new(
            url_tokens::generate(&self.store, &self.url_tokens, &self.public_url, &caller, request).await?,
        ))
    }

    async fn list_url_tokens(&self, request: Request<ListUrlTokensRequest>) -> Answer<ListUrlTokensResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ListUrlTokens").await?;
        Ok(Response::new(url_tokens::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn revoke_url_token(&self, request: Request<RevokeUrlTokenRequest>) -> Answer<RevokeUrlTokenResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/RevokeUrlToken").await?;
        Ok(Response::new(url_tokens::revoke(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_integration(
        &self,
        request: Request<UpdateIntegrationRequest>,
    ) -> Answer<UpdateIntegrationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/UpdateIntegration").await?;
        Ok(Response::new(integrations::update(&self.store, &self.web_services, &caller, request.into_inner()).await?))
    }

    async fn delete_integration(
        &self,
        request: Request<DeleteIntegrationRequest>,
    ) -> Answer<DeleteIntegrationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/DeleteIntegration").await?;
        Ok(Response::new(integrations::delete(&self.store, &caller, request.into_inner()).await?))
    }

    async fn get_integration_health(
        &self,
        request: Request<GetIntegrationHealthRequest>,
    ) -> Answer<GetIntegrationHealthResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/GetIntegrationHealth").await?;
        Ok(Response::new(
            health::get(&self.store, &self.health, &self.web_services, &caller, request.into_inner()).await?,
        ))
    }

    async fn test_web_service(&self, request: Request<TestWebServiceRequest>) -> Answer<TestWebServiceResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/TestWebService").await?;
        let request = request.into_inner();
        Ok(Response::new(web_service::test(&self.store, &self.web_services, &caller, request).await?))
    }

    async fn list_notifications(
        &self,
        request: Request<ListNotificationsRequest>,
    ) -> Answer<ListNotificationsResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ListNotifications").await?;
        Ok(Response::new(notifications::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn get_notification(&self, request: Request<GetNotificationRequest>) -> Answer<GetNotificationResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/GetNotification").await?;
        Ok(Response::new(notifications::get(&self.store, &caller, request.into_inner()).await?))
    }

    async fn get_notification_format(
        &self,
        request: Request<GetNotificationFormatRequest>,
    ) -> Answer<GetNotificationFormatResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/GetNotificationFormat").await?;
        Ok(Response::new(format::get(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_notification_format(
        &self,
        request: Request<UpdateNotificationFormatRequest>,
    ) -> Answer<UpdateNotificationFormatResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/UpdateNotificationFormat").await?;
        Ok(Response::new(format::update(&self.store, &caller, request.into_inner()).await?))
    }

    async fn propose_notification_format(
        &self,
        request: Request<ProposeNotificationFormatRequest>,
    ) -> Answer<ProposeNotificationFormatResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ProposeNotificationFormat").await?;
        Ok(Response::new(format_trial::propose(&self.store, &caller, request.into_inner()).await?))
    }

    async fn preview_notification_format(
        &self,
        request: Request<PreviewNotificationFormatRequest>,
    ) -> Answer<PreviewNotificationFormatResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/PreviewNotificationFormat").await?;
        Ok(Response::new(format_trial::preview(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_quarantine(&self, request: Request<ListQuarantineRequest>) -> Answer<ListQuarantineResponse> {
        let caller = self.gate.admit(&request, "IntegrationService/ListQuarantine").await?;
        Ok(Response::new(notifications::quarantine(&self.store, &caller, request.into_inner()).await?))
    }

    type ReplayNotificationsStream = replay::ReplayStream;

    async fn replay_notifications(
        &self,
        request: Request<ReplayNotificationsRequest>,
    ) -> Answer<Self::ReplayNotificationsStream> {
        let caller = self.gate.admit(&request, "IntegrationService/ReplayNotifications").await?;
        Ok(Response::new(replay::replay(&self.replays, &caller, request.into_inner()).await?))
    }
}
