//! Which requests are calls: POST, with a content type of gRPC, not from a foreign web page.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, header};

use crate::{auth::origin, config::PublicUrl};

/// Lets calls through. Browsers send other content types from foreign pages without asking first, so they are refused
/// here even where a service would not mind.
pub(super) async fn admit(State(public_url): State<Arc<PublicUrl>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("null"));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = request.uri().authority().map(http::uri::Authority::as_str).or(host);
    if !origin::allowed(origin, host, Some(public_url.as_str())) {
        return (StatusCode::FORBIDDEN, "Calls from other web sites are refused.\n").into_response();
    }
    if *request.method() != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response();
    }
    if !is_grpc(headers) {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Calls are gRPC or gRPC-web.\n").into_response();
    }
    next.run(request).await
}

/// Whether the content type is one of gRPC or gRPC-web.
pub(super) fn is_grpc(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let essence = content_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let kind = essence.split(|byte| *byte == b'+').next().unwrap_or_default().to_ascii_lowercase();
    matches!(&*kind, b"application/grpc" | b"application/grpc-web" | b"application/grpc-web-text")
}
