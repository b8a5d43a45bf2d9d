//! Accepts connections: no more than there may be, none that stays silent, and all of them ended when the server stops.

mod connection;
mod held;
mod metrics;
mod opening;
mod protocol;
mod renewal;
mod rewound;
mod secure;
mod usage;

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::Router;
use connection::Connection;
pub use metrics::ConnectionMetrics;
use protocol::Protocols;
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use crate::config::{Limits, Tls};

/// How long to wait when the system has no more file descriptors: until some are given back.
const OUT_OF_DESCRIPTORS: Duration = Duration::from_millis(100);

/// The address at the other end of the connection, in a request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Serves `app` on `listener`, over TLS if there is any, until `draining`, then lets the requests under way end, for as
/// long as the limits allow. Returns how many connections had to be cut off.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    app: Router,
    limits: Limits,
    metrics: ConnectionMetrics,
    draining: CancellationToken,
) -> usize {
    let slots = Arc::new(Semaphore::new(limits.connections));
    let protocols = Arc::new(Protocols::new(&limits));
    let tls = tls.map(|tls| {
        let acceptor = TlsAcceptor::from(tls.server_config());
        tokio::spawn(draining.clone().run_until_cancelled_owned(renewal::follow(tls)));
        acceptor
    });
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = draining.cancelled() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            // The client went away before it was accepted: nothing is wrong.
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionAborted => continue,
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                sleep(OUT_OF_DESCRIPTORS).await;
                continue;
            }
        };
        let Ok(slot) = Arc::clone(&slots).try_acquire_owned() else {
            metrics.refused.inc();
            continue;
        };
        let connection = Connection {
            peer: peer.ip(),
            tls: tls.clone(),
            app: app.clone(),
            protocols: Arc::clone(&protocols),
            limits: limits.clone(),
            draining: draining.clone(),
        };
        let open = metrics.opened();
        connections.spawn(async move {
            connection.drive(stream).await;
            drop((open, slot));
        });
    }
    drop(listener);
    let drained = timeout(limits.drain, async { while connections.join_next().await.is_some() {} });
    if drained.await.is_ok() {
        return 0;
    }
    let cut_off = connections.len();
    connections.shutdown().await;
    cut_off
}
