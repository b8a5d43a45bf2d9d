//! Odigo's web service, simulated: tells the break types of a contact centre's agents over plain HTTP.

mod faults;
mod presence;
mod tokens;

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, StatusCode, header};
use parking_lot::Mutex;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use self::{faults::AnswerFaults, presence::Presence};
use self::{
    faults::{Fault, SLOW},
    tokens::Tokens,
};
use super::dice;

/// Salt of the dice for answers: they fall as they fall, whatever agents do.
const ANSWERS: u64 = 2;
/// The header of the tokens it gives.
const TOKEN: &str = "x-api-token";

/// Whom it lets in.
#[derive(Clone, Debug)]
pub struct WebServiceOptions {
    /// The tenant ID: the first part of its path.
    pub tenant: String,
    /// The user name it asks for.
    pub username: String,
    /// The password it asks for.
    pub password: String,
    /// One seed, one order of faults.
    pub seed: u64,
    /// What goes wrong.
    pub faults: AnswerFaults,
}

/// A web service. Cheap to clone; clones are the same one.
#[derive(Clone, Debug)]
pub struct OdigoWebService(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    tenant: String,
    credentials: String,
    presence: Presence,
    faults: Mutex<AnswerFaults>,
    dice: Mutex<ChaCha8Rng>,
    tokens: Mutex<Tokens>,
    asked: AtomicU64,
}

impl OdigoWebService {
    /// A web service that knows what `presence` knows.
    pub fn new(options: WebServiceOptions, presence: Presence) -> Self {
        let WebServiceOptions { tenant, username, password, seed, faults } = options;
        Self(Arc::new(Inner {
            tenant,
            credentials: format!("Basic {}", STANDARD.encode(format!("{username}:{password}"))),
            presence,
            faults: Mutex::new(faults),
            dice: Mutex::new(dice(seed, u64::MAX, ANSWERS)),
            tokens: Mutex::default(),
            asked: AtomicU64::new(0),
        }))
    }

    /// Answers on `listener` until `stop`.
    pub async fn serve(self, listener: TcpListener, stop: CancellationToken) -> io::Result<()> {
        let router = Router::new()
            .route("/{tenant}/agent/v1/agents/{login}", get(agent))
            .route("/auth/v2/{tenant}/direct-access-claim-sets", post(token))
            .fallback(async || StatusCode::NOT_FOUND)
            .with_state(self);
        let served = axum::serve(listener, router).into_future();
        stop.run_until_cancelled_owned(served).await.unwrap_or(Ok(()))
    }

    /// What goes wrong from now on.
    pub fn set_faults(&self, faults: AnswerFaults) {
        *self.0.faults.lock() = faults;
    }

    /// From now on every token it gave is refused.
    pub fn forget_tokens(&self) {
        *self.0.tokens.lock() = Tokens::default();
    }

    /// How often it was asked for an agent so far, and for a token.
    pub fn asked(&self) -> u64 {
        self.0.asked.load(Ordering::Relaxed)
    }

    fn knows_password(&self, headers: &HeaderMap) -> bool {
        headers.get(header::AUTHORIZATION).is_some_and(|value| value.as_bytes() == self.0.credentials.as_bytes())
    }

    fn knows_token(&self, headers: &HeaderMap) -> bool {
        let token = headers.get(TOKEN).and_then(|value| value.to_str().ok());
        token.is_some_and(|token| self.0.tokens.lock().admits(token))
    }

    /// Notes that it was asked; says how the answer goes wrong.
    fn next_fault(&self) -> Option<Fault> {
        self.0.asked.fetch_add(1, Ordering::Relaxed);
        let faults = *self.0.faults.lock();
        faults.next(&mut self.0.dice.lock())
    }
}

/// `GET /{tenant}/agent/v1/agents/{login}`
async fn agent(
    State(service): State<OdigoWebService>,
    Path((tenant, login)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let fault = service.next_fault();
    if tenant != service.0.tenant {
        return StatusCode::NOT_FOUND.into_response();
    }
    if !service.knows_password(&headers) && !service.knows_token(&headers) {
        return refused();
    }
    match fault {
        Some(Fault::Slow) => tokio::time::sleep(SLOW).await,
        Some(Fault::Failed) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Fault::Wrong) => return "<html>Maintenance</html>".into_response(),
        Some(Fault::Unknown) => return unknown(),
        None => {}
    }
    let Some(state) = service.0.presence.of(&login) else { return unknown() };
    let pause_type = Some(state.detail).filter(|detail| !detail.is_empty());
    json_of(StatusCode::OK, &json!({ "login": login, "state": state.status, "pauseType": pause_type }))
}

/// `POST /auth/v2/{tenant}/direct-access-claim-sets`
async fn token(State(service): State<OdigoWebService>, Path(tenant): Path<String>, headers: HeaderMap) -> Response {
    service.0.asked.fetch_add(1, Ordering::Relaxed);
    if tenant != service.0.tenant {
        return StatusCode::NOT_FOUND.into_response();
    }
    if !service.knows_password(&headers) {
        return refused();
    }
    let token = service.0.tokens.lock().issue(&mut service.0.dice.lock());
    json_of(StatusCode::CREATED, &json!({ "accessToken": token }))
}

fn refused() -> Response {
    json_of(StatusCode::UNAUTHORIZED, &json!({ "error": "UNAUTHORIZED" }))
}

fn unknown() -> Response {
    json_of(StatusCode::NOT_FOUND, &json!({ "error": "UNKNOWN_AGENT" }))
}

fn json_of(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
