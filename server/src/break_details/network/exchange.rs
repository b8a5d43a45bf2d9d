//! One request and its answer over a connection.

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::task::AbortHandle;
use url::{Position, Url};

use super::{Answer, LARGEST_ANSWER, Unreachable, connect::Stream};

/// Ends a connection however its request ended.
struct Closing(AbortHandle);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends the request to the path of `url`, and reads the answer. What it says about other places is not followed.
pub(super) async fn exchange(
    stream: Box<dyn Stream>,
    url: &Url,
    mut request: Request<Full<Bytes>>,
) -> Result<Answer, Unreachable> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| Unreachable)?;
    let _closing = Closing(tokio::spawn(connection).abort_handle());
    let authority = &url[Position::BeforeHost..Position::AfterPort];
    let headers = request.headers_mut();
    headers.insert(header::HOST, HeaderValue::from_str(authority).map_err(|_| Unreachable)?);
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, HeaderValue::from_static("kadans"));
    *request.uri_mut() = url[Position::BeforePath..Position::AfterQuery].parse::<Uri>().map_err(|_| Unreachable)?;
    let (parts, body) = sender.send_request(request).await.map_err(|_| Unreachable)?.into_parts();
    let body = match Limited::new(body, LARGEST_ANSWER).collect().await {
        Ok(body) => Some(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => None,
        Err(_broken) => return Err(Unreachable),
    };
    Ok(Answer { status: parts.status, body })
}
