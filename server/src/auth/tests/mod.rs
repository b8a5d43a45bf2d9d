//! The whole of signing in and being admitted, on a real database and with a clock that is set by hand.

mod commands;
mod gate;
mod invitations;
mod key_rotation;
mod keys;
mod sign_in;

use std::sync::Arc;

use kadans_proto::v1::{self as wire, session_service_server::SessionService as _};
use tonic::{Code, Request, Response, Status, metadata::MetadataMap};
use tonic_types::StatusExt as _;
use uuid::Uuid;

use super::{
    caller::{Reporter, Role},
    gate::{Gate, UrlTokens},
    keys::Keys,
    master_key::MasterKey,
    passwords::{Password, Passwords},
    sign_in::SignIn,
};
use crate::{
    clock::Clock,
    domain::{
        ids::{AccountId, IntegrationId, PlanningUnitId},
        instant::{Instant, Span},
    },
    rpc::{page::Pages, session::SessionRpc},
    store::{
        Store, StoreError,
        accounts::{self, Edition, NewAccount},
        audit::Author,
        principals::{NewPrincipal, PrincipalKind},
    },
};

const START: Instant = Instant::from_secs(1_780_000_000);
const EMAIL: &str = "mia@example.com";
const PASSWORD: &str = "correct horse battery";

/// A server's sign-in with one account and its planner Mia.
struct World {
    _folder: tempfile::TempDir,
    clock: Clock,
    store: Store,
    keys: Keys,
    gate: Gate,
    sessions: SessionRpc,
    account: AccountId,
    mia: Uuid,
}

/// One URL token that holds.
#[derive(Debug)]
struct OneUrlToken;

#[async_trait::async_trait]
impl UrlTokens for OneUrlToken {
    async fn reporter(&self, token: &str) -> Result<Option<Reporter>, StoreError> {
        let reporter = Reporter {
            account: AccountId::new(Uuid::from_u128(8)),
            integration: IntegrationId::new(Uuid::from_u128(9)),
        };
        Ok((token == "odg_good").then_some(reporter))
    }
}

fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

fn an_account(name: &str) -> NewAccount {
    let (name, zone) = (name.to_owned(), "Europe/Madrid".to_owned());
    NewAccount { edition: Edition::Enterprise, name, zone, retention_months: 6 }
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(START);
        let store = open_store(&folder, &clock).await;
        let keys = Keys::open(&store, &master_key()).await.unwrap();
        let gate = Gate::new(&store, keys.clone(), Arc::new(OneUrlToken));
        let sign_in = SignIn::new(&store, keys.clone(), gate.clone(), Passwords::new());
        let pages = Pages::new(master_key().page_token_key());
        let sessions = SessionRpc::new(store.clone(), gate.clone(), pages, sign_in, "https://kadans.test");
        let account = accounts::create(&store, an_account("Acme")).await.unwrap().id;
        let mut world = Self { _folder: folder, clock, store, keys, gate, sessions, account, mia: Uuid::nil() };
        world.mia = world.add_person(EMAIL, &[Role::Planner], Vec::new()).await;
        world
    }

    async fn add_person(&self, email: &str, roles: &[Role], planning_units: Vec<PlanningUnitId>) -> Uuid {
        let password = Password::chosen(PASSWORD).unwrap();
        let person = NewPrincipal {
            kind: PrincipalKind::Person,
            email: Some(email.to_owned()),
            name: "Mia Jansen".to_owned(),
            password_hash: Some(Passwords::new().hash(password).await.unwrap()),
            roles: roles.iter().map(Role::to_string).collect(),
            planning_units,
        };
        self.store.add_person(self.operator(), person).await.unwrap()
    }

    /// The operator, who adds people and programs.
    fn operator(&self) -> Author {
        Author::operator(self.account)
    }

    fn pass(&self, seconds: i64) {
        self.clock.set(self.clock.now() + Span::from_secs(seconds));
    }

    async fn sign_in(&self, email: &str, password: &str) -> Result<Response<wire::SignInResponse>, Status> {
        let (email, password) = (email.to_owned(), password.to_owned());
        self.sessions.sign_in(Request::new(wire::SignInRequest { email, password })).await
    }

    /// Mia's access token and refresh token.
    async fn signed_in(&self) -> (String, String) {
        let response = self.sign_in(EMAIL, PASSWORD).await.unwrap();
        let refresh_token = cookie(response.metadata());
        (response.into_inner().access_token, refresh_token)
    }

    async fn refresh(&self, token: &str) -> Result<Response<wire::RefreshSessionResponse>, Status> {
        let mut request = Request::new(wire::RefreshSessionRequest {});
        request.metadata_mut().insert("cookie", format!("kadans_refresh={token}").parse().unwrap());
        self.sessions.refresh_session(request).await
    }

    async fn get_session(&self, access_token: &str) -> Result<wire::Session, Status> {
        let request = with_token(wire::GetSessionRequest {}, access_token);
        Ok(self.sessions.get_session(request).await?.into_inner().session.unwrap())
    }
}

async fn open_store(folder: &tempfile::TempDir, clock: &Clock) -> Store {
    let url = format!("sqlite:{}", folder.path().join("kadans.db").display());
    Store::open(&url, clock.clone()).await.unwrap()
}

fn bearer(token: &str) -> MetadataMap {
    let mut metadata = MetadataMap::new();
    metadata.insert("authorization", format!("Bearer {token}").parse().unwrap());
    metadata
}

fn with_token<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    *request.metadata_mut() = bearer(token);
    request
}

/// The value of the cookie that an answer sets.
fn cookie(metadata: &MetadataMap) -> String {
    let header = metadata.get("set-cookie").unwrap().to_str().unwrap();
    header.strip_prefix("kadans_refresh=").unwrap().split(';').next().unwrap().to_owned()
}

/// Code and stable reason of a failure.
fn why(status: &Status) -> (Code, String) {
    (status.code(), status.get_error_details().error_info().unwrap().reason.clone())
}

fn unauthenticated(reason: &str) -> (Code, String) {
    (Code::Unauthenticated, reason.to_owned())
}
