//! Which integration a token belongs to, kept for less than a second: a revocation must bite within one.

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderValue;
use jiff::tz::TimeZone;
use kadans_proto::v1::ResolveUrlTokenResponse;
use moka::future::Cache;

use super::upstream::{Failure, Upstream};
use crate::odigo::{format::Format, reader::NotificationReader};

/// How long an answer is kept. The rest of the second is for the way here.
const KEPT_FOR: Duration = Duration::from_millis(900);
/// How many tokens are remembered, made-up ones included.
const MOST: u64 = 10_000;

/// What the shim knows of a valid token.
pub(super) struct Resolved {
    /// Version of the format, sent along with what was read by it.
    pub(super) format_etag: Arc<str>,
    /// Reads notifications in the integration's format.
    pub(super) reader: NotificationReader,
}

/// The tokens seen in the last second.
#[derive(Clone)]
pub(super) struct Tokens {
    upstream: Upstream,
    known: Cache<Arc<str>, Option<Arc<Resolved>>>,
}

impl Tokens {
    pub(super) fn new(upstream: Upstream) -> Self {
        let known = Cache::builder().max_capacity(MOST).time_to_live(KEPT_FOR).build();
        Self { upstream, known }
    }

    /// What is known of a token; `None` if it is not valid. Requests that ask at the same time share one call.
    pub(super) async fn resolve(
        &self,
        token: &Arc<str>,
        request_id: Option<&HeaderValue>,
    ) -> Result<Option<Arc<Resolved>>, Failure> {
        let ask = async {
            match self.upstream.resolve(token, request_id).await? {
                Some(response) => Resolved::new(response).map(|resolved| Some(Arc::new(resolved))),
                None => Ok(None),
            }
        };
        self.known.try_get_with(Arc::clone(token), ask).await.map_err(|failure| *failure)
    }

    /// Forgets a token that turned out not to be valid any more.
    pub(super) async fn forget(&self, token: &Arc<str>) {
        self.known.invalidate(token).await;
    }
}

impl Resolved {
    fn new(response: ResolveUrlTokenResponse) -> Result<Self, Failure> {
        let refused = |cause: &dyn fmt::Display| {
            tracing::error!(integration = response.integration_id, %cause, "an integration's format can't be used");
            Failure::Refused
        };
        let format = if response.format.is_empty() {
            Format::default()
        } else {
            serde_json::from_str(&response.format).map_err(|error| refused(&error))?
        };
        let zone = TimeZone::get(&response.time_zone).map_err(|error| refused(&error))?;
        let reader = NotificationReader::new(format, &zone).map_err(|error| refused(&error))?;
        Ok(Self { format_etag: response.format_etag.into(), reader })
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}
