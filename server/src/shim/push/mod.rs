//! The universal push API: `POST /ingest/agent-statuses`, for any telephone system that has, or is given, a program to
//! send what its agents do.
//!
//! A body is read here and reported as a notification, like any other: what is answered as stored is on disk.

mod depth;
mod overlap;
mod read;
mod reply;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use http::{HeaderMap, Version, header, request::Parts};
use kadans_proto::v1::Notification;
use tokio::time::{Instant, timeout};

use super::{
    Answer, Inner, Shim, notification,
    receive::{is_encoded, read_body},
    upstream::{Failure, REQUEST_ID},
};
use read::{Body, Unreadable};
use reply::Reply;

/// The path it is at.
pub(super) const PATH: &str = "/ingest/agent-statuses";

/// Answers one request.
pub(super) async fn receive(State(shim): State<Shim>, request: Request) -> Response {
    let begin = Instant::now();
    let version = request.version();
    let reply = shim.0.take(request).await.unwrap_or_else(Reply::from);
    shim.0.metrics.answered(reply.status(), begin.elapsed());
    let mut response = reply.into_response();
    if version == Version::HTTP_2 {
        // It has frames for that, and forbids the header.
        response.headers_mut().remove(header::CONNECTION);
    }
    response
}

impl Inner {
    async fn take(&self, request: Request) -> Result<Reply, Answer> {
        let (parts, body) = request.into_parts();
        let key = api_key(&parts.headers).filter(|key| (self.is_api_key)(key)).ok_or(Answer::UnknownToken)?;
        let key = Arc::<str>::from(key);
        let request_id = parts.headers.get(&REQUEST_ID).cloned();
        self.tokens.resolve(&key, request_id.as_ref()).await?.ok_or(Answer::UnknownToken)?;
        if is_encoded(&parts.headers) {
            return Err(Answer::Encoded);
        }
        let body =
            timeout(self.body_limit, read_body(&parts.headers, body)).await.map_err(|_late| Answer::TooSlow)??;
        let read = Body::read(&body, self.clock.now().micros());
        let notification = self.pushed(&parts, body, &read);
        // No format read it: there is nothing to read anew with another one.
        match self.lanes.report(&key, &Arc::from(""), notification, request_id).await {
            Ok(outcome) => Ok(match read {
                Ok(body) => Reply::stored(&body, &outcome),
                Err(unreadable) => Reply::unreadable(&unreadable),
            }),
            Err(failure) => {
                if failure == Failure::UnknownToken {
                    self.tokens.forget(&key).await;
                }
                Err(failure.into())
            }
        }
    }

    fn pushed(&self, parts: &Parts, raw: Bytes, read: &Result<Body, Unreadable>) -> Notification {
        let content_type = parts.headers.get(header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
        Notification {
            raw: raw.into(),
            content_type: String::from_utf8_lossy(content_type.unwrap_or_default()).into_owned(),
            method: parts.method.as_str().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            received_time: Some(notification::timestamp(self.clock.now().micros())),
            reading: Some(read::reading(read)),
        }
    }
}

/// The key in `Authorization: Bearer …`.
fn api_key(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let only = given.next().filter(|_| given.next().is_none())?;
    let (scheme, key) = only.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
}
