use axum::{body::Body, extract::Request};
use http::{HeaderMap, Method, Response, StatusCode};
use tower::ServiceExt as _;

use super::{File, router, secured, serve};

async fn request(method: Method, path: &str) -> Response<Body> {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    secured(router()).oneshot(request).await.unwrap()
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/", "/board/today", "/assets/missing.js"] {
        let response = request(Method::GET, path).await;
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap());
        assert!(header("content-security-policy").unwrap().starts_with("default-src 'none'"), "{path}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert_eq!(header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
    }
}

#[tokio::test]
async fn a_missing_file_is_not_a_screen() {
    for path in ["/assets/missing-1234.js", "/missing.png", "/../Cargo.toml", "/assets/missing"] {
        assert_eq!(request(Method::GET, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_web_client_can_only_be_read() {
    let response = request(Method::POST, "/").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(response.headers()["allow"], "GET, HEAD");
}

fn file() -> File {
    File { content: "content".into(), content_type: "text/css; charset=utf-8".to_owned(), digest: "1a2b".to_owned() }
}

#[test]
fn hashed_files_are_kept_for_ever_and_others_are_asked_for_again() {
    let hashed = serve(file(), true, &HeaderMap::new());
    assert_eq!(hashed.headers()["cache-control"], "public, max-age=31536000, immutable");
    let other = serve(file(), false, &HeaderMap::new());
    assert_eq!(other.headers()["cache-control"], "no-cache");
    assert_eq!(other.headers()["content-type"], "text/css; charset=utf-8");
}

#[test]
fn a_file_the_browser_has_is_not_sent_again() {
    let mut asked = HeaderMap::new();
    asked.insert("if-none-match", "\"other\", W/\"1a2b\"".parse().unwrap());
    assert_eq!(serve(file(), false, &asked).status(), StatusCode::NOT_MODIFIED);
    asked.insert("if-none-match", "W/\"other\"".parse().unwrap());
    assert_eq!(serve(file(), false, &asked).status(), StatusCode::OK);
}
