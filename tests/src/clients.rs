//! Clients of the services, over a real connection, that all call with the same token.

use std::net::SocketAddr;

use kadans_proto::v1::{
    adherence_service_client::AdherenceServiceClient, integration_service_client::IntegrationServiceClient,
    mapping_service_client::MappingServiceClient, session_service_client::SessionServiceClient,
};
use tonic::{
    Request, Status,
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};

/// A connection whose calls carry a token.
pub type Authorized = InterceptedService<Channel, Bearer>;

/// Puts a token into each call; none, if it is empty.
#[derive(Clone, Debug)]
pub struct Bearer(String);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if !self.0.is_empty() {
            let header = format!("Bearer {}", self.0).parse().map_err(|_| Status::internal("no header takes this"))?;
            request.metadata_mut().insert("authorization", header);
        }
        Ok(request)
    }
}

/// Somebody's clients.
#[derive(Clone, Debug)]
pub struct Clients {
    /// What they call with.
    pub token: String,
    /// Signs in and out.
    pub sessions: SessionServiceClient<Authorized>,
    /// Connects telephone systems.
    pub integrations: IntegrationServiceClient<Authorized>,
    /// Says who is who and what is what.
    pub mapping: MappingServiceClient<Authorized>,
    /// Takes states, gives adherence.
    pub adherence: AdherenceServiceClient<Authorized>,
}

impl Clients {
    /// Connects to the server at `address`.
    pub async fn connect(address: SocketAddr, token: &str) -> Self {
        let endpoint = Channel::from_shared(format!("http://{address}")).expect("an address makes a URL");
        let channel = endpoint.connect().await.unwrap();
        Self::over(channel, token)
    }

    /// The same connection with another token.
    pub fn over(channel: Channel, token: &str) -> Self {
        let authorized = InterceptedService::new(channel, Bearer(token.to_owned()));
        Self {
            token: token.to_owned(),
            sessions: SessionServiceClient::new(authorized.clone()),
            integrations: IntegrationServiceClient::new(authorized.clone()),
            mapping: MappingServiceClient::new(authorized.clone()),
            adherence: AdherenceServiceClient::new(authorized),
        }
    }
}
