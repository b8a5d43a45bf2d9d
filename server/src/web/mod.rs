//! The web client: its files are part of the binary, and every address that is not a file's is one of its screens.

mod files;
mod headers;
#[cfg(test)]
mod tests;

use axum::{
    Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use files::File;
pub use headers::{CONTENT_SECURITY_POLICY, secured};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use tower_http::compression::CompressionLayer;

/// Names below this directory hold a hash of their content, so a file never changes under its name.
const HASHED: &str = "assets/";

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Serves the web client at every path.
pub fn router() -> Router {
    Router::new().fallback(answer).layer(CompressionLayer::new().gzip(true))
}

async fn answer(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = File::find(path) {
        return serve(file, path.starts_with(HASHED), request.headers());
    }
    let is_screen = !path.rsplit('/').next().unwrap_or_default().contains('.');
    if !is_screen || path.starts_with(HASHED) {
        return (StatusCode::NOT_FOUND, "Not found.\n").into_response();
    }
    match File::find("index.html") {
        Some(index) => serve(index, false, request.headers()),
        None => {
            (StatusCode::NOT_FOUND, "The web client is not part of this build: use `make build`.\n").into_response()
        }
    }
}

fn serve(file: File, is_hashed: bool, asked: &HeaderMap) -> Response {
    let cache = if is_hashed { FOREVER } else { ASK_AGAIN };
    // Weak, since the same file may be sent compressed or not.
    let etag = format!("W/\"{}\"", file.digest);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.flat_map(|tags| tags.split(',')).any(|tag| matches!(tag.trim(), "*") || tag.trim() == etag);
    let headers = [(header::CACHE_CONTROL, cache), (header::VARY, HeaderValue::from_static("accept-encoding"))];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers, [(header::ETAG, etag)]).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, file.content_type)];
    (headers, [(header::ETAG, etag)], content_type, Body::from(file.content)).into_response()
}
