//! What the push API answers: always JSON, made for programs.

use std::time::Duration;

use axum::{
    body::Body as HttpBody,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use kadans_proto::v1::{AgentStateResult, NotificationOutcome};
use serde::Serialize;

use super::{
    super::Answer,
    read::{Body, Refusal, Unreadable},
};

/// How a request ends.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    content: Content,
    retry_after: Option<Duration>,
    closes: bool,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Content {
    Items { items: Vec<Item> },
    Error { error: Error },
}

#[derive(Debug, Serialize)]
struct Error {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Item>,
}

/// What became of an item.
#[derive(Debug, Serialize)]
struct Item {
    index: usize,
    outcome: Outcome,
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Stored,
    Duplicate,
    Refused,
}

impl Reply {
    /// What became of each item.
    pub(super) fn stored(body: &Body, outcome: &NotificationOutcome) -> Self {
        let mut outcomes = outcome.states.iter();
        let items = body.items.iter().enumerate().map(|(index, item)| {
            if let Err(refusal) = item {
                refused(index, refusal)
            } else {
                let state = outcomes.next();
                let result = state.map_or(AgentStateResult::Unspecified, kadans_proto::v1::AgentStateOutcome::result);
                let outcome = match result {
                    AgentStateResult::Accepted => Outcome::Stored,
                    AgentStateResult::Duplicate => Outcome::Duplicate,
                    AgentStateResult::Refused | AgentStateResult::Unspecified => Outcome::Refused,
                };
                let message = state.map(|state| state.message.clone()).unwrap_or_default();
                Item { index, outcome, field: "", message }
            }
        });
        let content = Content::Items { items: items.collect() };
        Self { status: StatusCode::OK, content, retry_after: None, closes: false }
    }

    /// A body that takes no effect.
    pub(super) fn unreadable(unreadable: &Unreadable) -> Self {
        let items = unreadable.items.iter().map(|(index, refusal)| refused(*index, refusal)).collect();
        let error = Error { code: unreadable.code, message: unreadable.message.clone(), items };
        let content = Content::Error { error };
        Self { status: StatusCode::BAD_REQUEST, content, retry_after: None, closes: false }
    }

    /// The HTTP status.
    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }
}

fn refused(index: usize, refusal: &Refusal) -> Item {
    Item { index, outcome: Outcome::Refused, field: refusal.field, message: refusal.message.clone() }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        let (code, message) = match answer {
            Answer::UnknownToken => ("unknown_key", "send a valid API key: Authorization: Bearer kpk_…"),
            Answer::BrokenOff => ("broken_off", "the body broke off"),
            Answer::TooSlow => ("too_slow", "the body took too long"),
            Answer::TooLarge => ("too_large", "the body is larger than 64 KiB: send it in several requests"),
            Answer::Encoded => ("encoded", "the body is compressed: send it as it is, without Content-Encoding"),
            Answer::OverQuota(_) => ("over_quota", "too many statuses: slow down and send it again"),
            Answer::Stored | Answer::SetAside | Answer::UrlIsRight | Answer::Unavailable(_) => {
                ("unavailable", "not stored: send it again")
            }
        };
        let status = if answer == Answer::UnknownToken { StatusCode::UNAUTHORIZED } else { answer.status() };
        let error = Error { code, message: message.to_owned(), items: Vec::new() };
        Self {
            status,
            content: Content::Error { error },
            retry_after: answer.retry_after(),
            closes: answer.leaves_body_unread(),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let json = serde_json::to_vec(&self.content).expect("texts and numbers can be written as JSON");
        let mut response = Response::new(HttpBody::from(json));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, super::super::answer::retry_after(wait));
        }
        if self.closes {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
