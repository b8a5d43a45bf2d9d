//! What one client may take of the server.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{LONG, World, status, until_closed};
use crate::config::Limits;

const SHORT: Duration = Duration::from_millis(200);

fn short() -> Limits {
    Limits { first_byte: SHORT, headers: SHORT, body: SHORT, ..Limits::default() }
}

#[tokio::test]
async fn a_silent_connection_is_closed() {
    let world = World::with(short()).await;
    let begin = Instant::now();
    let mut silent = world.connect().await;
    assert_eq!(until_closed(&mut silent).await, "");
    assert!(begin.elapsed() >= SHORT && begin.elapsed() < LONG);
}

#[tokio::test]
async fn a_connection_with_slow_headers_is_closed() {
    let world = World::with(short()).await;
    let (mut received, mut slow) = world.connect().await.into_split();
    let closed = tokio::spawn(async move { received.read_to_end(&mut Vec::new()).await });
    slow.write_all(b"POST /notify/odg_valid HTTP/1.1\r\n").await.unwrap();
    let begin = Instant::now();
    while !closed.is_finished() {
        let _ = slow.write_all(b"x-slow: 1\r\n").await;
        tokio::time::sleep(SHORT / 10).await;
        assert!(begin.elapsed() < LONG);
    }
}

#[tokio::test]
async fn a_connection_that_stops_in_the_opening_of_http2_is_closed() {
    let world = World::with(short()).await;
    let mut slow = world.connect().await;
    slow.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    assert_eq!(until_closed(&mut slow).await, "");
}

#[tokio::test]
async fn a_slow_body_of_a_notification_is_408_and_the_end_of_the_connection() {
    let world = World::with(short()).await;
    let head = "POST /notify/odg_valid HTTP/1.1\r\nhost: kadans\r\ncontent-length: 100\r\n\r\nagentId=";
    let answer = world.send(head).await;
    assert_eq!(status(&answer), "408");
    assert!(answer.contains("connection: close"));
}

#[tokio::test]
async fn a_large_body_of_a_notification_is_413_before_it_is_read() {
    let world = World::new().await;
    let head = "POST /notify/odg_valid HTTP/1.1\r\nhost: kadans\r\ncontent-length: 65537\r\n\r\n";
    assert_eq!(status(&world.send(head).await), "413");
}

#[tokio::test]
async fn headers_over_16_kib_are_431() {
    let world = World::new().await;
    let large = "a".repeat(17 * 1024);
    let request = format!("GET / HTTP/1.1\r\nhost: kadans\r\nx-large: {large}\r\n\r\n");
    assert_eq!(status(&world.send(request).await), "431");
    let fits = "a".repeat(8 * 1024);
    let request = format!("GET /healthz HTTP/1.1\r\nhost: kadans\r\nconnection: close\r\nx-large: {fits}\r\n\r\n");
    assert_eq!(status(&world.send(request).await), "200");
}

#[tokio::test]
async fn connections_beyond_the_cap_are_closed_at_once_and_others_go_on() {
    let world = World::with(Limits { connections: 1, ..Limits::default() }).await;
    let mut first = world.connect().await;
    let request = b"GET /healthz HTTP/1.1\r\nhost: kadans\r\n\r\n";
    first.write_all(request).await.unwrap();
    let mut answer = [0; 12];
    first.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let mut second = world.connect().await;
    assert_eq!(until_closed(&mut second).await, "");
    assert!(world.metrics().await.contains("kadans_connections_refused_total 1"));
}

#[tokio::test]
async fn an_http2_connection_without_requests_is_closed_with_a_farewell() {
    let world = World::with(Limits { idle: SHORT, ..short() }).await;
    let mut idle = world.connect().await;
    // The preface, and an empty SETTINGS frame.
    idle.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut received = Vec::new();
    let _ = tokio::time::timeout(LONG, idle.read_to_end(&mut received)).await.expect("it is closed");
    // The head of a GOAWAY frame on stream 0.
    assert!(received.windows(9).any(|head| head == b"\0\0\x08\x07\0\0\0\0\0"), "{received:?}");
}
