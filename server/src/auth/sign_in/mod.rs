//! Signing in and out: passwords become sessions, and refresh tokens continue them.

mod password;
mod redeem;

use std::{net::IpAddr, sync::Arc, time::Duration};

use uuid::Uuid;

use super::{
    caller::Origin,
    email::Email,
    gate::{Gate, SESSION_ENDED},
    jwt::Grant,
    keys::Keys,
    passwords::{Password, Passwords, PasswordsError},
    throttle::{Subject, Throttle},
    ticket::Ticket,
};
use crate::{
    clock::Clock,
    domain::{
        ids::AccountId,
        instant::{Instant, Span},
    },
    rpc::error::RpcError,
    store::{
        Store, StoreError,
        accounts::{self, Account},
        new_id,
        sessions::{LiveSession, NewSession, Presented, Rotation},
    },
};

pub use redeem::Chosen;

/// How long an access token holds. Short, because it lies in a browser's memory.
const ACCESS_TOKEN_LIFE: Span = Span::from_minutes(10);

/// How long a session lasts after it was last refreshed.
pub(crate) const SESSION_LIFE: Span = Span::from_hours(30 * 24);

/// One answer for a wrong e-mail address and a wrong password: nobody learns who has an account.
const WRONG_CREDENTIALS: RpcError =
    RpcError::Unauthenticated { reason: "WRONG_CREDENTIALS", message: "the e-mail address or the password is wrong" };

/// Signs people in and out. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SignIn(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    keys: Keys,
    gate: Gate,
    passwords: Passwords,
    throttle: Throttle,
}

/// A session as whoever is signed in may see it.
#[derive(Clone, Debug)]
pub struct SessionFacts {
    /// The session, and whose it is.
    pub session: LiveSession,
    /// The account they belong to.
    pub account: Account,
}

/// A session that began or goes on, with the tokens for it.
#[derive(Debug)]
pub struct Continued {
    /// For the `authorization` header.
    pub access_token: String,
    /// When the access token expires.
    pub access_token_expires_at: Instant,
    /// For the cookie: it holds once.
    pub refresh_token: String,
    /// Who is signed in.
    pub facts: SessionFacts,
}

/// A person who has shown a password.
struct Checked {
    account: AccountId,
    id: Uuid,
    password_hash: String,
}

impl SignIn {
    /// Ready to sign people in.
    pub fn new(store: &Store, keys: Keys, gate: Gate, passwords: Passwords) -> Self {
        let clock = store.clock().clone();
        let throttle = Throttle::new(clock.clone());
        Self(Arc::new(Inner { store: store.clone(), clock, keys, gate, passwords, throttle }))
    }

    /// Begins a session for whoever has this e-mail address and password. `address` is where the call came from, if that
    /// is known.
    pub async fn with_password(
        &self,
        email: &str,
        password: &str,
        address: Option<IpAddr>,
    ) -> Result<Continued, RpcError> {
        let email = email.parse::<Email>().ok();
        let subjects = subjects(email.as_ref().map(Email::as_str), address);
        self.0.throttle.count(&subjects).map_err(|retry_after| RpcError::Throttled { retry_after })?;
        let (Some(email), Some(password)) = (&email, Password::presented(password)) else {
            return Err(WRONG_CREDENTIALS);
        };
        let checked = self.check(email, password).await;
        if !matches!(checked, Ok(None)) {
            self.0.throttle.take_back(&subjects);
        }
        let person = checked?.ok_or(WRONG_CREDENTIALS)?;
        // Deactivated, or given another password, while this one was checked.
        self.begin(person).await?.ok_or(WRONG_CREDENTIALS)
    }

