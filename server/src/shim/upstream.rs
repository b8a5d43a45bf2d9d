//! The services that the shim reports to, in the same process or on another machine.

use std::{fmt, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt as _;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use kadans_proto::v1::{
    NotificationOutcome, ReportAgentStatesRequest, ResolveUrlTokenRequest, ResolveUrlTokenResponse,
    adherence_service_client::AdherenceServiceClient, integration_service_client::IntegrationServiceClient,
};
use tokio::time::timeout;
use tonic::{
    Code, Extensions, Status,
    body::Body,
    metadata::{MetadataMap, MetadataValue},
};
use tonic_types::StatusExt as _;
use tower::{BoxError, Service, ServiceExt as _, util::BoxCloneSyncService};

use crate::traces;

/// How long the upstream has for an answer, before Odigo is asked to send again.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// How long to wait if the upstream refuses a notification without saying for how long.
const DEFAULT_WAIT: Duration = Duration::from_secs(1);

/// The header with the id of the request that a call is made for.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A gRPC connection to the services, whatever it goes over. Cheap to clone.
#[derive(Clone)]
pub struct Upstream(BoxCloneSyncService<Request<Body>, Response<Body>, Unreachable>);

/// The way upstream is broken.
#[derive(Debug, thiserror::Error)]
#[error("the upstream can't be reached")]
struct Unreachable(#[source] BoxError);

/// Why something was not done upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The token is not valid, or not any more.
    UnknownToken,
    /// The integration sends more than it may.
    OverQuota(Duration),
    /// The store or the way to it is not there: nothing was promised.
    Unavailable,
    /// The upstream did not like the request itself, which is a fault of ours or of its.
    Refused,
}

impl Upstream {
    /// Calls `service`: a `tonic` channel, or services of this process.
    pub fn new<S>(service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<Body>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self(BoxCloneSyncService::new(service.map_err(|cause| Unreachable(cause.into()))))
    }

    /// The integration of a token; `None` if the token is not valid.
    pub(super) async fn resolve(
        &self,
        token: &str,
        request_id: Option<&HeaderValue>,
    ) -> Result<Option<ResolveUrlTokenResponse>, Failure> {
        let mut client = IntegrationServiceClient::new(self.0.clone());
        let request = traced(ResolveUrlTokenRequest { token: token.to_owned() }, request_id);
        match call(client.resolve_url_token(request)).await {
            Ok(response) => Ok(Some(response)),
            Err(Failure::UnknownToken) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Reports notifications with the token as the credential; returns an outcome for each.
    pub(super) async fn report(
        &self,
        token: &str,
        request: ReportAgentStatesRequest,
        request_id: Option<&HeaderValue>,
    ) -> Result<Vec<NotificationOutcome>, Failure> {
        let expected = request.notifications.len();
        let mut credential = MetadataValue::try_from(format!("Bearer {token}")).map_err(|_| Failure::UnknownToken)?;
        credential.set_sensitive(true);
        let mut request = traced(request, request_id);
        request.metadata_mut().insert("authorization", credential);
        let mut client = AdherenceServiceClient::new(self.0.clone());
        let outcomes = call(client.report_agent_states(request)).await?.notifications;
        if outcomes.len() != expected {
            tracing::error!(expected, received = outcomes.len(), "not every notification got its outcome");
            return Err(Failure::Refused);
        }
        Ok(outcomes)
    }
}

/// A request that says which request it is made for, and within which trace.
fn traced<T>(message: T, request_id: Option<&HeaderValue>) -> tonic::Request<T> {
    let mut headers = HeaderMap::new();
    headers.extend(request_id.map(|id| (REQUEST_ID, id.clone())));
    traces::inject(&mut headers);
    tonic::Request::from_parts(MetadataMap::from_headers(headers), Extensions::default(), message)
}

/// Awaits a call, but not for ever; a panic of a service in this process is a failure like any other.
async fn call<T>(call: impl Future<Output = Result<tonic::Response<T>, Status>>) -> Result<T, Failure> {
    match timeout(ANSWER_LIMIT, AssertUnwindSafe(call).catch_unwind()).await {
        Ok(Ok(Ok(response))) => Ok(response.into_inner()),
        Ok(Ok(Err(status))) => Err(Failure::from(&status)),
        Ok(Err(_panic)) => Err(Failure::Refused),
        Err(_late) => Err(Failure::Unavailable),
    }
}

impl From<&Status> for Failure {
    fn from(status: &Status) -> Self {
        match status.code() {
            Code::NotFound | Code::Unauthenticated | Code::PermissionDenied => Self::UnknownToken,
            Code::ResourceExhausted => {
                let wait = status.get_details_retry_info().and_then(|info| info.retry_delay);
                Self::OverQuota(wait.unwrap_or(DEFAULT_WAIT))
            }
            // `Unknown` is what `tonic` calls a connection that broke.
            Code::Unavailable | Code::DeadlineExceeded | Code::Cancelled | Code::Aborted | Code::Unknown => {
                Self::Unavailable
            }
            code => {
                // The message may name what was sent, so it is not for the log; the upstream logs its own faults.
                tracing::warn!(?code, "the upstream refused a request of the shim");
                Self::Refused
            }
        }
    }
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Upstream")
    }
}
