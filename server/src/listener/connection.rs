//! One connection, from its first byte to its end.

use std::{convert::Infallible, net::IpAddr, pin::pin, sync::Arc};

use axum::{Router, body::Body};
use http::Request;
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::sleep,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use super::{Peer, held::Held, opening, protocol::Protocols, secure, usage::Usage};
use crate::config::Limits;

pub(super) struct Connection {
    pub(super) peer: IpAddr,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) app: Router,
    pub(super) protocols: Arc<Protocols>,
    pub(super) limits: Limits,
    pub(super) draining: CancellationToken,
}

impl Connection {
    /// Serves requests until the client closes, breaks the rules, is idle for too long, or the server stops.
    pub(super) async fn drive(self, stream: TcpStream) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection was closed while it was opened");
            return;
        }
        let Some(tls) = &self.tls else { return self.serve(stream).await };
        let secured = tokio::select! {
            () = self.draining.cancelled() => return,
            secured = secure::accept(stream, tls, &self.limits) => secured,
        };
        match secured {
            Ok(Some(stream)) => self.serve(stream).await,
            Ok(None) => {}
            Err(error) => tracing::debug!(%error, "a connection could not be secured"),
        }
    }

    async fn serve<S>(self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let Self { peer, app, protocols, limits, draining, .. } = self;
        let opened = tokio::select! {
            () = draining.cancelled() => return,
            opened = opening::read(stream, &limits) => opened,
        };
        let Ok(Some((protocol, stream))) = opened else { return };

        let usage = Usage::new();
        let service = service_fn(|request: Request<Incoming>| {
            let in_use = usage.begin();
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            let answer = app.clone().oneshot(request);
            async move { Ok::<_, Infallible>(answer.await?.map(|body| Held::new(body, in_use))) }
        });
        let mut connection = pin!(protocols.builder(protocol).serve_connection(TokioIo::new(stream), service));
        let stopping = tokio::select! {
            ended = connection.as_mut() => return log(ended),
            () = draining.cancelled() => true,
            () = usage.idle_for(limits.idle) => false,
        };
        // Tells the client not to send more, and serves what is under way.
        connection.as_mut().graceful_shutdown();
        let unanswered = async {
            sleep(limits.headers).await;
            usage.idle_for(limits.headers).await;
        };
        tokio::select! {
            ended = connection => log(ended),
            // The client does not answer the farewell. When the server stops, the listener sets the limit.
            () = unanswered, if !stopping => {}
        }
    }
}

/// Clients break off all the time: it is of no interest unless somebody is looking for it.
fn log(ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = ended {
        tracing::debug!(error = error.as_ref(), "a connection ended early");
    }
}
