//! Gives each request an id, the address it came from, and a span that everything logged about it belongs to.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use tracing::Instrument as _;

use crate::{auth::ClientAddress, client_address::TrustedProxies, listener::Peer, traces};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Longest id taken from a caller.
const LONGEST_ID: usize = 64;

/// The router, with all of this around every request.
pub(super) fn traced(router: Router, trusted_proxies: TrustedProxies) -> Router {
    router.layer(middleware::from_fn_with_state(Arc::new(trusted_proxies), trace))
}

async fn trace(State(trusted): State<Arc<TrustedProxies>>, mut request: Request, next: Next) -> Response {
    if let Some(Peer(peer)) = request.extensions().get().copied() {
        let forwarded = request.headers().get_all(FORWARDED_FOR).iter().map(|value| value.to_str().unwrap_or_default());
        let client = trusted.client(peer, forwarded);
        request.extensions_mut().insert(ClientAddress(client));
    }
    let id = request_id(request.headers());
    let id_text = id.to_str().unwrap_or_default();
    let path = presentable(request.uri().path());
    let span = tracing::info_span!("request", id = id_text, method = %request.method(), path);
    traces::adopt(&span, request.headers());
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let mut response = async move {
        let response = next.run(request).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await;
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

/// The caller's id if it is harmless, else a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let is_harmless = |id: &&HeaderValue| {
        let bytes = id.as_bytes();
        (1..=LONGEST_ID).contains(&bytes.len())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    };
    headers.get(REQUEST_ID).filter(is_harmless).cloned().unwrap_or_else(|| {
        let id = format!("{:032x}", rand::random::<u128>());
        HeaderValue::from_maybe_shared(id).expect("hexadecimal digits are visible ASCII")
    })
}

/// A path as it may be logged. What could hold a URL token is left out, however a misled client wrote it.
fn presentable(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let is_plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        let may_be_token = part.to_ascii_lowercase().contains("odg_");
        if is_plain && !may_be_token { part } else { "…" }
    });
    let parts: Vec<_> = parts.collect();
    match parts.iter().position(|part| part.eq_ignore_ascii_case("notify")) {
        Some(notify) if parts.len() > notify + 1 => format!("{}/…", parts.split_at(notify + 1).0.join("/")),
        _ => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_token_is_not_logged_wherever_it_stands() {
        for path in
            ["/notify/odg_a_secret", "/notify/secret/odg_a_secret", "//Notify//odg_a_secret/x", "/notify/secret"]
        {
            assert!(!presentable(path).contains("secret"), "{path}");
        }
        for path in ["/x/odg_a_secret", "/x/ODG_a_secret", "/%6eotify/%6fdg_a_secret"] {
            assert!(!presentable(path).contains("secret"), "{path}");
        }
        let call = "/kadans.v1.AdherenceService/WatchAdherence";
        assert_eq!(presentable(call), call);
    }

    #[test]
    fn a_request_id_is_taken_over_only_if_it_is_harmless() {
        let with = |id: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_str(id).unwrap());
            request_id(&headers)
        };
        assert_eq!(with("a1-B2_c.3"), "a1-B2_c.3");
        for id in ["", "a b", "{\"a\":1}", &"a".repeat(65)] {
            assert_eq!(with(id).len(), 32, "{id}");
        }
    }
}
