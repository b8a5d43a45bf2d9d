//! What the shim answers, as HTTP.

use std::time::Duration;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};

use super::upstream::Failure;

/// How a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Everything in it is on disk and takes effect, or was on disk already.
    Stored,
    /// It is on disk, but something in it could not be read.
    SetAside,
    /// Nothing was sent: somebody checks the URL, and it is right.
    UrlIsRight,
    /// There is no such token, or it is not valid any more: nobody can tell which.
    UnknownToken,
    /// The connection broke off in the body.
    BrokenOff,
    /// The body took too long.
    TooSlow,
    /// The body is larger than 64 KiB.
    TooLarge,
    /// The body is compressed.
    Encoded,
    /// The integration sends more than it may.
    OverQuota(Duration),
    /// It is not on disk: it should be sent again.
    Unavailable(Duration),
}

impl Answer {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Stored => StatusCode::NO_CONTENT,
            Self::SetAside => StatusCode::ACCEPTED,
            Self::UrlIsRight => StatusCode::OK,
            Self::UnknownToken => StatusCode::NOT_FOUND,
            Self::BrokenOff => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Encoded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::OverQuota(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Stored => "",
            Self::SetAside => "Stored, but something in it could not be read: it is set aside for you to look at.\n",
            Self::UrlIsRight => "This notification URL is right. Send notifications here.\n",
            Self::UnknownToken => "Not found.\n",
            Self::BrokenOff => "The body broke off.\n",
            Self::TooSlow => "The body took too long.\n",
            Self::TooLarge => "The body is larger than 64 KiB.\n",
            Self::Encoded => "The body is compressed: send it as it is, without Content-Encoding.\n",
            Self::OverQuota(_) => "Too many notifications: slow down and send it again.\n",
            Self::Unavailable(_) => "Not stored: send it again.\n",
        }
    }

    pub(super) fn retry_after(self) -> Option<Duration> {
        match self {
            Self::OverQuota(wait) | Self::Unavailable(wait) => Some(wait),
            _ => None,
        }
    }

    /// Whether bytes of the request may still come, so that the connection can't be used again.
    pub(super) fn leaves_body_unread(self) -> bool {
        matches!(self, Self::TooSlow | Self::TooLarge | Self::BrokenOff)
    }
}

impl From<Failure> for Answer {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::UnknownToken => Self::UnknownToken,
            Failure::OverQuota(wait) => Self::OverQuota(wait),
            Failure::Unavailable | Failure::Refused => Self::Unavailable(Duration::from_secs(1)),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.text()));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if !self.text().is_empty() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        }
        if let Some(wait) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, retry_after(wait));
        }
        if self.leaves_body_unread() {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// How long to wait, as the header says it: whole seconds, and not before the time is over.
pub(super) fn retry_after(wait: Duration) -> HeaderValue {
    let seconds = wait.as_millis().div_ceil(1000).clamp(1, 3600);
    HeaderValue::from(u16::try_from(seconds).unwrap_or(3600))
}
