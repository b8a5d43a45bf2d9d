//! Issues URL tokens and says whom one belongs to.

use std::{collections::HashMap, fmt, sync::Arc};

use parking_lot::Mutex;
use uuid::Uuid;

use super::{
    caller::Reporter,
    derived_key::Pepper,
    gate::UrlTokens,
    url_token::{TokenKind, UrlToken},
};
use crate::{
    domain::{
        ids::IntegrationId,
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError,
        audit::Author,
        url_tokens::{self, Generated, NewUrlToken, ValidUrlToken},
    },
};

/// Why no token was issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The operating system has no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness(#[source] getrandom::Error),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Issues and resolves URL tokens. Cheap to clone.
#[derive(Clone)]
pub struct UrlTokenAuthority(Arc<Inner>);

struct Inner {
    store: Store,
    pepper: Pepper,
    /// The minute that was last recorded for each token that came with a notification.
    recorded: Mutex<HashMap<Uuid, Instant>>,
}

impl UrlTokenAuthority {
    /// An authority for the tokens in this store.
    pub fn new(store: Store, pepper: Pepper) -> Self {
        Self(Arc::new(Inner { store, pepper, recorded: Mutex::default() }))
    }

    /// Issues a token of an integration; the others that are valid stay so for `overlap` at most.
    pub async fn issue(
        &self,
        kind: TokenKind,
        integration: IntegrationId,
        overlap: Span,
        by: Author,
    ) -> Result<(UrlToken, Generated), IssueError> {
        let token = UrlToken::generate(kind).map_err(IssueError::NoRandomness)?;
        let public_id = token.public_id().to_owned();
        let new = NewUrlToken { integration, public_id, mac: token.mac(&self.0.pepper) };
        let generated = url_tokens::generate(&self.0.store, new, overlap, by).await?;
        Ok((token, generated))
    }

    /// Whom a token belongs to, if it is valid now. A malformed one costs no query.
    pub async fn resolve(&self, token: &str) -> Result<Option<ValidUrlToken>, StoreError> {
        let Some(token) = UrlToken::parse(token) else { return Ok(None) };
        let Some(found) = url_tokens::find_valid(&self.0.store, token.public_id()).await? else { return Ok(None) };
        if !token.has_mac(&self.0.pepper, &found.mac) {
            return Ok(None);
        }
        self.record_use(found.id).await;
        Ok(Some(found))
    }

    /// Records the use of a token, to the minute: all but the first use in a minute cost no write.
    async fn record_use(&self, token: Uuid) {
        let now = self.0.store.clock().now().micros();
        let minute = Instant::from_micros(now - now.rem_euclid(60_000_000));
        if self.0.recorded.lock().insert(token, minute) == Some(minute) {
            return;
        }
        // When a token was last used is good to know, but no reason to turn a notification away.
        if let Err(error) = url_tokens::record_use(&self.0.store, token, minute).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the last use of a URL token was not recorded");
            self.0.recorded.lock().remove(&token);
        }
    }
}

#[async_trait::async_trait]
impl UrlTokens for UrlTokenAuthority {
    async fn reporter(&self, token: &str) -> Result<Option<Reporter>, StoreError> {
        let found = self.resolve(token).await?;
        Ok(found.map(|found| Reporter { account: found.account, integration: found.integration }))
    }
}

impl fmt::Debug for UrlTokenAuthority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UrlTokenAuthority")
    }
}
