//! A telephone system whose web service tells the types of breaks.

use kadans_proto::v1::{Integration, UpdateIntegrationRequest, WebService, WebServiceAuthentication};
use kadans_server::odigo::simulator::{
    agent::State,
    web_service::{AnswerFaults, OdigoWebService, Presence, WebServiceOptions},
};
use kadans_tests::clients::Clients;
use prost_types::FieldMask;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::Status;

pub(super) const USERNAME: &str = "kadans";
pub(super) const PASSWORD: &str = "canary-password-7f3a";

/// The web service, on this machine.
pub(super) struct Odigo {
    pub(super) url: String,
    pub(super) service: OdigoWebService,
    presence: Presence,
    _serving: DropGuard,
}

impl Odigo {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/acme", listener.local_addr().unwrap());
        let options = WebServiceOptions {
            tenant: "acme".to_owned(),
            username: USERNAME.to_owned(),
            password: PASSWORD.to_owned(),
            seed: 1,
            faults: AnswerFaults::default(),
        };
        let presence = Presence::default();
        let service = OdigoWebService::new(options, presence.clone());
        let stop = CancellationToken::new();
        tokio::spawn(service.clone().serve(listener, stop.clone()));
        Self { url, service, presence, _serving: stop.drop_guard() }
    }

    /// What an agent does from now on, as the web service knows it.
    pub(super) fn does(&self, agent: &str, status: &'static str, detail: &'static str) {
        self.presence.note(&agent.into(), State { status, detail });
    }

    /// How a server reaches it.
    pub(super) fn settings(&self) -> WebService {
        WebService {
            url: self.url.clone(),
            username: USERNAME.to_owned(),
            password: PASSWORD.to_owned(),
            authentication: WebServiceAuthentication::BasicThenToken.into(),
            ..WebService::default()
        }
    }
}

/// Changes the web service of an integration.
pub(super) async fn set(
    clients: &mut Clients,
    integration: &str,
    web_service: Option<WebService>,
) -> Result<Integration, Status> {
    let request = UpdateIntegrationRequest {
        integration: Some(Integration { id: integration.to_owned(), web_service, ..Integration::default() }),
        update_mask: Some(FieldMask { paths: vec!["web_service".to_owned()] }),
        validate_only: false,
    };
    Ok(clients.integrations.update_integration(request).await?.into_inner().integration.unwrap())
}
