//! Sees how each call ends: by its trailers, or by its headers if there is no message.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use http::HeaderMap;
use hyper::body::{Frame, SizeHint};
use pin_project_lite::pin_project;
use tonic::Code;

use super::{RpcMetrics, rpc_metrics::Call};

/// Counts and measures a call.
pub(super) async fn observe(State(metrics): State<RpcMetrics>, request: Request, next: Next) -> Response {
    let mut call = metrics.begin(request.uri().path());
    let response = next.run(request).await;
    if let Some(code) = code(response.headers()) {
        call.ended(code);
    }
    response.map(|body| Body::new(Observed { body, call }))
}

fn code(headers: &HeaderMap) -> Option<Code> {
    headers.get("grpc-status").map(|code| Code::from_bytes(code.as_bytes()))
}

pin_project! {
    /// The body of an answer, and the call it belongs to.
    struct Observed {
        #[pin]
        body: Body,
        call: Call,
    }
}

impl HttpBody for Observed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.project();
        let frame = ready!(this.body.poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(code) = frame.trailers_ref().and_then(code)
        {
            this.call.ended(code);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
