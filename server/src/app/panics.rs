//! What happens when a handler panics: its caller gets an opaque error, the log gets the place, and nobody else notices.

use std::{any::Any, panic};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use tonic::Status;

/// Writes panics to the log, within the span of the request that panicked. What it said may hold a customer's data, so
/// only the place is written.
pub fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!(%place, "a panic");
    }));
}

/// The answer to a plain request. The panic is logged already, by the hook.
pub(super) fn answer(_: Box<dyn Any + Send>) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "An unexpected error: try again, and tell us if it stays.\n").into_response()
}

/// The answer to a call.
pub(super) fn answer_call(_: Box<dyn Any + Send>) -> Response {
    Status::internal("an unexpected error: try again, and tell us if it stays").into_http::<Body>()
}
