//! The two methods that the shim calls, in memory, with everything a test wants to see or to go wrong.

use std::{
    collections::HashSet,
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use futures::future::{BoxFuture, FutureExt as _};
use http::{Request, Response};
use kadans_proto::v1::{
    AgentStateOutcome, AgentStateResult, Notification, NotificationOutcome, ReportAgentStatesRequest,
    ReportAgentStatesResponse, ResolveUrlTokenRequest, ResolveUrlTokenResponse, notification::Reading,
};
use parking_lot::Mutex;
use tokio::sync::{Semaphore, watch};
use tonic::{
    Status,
    body::Body,
    server::{Grpc, NamedService},
    service::Routes,
};
use tonic_prost::ProstCodec;
use tower::{Service, service_fn};

/// A token that the shim takes for well-formed; whether it is valid, the upstream knows.
pub(crate) fn is_well_formed(token: &str) -> bool {
    token.starts_with("odg_")
}

/// What the services remember, and how they behave.
pub(crate) struct Memory {
    pub(crate) valid_tokens: Mutex<HashSet<String>>,
    /// Tokens that were asked for.
    pub(crate) resolved: Mutex<Vec<String>>,
    /// Calls that went well, with their credential.
    pub(crate) reported: Mutex<Vec<(String, ReportAgentStatesRequest)>>,
    /// If there is one, every report fails with it.
    pub(crate) failure: Mutex<Option<Status>>,
    /// Reports take a permit each before they answer.
    pub(crate) gate: Semaphore,
    /// Reports that came in so far.
    pub(crate) arrived: watch::Sender<usize>,
}

impl Memory {
    /// `odg_valid` and `kpk_valid` are valid, and nothing fails.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            valid_tokens: Mutex::new(HashSet::from(["odg_valid".to_owned(), "kpk_valid".to_owned()])),
            resolved: Mutex::default(),
            reported: Mutex::default(),
            failure: Mutex::default(),
            gate: Semaphore::new(1000),
            arrived: watch::Sender::new(0),
        })
    }

    pub(crate) fn routes(self: &Arc<Self>) -> Routes {
        Routes::new(self.adherence()).add_service(self.integrations())
    }

    pub(crate) fn adherence(self: &Arc<Self>) -> Adherence {
        Adherence(Arc::clone(self))
    }

    pub(crate) fn integrations(self: &Arc<Self>) -> Integrations {
        Integrations(Arc::clone(self))
    }

    /// How many notifications there were in each call so far, the smallest first.
    pub(crate) fn batches(&self) -> Vec<usize> {
        let mut sizes: Vec<_> = self.reported.lock().iter().map(|(_, request)| request.notifications.len()).collect();
        sizes.sort_unstable();
        sizes
    }

    async fn report(
        &self,
        request: tonic::Request<ReportAgentStatesRequest>,
    ) -> Result<tonic::Response<ReportAgentStatesResponse>, Status> {
        self.arrived.send_modify(|arrived| *arrived += 1);
        self.gate.acquire().await.unwrap().forget();
        if let Some(failure) = self.failure.lock().clone() {
            return Err(failure);
        }
        let credential = request.metadata().get("authorization").unwrap().to_str().unwrap().to_owned();
        let request = request.into_inner();
        let outcomes = request.notifications.iter().map(outcome).collect::<Result<_, _>>()?;
        self.reported.lock().push((credential, request));
        Ok(tonic::Response::new(ReportAgentStatesResponse { notifications: outcomes }))
    }

    fn resolve(&self, token: String) -> Result<tonic::Response<ResolveUrlTokenResponse>, Status> {
        let is_valid = self.valid_tokens.lock().contains(&token);
        self.resolved.lock().push(token);
        if !is_valid {
            return Err(Status::not_found("not found"));
        }
        Ok(tonic::Response::new(ResolveUrlTokenResponse {
            integration_id: "integration".to_owned(),
            format: String::new(),
            format_etag: "7".to_owned(),
            time_zone: "Europe/Madrid".to_owned(),
        }))
    }
}

/// Agents have telling names.
fn outcome(notification: &Notification) -> Result<NotificationOutcome, Status> {
    let Some(Reading::States(states)) = &notification.reading else {
        return Ok(NotificationOutcome { states: Vec::new(), quarantined_count: 1 });
    };
    let result = |agent: &str| match agent {
        "poison" => Err(Status::invalid_argument("poison")),
        "panic" => panic!("on purpose"),
        "twice" => Ok(AgentStateResult::Duplicate),
        "refused" => Ok(AgentStateResult::Refused),
        _ => Ok(AgentStateResult::Accepted),
    };
    let outcome = |result: AgentStateResult| AgentStateOutcome { result: result.into(), message: String::new() };
    let results = states.states.iter().map(|state| result(&state.agent).map(outcome));
    let quarantined_count = i32::try_from(states.unreadable_items.len()).unwrap();
    Ok(NotificationOutcome { states: results.collect::<Result<_, _>>()?, quarantined_count })
}

#[derive(Clone)]
pub(crate) struct Adherence(Arc<Memory>);

#[derive(Clone)]
pub(crate) struct Integrations(Arc<Memory>);

impl NamedService for Adherence {
    const NAME: &str = "kadans.v1.AdherenceService";
}

impl NamedService for Integrations {
    const NAME: &str = "kadans.v1.IntegrationService";
}

impl Service<Request<Body>> for Adherence {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let memory = Arc::clone(&self.0);
        async move {
            let report = service_fn(move |request| {
                let memory = Arc::clone(&memory);
                async move { memory.report(request).await }
            });
            Ok(Grpc::new(ProstCodec::default()).unary(report, request).await)
        }
        .boxed()
    }
}

impl Service<Request<Body>> for Integrations {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let memory = Arc::clone(&self.0);
        async move {
            let resolve = service_fn(move |request: tonic::Request<ResolveUrlTokenRequest>| {
                std::future::ready(memory.resolve(request.into_inner().token))
            });
            Ok(Grpc::new(ProstCodec::default()).unary(resolve, request).await)
        }
        .boxed()
    }
}