    /// Continues the session of a refresh token, which then no longer holds. Shown again later than
    /// [`REFRESH_GRACE`](crate::store::sessions::REFRESH_GRACE), or when it is not the last one that was replaced, it
    /// ends the session: one of the two who have it stole it.
    pub async fn refresh(&self, refresh_token: &str, origin: Origin) -> Result<Continued, RpcError> {
        let ticket: Ticket = refresh_token.parse().map_err(|_| SESSION_ENDED)?;
        let next = Ticket::new(ticket.id);
        let presented = Presented {
            session: ticket.id,
            hash: ticket.hash(),
            next_hash: next.hash(),
            expires_at: self.0.clock.now() + SESSION_LIFE,
            address: origin.address,
            request_id: origin.request_id,
        };
        match self.0.store.rotate_refresh_token(presented).await? {
            Rotation::Rotated(session) => self.go_on(*session, &next).await,
            Rotation::Reused => {
                self.0.gate.forget(ticket.id);
                tracing::warn!(session = %ticket.id, "a refresh token was used twice: the session is ended");
                Err(SESSION_ENDED)
            }
            Rotation::Gone => Err(SESSION_ENDED),
        }
    }

    /// Ends a session: its tokens no longer hold.
    pub async fn sign_out(&self, account: AccountId, session: Uuid) -> Result<(), RpcError> {
        let ended = self.0.store.end_session(account, session).await;
        self.0.gate.forget(session);
        Ok(ended?)
    }

    /// Who is signed in by this session.
    pub async fn facts(&self, session: Uuid) -> Result<SessionFacts, RpcError> {
        let session = self.0.store.live_session(session).await?.ok_or(SESSION_ENDED)?;
        self.with_account(session).await
    }

    /// The person with this password. Does the same work whether there is such a person or not.
    async fn check(&self, email: &Email, password: Password) -> Result<Option<Checked>, RpcError> {
        let person = self.0.store.person_by_email(email.as_str()).await?.filter(|person| person.revoked_at.is_none());
        let stored = person.as_ref().and_then(|person| person.password_hash.clone());
        let right = self.0.passwords.verify(password, stored.clone()).await?;
        let checked = person.zip(stored).filter(|_| right);
        Ok(checked.map(|(person, password_hash)| Checked { account: person.account, id: person.id, password_hash }))
    }

    /// Begins a session, unless the person may not sign in with this password any more.
    async fn begin(&self, person: Checked) -> Result<Option<Continued>, RpcError> {
        let now = self.0.clock.now();
        let ticket = Ticket::new(new_id(now));
        let session = NewSession {
            id: ticket.id,
            account: person.account,
            principal: person.id,
            password_hash: person.password_hash,
            expires_at: now + SESSION_LIFE,
            refresh_hash: ticket.hash(),
        };
        match self.0.store.begin_session(session).await {
            Ok(()) => {}
            Err(StoreError::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let session = self.0.store.live_session(ticket.id).await?.ok_or(SESSION_ENDED)?;
        Ok(Some(self.go_on(session, &ticket).await?))
    }

    async fn go_on(&self, session: LiveSession, ticket: &Ticket) -> Result<Continued, RpcError> {
        let expires_at = (self.0.clock.now() + ACCESS_TOKEN_LIFE).floor_to_second();
        let grant = Grant {
            account: session.principal.account,
            principal: session.principal.id,
            session: session.id,
            expires_at,
        };
        Ok(Continued {
            access_token: self.0.keys.sign(&grant).await?,
            access_token_expires_at: expires_at,
            refresh_token: ticket.reveal(),
            facts: self.with_account(session).await?,
        })
    }

    async fn with_account(&self, session: LiveSession) -> Result<SessionFacts, RpcError> {
        let account = accounts::get(&self.0.store, session.principal.account).await?;
        Ok(SessionFacts { session, account })
    }
}

/// What tries to sign in are counted by.
fn subjects(email: Option<&str>, address: Option<IpAddr>) -> Vec<Subject<'_>> {
    address.map(Subject::Address).into_iter().chain(email.map(Subject::Email)).collect()
}

impl From<PasswordsError> for RpcError {
    fn from(error: PasswordsError) -> Self {
        match error {
            PasswordsError::Busy => Self::Throttled { retry_after: Duration::from_secs(2) },
            failed @ PasswordsError::Failed(_) => Self::Internal(Box::new(failed)),
        }
    }
}
