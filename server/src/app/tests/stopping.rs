//! How a server stops.

use std::time::{Duration, Instant};

use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};
use tokio_stream::StreamExt as _;
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use super::{LONG, World, status, until_closed};
use crate::config::Limits;

#[tokio::test]
async fn an_open_stream_does_not_keep_a_server_beyond_its_deadline() {
    let drain = Duration::from_millis(300);
    let world = World::with(Limits { drain, ..Limits::default() }).await;
    let mut client = HealthClient::new(world.channel().await);
    let mut stream = client.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    assert!(stream.next().await.unwrap().is_ok());
    let begin = Instant::now();
    assert_eq!(world.server.stop().await, 1);
    assert!(begin.elapsed() >= drain && begin.elapsed() < LONG, "{:?}", begin.elapsed());
    let mut rest = Vec::new();
    while let Some(Ok(answer)) = stream.next().await {
        rest.push(answer);
    }
    assert!(rest.len() <= 2, "only that the server is not serving any more: {rest:?}");
}

#[tokio::test]
async fn idle_connections_do_not_delay_the_end_and_nothing_is_accepted_after_it() {
    let world = World::new().await;
    let address = world.server.addr();
    let mut silent = world.connect().await;
    let _channel = world.channel().await;
    let begin = Instant::now();
    assert_eq!(world.server.stop().await, 0);
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    assert_eq!(until_closed(&mut silent).await, "");
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_notification_under_way_is_answered_before_the_end() {
    let world = World::new().await;
    world.memory.gate.forget_permits(usize::MAX);
    let memory = world.memory.clone();
    let mut sender = world.connect().await;
    let request =
        "POST /notify/odg_valid HTTP/1.1\r\nhost: kadans\r\ncontent-length: 24\r\n\r\nagentId=jdoe&state=READY";
    sender.write_all(request.as_bytes()).await.unwrap();
    let mut arrived = memory.arrived.subscribe();
    timeout(LONG, arrived.wait_for(|arrived| *arrived == 1)).await.unwrap().unwrap();
    let stopped = tokio::spawn(world.server.stop());
    memory.gate.add_permits(1);
    assert_eq!(status(&until_closed(&mut sender).await), "204");
    assert_eq!(stopped.await.unwrap(), 0);
}
