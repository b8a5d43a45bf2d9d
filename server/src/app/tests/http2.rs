//! The limits of HTTP/2.

use bytes::Bytes;
use http::Request;
use http_body_util::Empty;
use hyper_util::rt::{TokioExecutor, TokioIo};

use super::World;

#[tokio::test]
async fn headers_over_16_kib_are_431_over_http2_too() {
    let world = World::new().await;
    let stream = TokioIo::new(world.connect().await);
    let (mut client, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), stream).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = |size: usize| {
        let uri = format!("http://{}/healthz", world.server.addr());
        Request::get(uri).header("x-large", "a".repeat(size)).body(Empty::<Bytes>::new()).unwrap()
    };
    assert_eq!(client.send_request(request(17 * 1024)).await.unwrap().status(), 431);
    assert_eq!(client.send_request(request(8 * 1024)).await.unwrap().status(), 200);
    connection.abort();
}
