//! A watcher of the board, over gRPC as every other one.

use std::collections::HashMap;
use std::sync::Arc;

use kadans_proto::v1::adherence_service_client::AdherenceServiceClient;
use kadans_proto::v1::integration_service_client::IntegrationServiceClient;
use kadans_proto::v1::mapping_service_client::MappingServiceClient;
use kadans_proto::v1::watch_adherence_response::Event;
use kadans_proto::v1::{
    BoardPerson, Employee, ListEmployeesRequest, ResolveUrlTokenRequest, WatchAdherenceRequest, WatchAdherenceResponse,
};
use parking_lot::Mutex;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, ClientTlsConfig, Endpoint};
use tonic::{Request, Status, Streaming};

use super::ledger::{Ledger, Shown};
use crate::domain::instant::{Instant as Moment, Span};

/// How many employees to ask for at a time.
const PAGE: i32 = 1_000;

/// Why the board can't be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// The address or the token is not one.
    #[error("{what} is not what it should be")]
    Unusable {
        /// Which.
        what: &'static str,
        /// Why.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Nobody answers there.
    #[error("the server can't be reached")]
    Unreachable(#[source] tonic::transport::Error),
    /// The server refuses.
    #[error("the server refuses: {}", .0.message())]
    Refused(#[from] Status),
    /// The stream ended before the board was complete.
    #[error("the stream ended before the board was complete")]
    Ended,
}

/// Puts the token on every call.
#[derive(Clone, Debug)]
pub struct Bearer(MetadataValue<Ascii>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("authorization", self.0.clone());
        Ok(request)
    }
}

/// A connection that calls with a token.
pub type Authorized = InterceptedService<Channel, Bearer>;

/// Opens a connection to `server`, e.g. `http://127.0.0.1:8080`, for calls with `token`.
pub async fn connect(server: &str, token: &str) -> Result<Authorized, WatchError> {
    let unusable = |what: &'static str| move |cause| WatchError::Unusable { what, cause };
    let mut bearer: MetadataValue<Ascii> =
        format!("Bearer {token}").parse().map_err(|cause| unusable("the token")(Box::new(cause)))?;
    bearer.set_sensitive(true);
    let mut endpoint =
        Endpoint::from_shared(server.to_owned()).map_err(|cause| unusable("the server's address")(Box::new(cause)))?;
    if endpoint.uri().scheme_str() == Some("https") {
        endpoint = endpoint
            .tls_config(ClientTlsConfig::new().with_webpki_roots())
            .map_err(|cause| unusable("the server's address")(Box::new(cause)))?;
    }
    let channel = endpoint.tcp_nodelay(true).connect().await.map_err(WatchError::Unreachable)?;
    Ok(InterceptedService::new(channel, Bearer(bearer)))
}

/// The agents that can be told apart on the board, by employee.
#[derive(Clone, Debug, Default)]
pub struct Watchable(HashMap<String, Arc<str>>);

impl Watchable {
    /// As the telephone system knows them, in no order.
    pub fn agents(&self) -> impl ExactSizeIterator<Item = &Arc<str>> {
        self.0.values()
    }
}

/// The agents that can be told apart on the board.
///
/// An employee with several external users shows one of them at a time, so they are left out.
pub async fn watchable(channel: &Authorized, url_token: Option<&str>) -> Result<Watchable, WatchError> {
    let integration = match url_token {
        Some(token) => {
            let mut client = IntegrationServiceClient::new(channel.clone());
            let request = ResolveUrlTokenRequest { token: token.to_owned() };
            Some(client.resolve_url_token(request).await?.into_inner().integration_id)
        }
        None => None,
    };
    let mut client = MappingServiceClient::new(channel.clone());
    let mut agents = HashMap::new();
    let mut request = ListEmployeesRequest { page_size: PAGE, ..ListEmployeesRequest::default() };
    loop {
        let page = client.list_employees(request.clone()).await?.into_inner();
        for employee in page.employees {
            if let Some((id, agent)) = single_agent(employee, integration.as_deref()) {
                agents.insert(id, agent);
            }
        }
        if page.next_page_token.is_empty() {
            return Ok(Watchable(agents));
        }
        request.page_token = page.next_page_token;
    }
}

fn single_agent(employee: Employee, integration: Option<&str>) -> Option<(String, Arc<str>)> {
    let mut users = employee.external_users.into_iter();
    let (user, None) = (users.next()?, users.next()) else { return None };
    let theirs = integration.is_none_or(|integration| user.integration_id == integration);
    theirs.then(|| (employee.id, user.identifier.into()))
}

/// Watches the board from its first complete picture on, and enters what it shows into the ledger.
pub async fn watch(
    channel: &Authorized,
    agents: Watchable,
    ledger: Arc<Mutex<Ledger>>,
    stop: CancellationToken,
) -> Result<JoinHandle<Result<(), WatchError>>, WatchError> {
    // A snapshot page holds many people; the default limit of 4 MiB is meant for single messages.
    let mut client = AdherenceServiceClient::new(channel.clone()).max_decoding_message_size(64 << 20);
    let mut stream = client.watch_adherence(WatchAdherenceRequest::default()).await?.into_inner();
    loop {
        let event = stream.message().await?.ok_or(WatchError::Ended)?.event;
        if let Some(Event::SnapshotComplete(_)) = event {
            break;
        }
        enter(event, &agents, &ledger);
    }
    Ok(tokio::spawn(async move {
        tokio::select! {
            () = stop.cancelled() => Ok(()),
            ended = follow(stream, &agents, &ledger) => ended,
        }
    }))
}

async fn follow(
    mut stream: Streaming<WatchAdherenceResponse>,
    agents: &Watchable,
    ledger: &Mutex<Ledger>,
) -> Result<(), WatchError> {
    while let Some(message) = stream.message().await? {
        enter(message.event, agents, ledger);
    }
    Err(WatchError::Ended)
}

fn enter(event: Option<Event>, agents: &Watchable, ledger: &Mutex<Ledger>) {
    let now = Instant::now();
    let people: Vec<BoardPerson> = match event {
        Some(Event::Snapshot(snapshot)) => snapshot.people,
        Some(Event::Changes(changes)) => changes.people,
        _ => return,
    };
    let mut ledger = ledger.lock();
    for person in people {
        let Some(agent) = agents.0.get(&person.employee_id) else { continue };
        let since = person
            .actual_since_time
            .map(|time| Moment::from_secs(time.seconds) + Span::from_micros(i64::from(time.nanos) / 1_000));
        let actual = person.actual.unwrap_or_default();
        ledger.shown(agent, Shown { status: actual.status, detail: actual.detail, since }, now);
    }
}
