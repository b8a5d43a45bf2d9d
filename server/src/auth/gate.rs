//! The gate: turns a call's credential into a caller, or refuses. Asked inside each handler, so that calls within the
//! process pass it too.

use std::{fmt, net::IpAddr, sync::Arc};

use async_trait::async_trait;
use tonic::{Request, metadata::MetadataMap};
use uuid::Uuid;

use super::{
    access::{self, Access},
    caller::{Caller, Origin, Reporter, Role, StateSource},
    jwt::{Grant, TokenError},
    keys::{Keys, KeysError, VerifyError},
    standing::Standings,
    throttle::ClientAddress,
    url_token::TokenKind,
};
use crate::{
    clock::Clock,
    rpc::error::RpcError,
    store::{Store, StoreError},
};

/// Knows the URL tokens.
#[async_trait]
pub trait UrlTokens: fmt::Debug + Send + Sync {
    /// The holder of this token; none if it is malformed, unknown, expired or revoked.
    async fn reporter(&self, token: &str) -> Result<Option<Reporter>, StoreError>;
}

/// What the gate looks at.
#[derive(Clone, Copy, Debug)]
pub struct Call<'c> {
    metadata: &'c MetadataMap,
    address: Option<IpAddr>,
}

impl Call<'_> {
    /// Where it comes from, for the record.
    pub fn origin(&self) -> Origin {
        let request_id = self.metadata.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
        Origin { address: self.address, request_id: request_id.to_owned() }
    }
}

impl<'c, T> From<&'c Request<T>> for Call<'c> {
    fn from(request: &'c Request<T>) -> Self {
        Self { metadata: request.metadata(), address: client_address(request) }
    }
}

impl<'c> From<&'c MetadataMap> for Call<'c> {
    fn from(metadata: &'c MetadataMap) -> Self {
        Self { metadata, address: None }
    }
}

/// Where the call came from: as the listener says, which knows the trusted proxies, or else the connection.
pub fn client_address<T>(request: &Request<T>) -> Option<IpAddr> {
    let said = request.extensions().get::<ClientAddress>().map(|address| address.0);
    said.or_else(|| request.remote_addr().map(|address| address.ip()))
}

/// Checks credentials. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    keys: Keys,
    standings: Standings,
    url_tokens: Arc<dyn UrlTokens>,
}

impl Gate {
    /// A gate for the people and programs in this store.
    pub fn new(store: &Store, keys: Keys, url_tokens: Arc<dyn UrlTokens>) -> Self {
        let standings = Standings::new(store.clone());
        Self(Arc::new(Inner { clock: store.clock().clone(), keys, standings, url_tokens }))
    }

    /// The caller of `method` (as it stands in the access table), if the credential holds and has the role.
    pub async fn admit<'c>(&self, call: impl Into<Call<'c>>, method: &str) -> Result<Caller, RpcError> {
        let call = call.into();
        let caller = self.caller(bearer(call.metadata)?, call.origin()).await?;
        if may_call(&caller, method) { Ok(caller) } else { Err(RpcError::Forbidden) }
    }

    /// Whoever may report states: a URL token, an API key, or a program with role service.
    pub async fn admit_source<'c>(&self, call: impl Into<Call<'c>>) -> Result<StateSource, RpcError> {
        let call = call.into();
        let token = bearer(call.metadata)?;
        if TokenKind::of(token).is_some() {
            let reporter = self.0.url_tokens.reporter(token).await?;
            return reporter.map(StateSource::UrlToken).ok_or(TOKEN_INVALID);
        }
        let caller = self.caller(token, call.origin()).await?;
        if caller.roles.contains(&Role::Service) { Ok(StateSource::Program(caller)) } else { Err(RpcError::Forbidden) }
    }

    /// The same caller as things are now, for streams that stay open: with its present roles and planning units, or the
    /// reason to end. Ask every two seconds: then a loss bites within five.
    pub async fn still_admitted(&self, caller: &Caller, method: &str) -> Result<Caller, RpcError> {
        if caller.expires_at <= self.0.clock.now() {
            return Err(TokenError::Expired.into());
        }
        let grant = Grant {
            account: caller.account,
            principal: caller.principal,
            session: caller.session,
            expires_at: caller.expires_at,
        };
        let caller = self.0.standings.caller(&grant, caller.origin.clone()).await?.ok_or(SESSION_ENDED)?;
        if may_call(&caller, method) { Ok(caller) } else { Err(RpcError::Forbidden) }
    }

    /// Lets the end of a session bite at once in this process.
    pub(crate) fn forget(&self, session: Uuid) {
        self.0.standings.forget(session);
    }

    /// Lets a change of a principal's rights bite at once in this process.
    pub(crate) fn forget_principal(&self, principal: Uuid) {
        self.0.standings.forget_principal(principal);
    }

    async fn caller(&self, token: &str, origin: Origin) -> Result<Caller, RpcError> {
        let grant = self.0.keys.verify(token).await?;
        self.0.standings.caller(&grant, origin).await?.ok_or(SESSION_ENDED)
    }
}

/// Whether the table lets the caller call the method. What is not in the table is denied.
fn may_call(caller: &Caller, method: &str) -> bool {
    match access::of(method) {
        // A method that is open checks more than this by itself.
        Some(Access::Open | Access::SignedIn) => true,
        Some(Access::Roles(roles)) => roles.iter().any(|role| caller.roles.contains(role)),
        None => false,
    }
}

/// The token in the `authorization` header.
fn bearer(metadata: &MetadataMap) -> Result<&str, RpcError> {
    let mut headers = metadata.get_all("authorization").into_iter();
    let header = headers.next().ok_or(TOKEN_MISSING)?;
    // Of two headers, a proxy in front of us may have looked at the other one.
    if headers.next().is_some() {
        return Err(TOKEN_INVALID);
    }
    let (scheme, token) = header.to_str().ok().and_then(|header| header.split_once(' ')).ok_or(TOKEN_INVALID)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(TOKEN_INVALID) }
}

const TOKEN_MISSING: RpcError = RpcError::Unauthenticated {
    reason: "TOKEN_MISSING",
    message: "sign in first: send `authorization: Bearer <token>`",
};
const TOKEN_INVALID: RpcError =
    RpcError::Unauthenticated { reason: "TOKEN_INVALID", message: "the token is not valid: sign in again" };
const TOKEN_EXPIRED: RpcError =
    RpcError::Unauthenticated { reason: "TOKEN_EXPIRED", message: "the access token has expired: refresh the session" };
pub(super) const SESSION_ENDED: RpcError =
    RpcError::Unauthenticated { reason: "SESSION_ENDED", message: "the session has ended: sign in again" };

impl From<TokenError> for RpcError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Invalid => TOKEN_INVALID,
            TokenError::Expired => TOKEN_EXPIRED,
        }
    }
}

impl From<KeysError> for RpcError {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Store(error) => error.into(),
            error => Self::Internal(Box::new(error)),
        }
    }
}

impl From<VerifyError> for RpcError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Token(error) => error.into(),
            VerifyError::Keys(error) => error.into(),
        }
    }
}
