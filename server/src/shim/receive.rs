//! One request of Odigo, from its headers to the answer.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Version, header, request::Parts};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use kadans_proto::v1::{AgentStateResult, NotificationOutcome};
use tokio::time::{Instant, timeout};

use super::{
    Answer, Inner, MAX_BODY, Shim,
    notification::Received,
    upstream::{Failure, REQUEST_ID},
};

/// Answers one request.
pub(super) async fn receive(State(shim): State<Shim>, request: Request) -> Response {
    let begin = Instant::now();
    let version = request.version();
    let answer = shim.0.answer(request).await.unwrap_or_else(|refusal| refusal);
    shim.0.metrics.answered(answer.status(), begin.elapsed());
    let mut response = answer.into_response();
    if version == Version::HTTP_2 {
        // It has frames for that, and forbids the header.
        response.headers_mut().remove(header::CONNECTION);
    }
    response
}

impl Inner {
    async fn answer(&self, request: Request) -> Result<Answer, Answer> {
        let (parts, body) = request.into_parts();
        let token = token(parts.uri.path()).filter(|token| (self.is_well_formed)(token)).ok_or(Answer::UnknownToken)?;
        let token = Arc::<str>::from(token);
        let request_id = parts.headers.get(&REQUEST_ID).cloned();
        let resolved = self.tokens.resolve(&token, request_id.as_ref()).await?.ok_or(Answer::UnknownToken)?;
        if is_encoded(&parts.headers) {
            return Err(Answer::Encoded);
        }
        let body =
            timeout(self.body_limit, read_body(&parts.headers, body)).await.map_err(|_late| Answer::TooSlow)??;
        let Some(notification) = self.received(&parts, body).read(&resolved.reader) else {
            return Ok(Answer::UrlIsRight);
        };
        match self.lanes.report(&token, &resolved.format_etag, notification, request_id).await {
            Ok(outcome) if is_complete(&outcome) => Ok(Answer::Stored),
            Ok(_) => Ok(Answer::SetAside),
            Err(failure) => {
                if failure == Failure::UnknownToken {
                    self.tokens.forget(&token).await;
                }
                Err(failure.into())
            }
        }
    }

    fn received(&self, parts: &Parts, body: Bytes) -> Received {
        let content_type = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
        Received {
            method: parts.method.as_str().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            content_type: String::from_utf8_lossy(content_type.unwrap_or_default()).into_owned(),
            body,
            at: self.clock.now(),
        }
    }
}

/// The token in a path such as `/notify/{token}/anything`. What follows is Odigo's own.
fn token(path: &str) -> Option<&str> {
    path.strip_prefix("/notify/")?.split('/').next()
}

pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

pub(super) async fn read_body(headers: &HeaderMap, body: Body) -> Result<Bytes, Answer> {
    let declared = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > MAX_BODY as u64) {
        return Err(Answer::TooLarge);
    }
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Answer::TooLarge),
        Err(_broken) => Err(Answer::BrokenOff),
    }
}

/// Whether everything in a notification was taken over, now or when it came before.
fn is_complete(outcome: &NotificationOutcome) -> bool {
    let taken = [AgentStateResult::Accepted, AgentStateResult::Duplicate];
    outcome.quarantined_count == 0 && outcome.states.iter().all(|state| taken.contains(&state.result()))
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn the_token_is_the_first_part_of_the_path_and_the_rest_is_ignored() {
        assert_eq!(token("/notify/odg_a_b"), Some("odg_a_b"));
        assert_eq!(token("/notify/odg_a_b/some/thing"), Some("odg_a_b"));
        assert_eq!(token("/notify/"), Some(""));
        assert_eq!(token("/notify"), None);
    }
}
