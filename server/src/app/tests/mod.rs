mod calls;
mod connections;
mod http2;
mod operations;
mod stopping;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};
use tonic::transport::Channel;

use super::{Listeners, RunningServer, Server, Services};
use crate::{
    clock::Clock,
    config::{Config, Limits},
    shim::tests::services::{Memory, is_well_formed},
};

/// Longer than anything here may take.
const LONG: Duration = Duration::from_secs(5);

/// A real server on ports of its own, with services in memory.
struct World {
    server: RunningServer,
    memory: Arc<Memory>,
    _directory: TempDir,
}

impl World {
    async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    async fn with(limits: Limits) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let any_port: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let config =
            Config { listen: any_port, admin_listen: any_port, limits, ..Config::default_in(directory.path()) };
        let listeners = Listeners::bind(&config).await.unwrap();
        let memory = Memory::new();
        let services = Services::new(is_well_formed).with(memory.adherence()).with(memory.integrations());
        let assemble = |_| std::future::ready(Ok(services));
        let server = Server::start_with(config, Clock::system(), listeners, assemble).await.unwrap();
        Self { server, memory, _directory: directory }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.addr()).await.unwrap()
    }

    /// Sends bytes on a connection of their own and returns everything that comes back until it is closed.
    async fn send(&self, request: impl AsRef<[u8]>) -> String {
        exchange(self.connect().await, request).await
    }

    /// A request without a body.
    async fn get(&self, path: &str) -> String {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: kadans\r\nconnection: close\r\n\r\n")).await
    }

    async fn metrics(&self) -> String {
        let stream = TcpStream::connect(self.server.admin_addr()).await.unwrap();
        exchange(stream, "GET /metrics HTTP/1.1\r\nhost: kadans\r\nconnection: close\r\n\r\n").await
    }

    async fn channel(&self) -> Channel {
        let endpoint = Channel::from_shared(format!("http://{}", self.server.addr())).unwrap();
        endpoint.connect().await.unwrap()
    }
}

async fn exchange(mut stream: TcpStream, request: impl AsRef<[u8]>) -> String {
    stream.write_all(request.as_ref()).await.unwrap();
    until_closed(&mut stream).await
}

async fn until_closed(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    // A reset closes it too.
    let _ = timeout(LONG, stream.read_to_end(&mut received)).await.expect("the server closes the connection");
    String::from_utf8_lossy(&received).into_owned()
}

fn status(answer: &str) -> &str {
    answer.lines().next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default()
}
