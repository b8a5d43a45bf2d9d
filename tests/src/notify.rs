//! Notifications, over HTTP as the telephone system sends them.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Method, Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::world::World;

const FORM: &str = "application/x-www-form-urlencoded";

/// A request to a notification URL.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The HTTP method.
    pub method: String,
    /// What follows the token in the path, with its `/`.
    pub suffix: String,
    /// What follows the `?`; empty for no query.
    pub query: String,
    /// The Content-Type header, if there is one.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Sent {
    /// A form that is posted, as Odigo does by default.
    pub fn form(body: &str) -> Self {
        Self {
            method: "POST".to_owned(),
            suffix: String::new(),
            query: String::new(),
            content_type: Some(FORM.to_owned()),
            body: body.as_bytes().to_vec(),
        }
    }
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers but for the date and the request's id, sorted.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl World {
    /// Sends a form to a notification URL's token; the HTTP status.
    pub async fn notify(&self, token: &str, form: &str) -> u16 {
        self.send(token, Sent::form(form)).await.status
    }

    /// Sends a request to a notification URL's token, on a connection of its own.
    pub async fn send(&self, token: &str, sent: Sent) -> Answer {
        let query = if sent.query.is_empty() { String::new() } else { format!("?{}", sent.query) };
        let mut request = Request::builder()
            .method(Method::from_bytes(sent.method.as_bytes()).unwrap())
            .uri(format!("/notify/{token}{}{query}", sent.suffix))
            .header(header::HOST, "kadans.test")
            .header(header::CONNECTION, "close");
        if let Some(content_type) = sent.content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        self.exchange(request.body(Full::new(Bytes::from(sent.body))).unwrap()).await
    }

    /// Pushes a JSON body with an API key, on a connection of its own.
    pub async fn push(&self, key: &str, json: &str) -> Answer {
        let request = Request::post("/ingest/agent-statuses")
            .header(header::HOST, "kadans.test")
            .header(header::CONNECTION, "close")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.exchange(request.body(Full::new(Bytes::from(json.to_owned()))).unwrap()).await
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Answer {
        let stream = TcpStream::connect(self.addr()).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        // A connection that the server closes before it has read everything ends with an error: the answer counts.
        let connection = tokio::spawn(connection);
        let (parts, body) = sender.send_request(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        drop(sender);
        let _ = connection.await;
        let mut headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .filter(|(name, _)| *name != header::DATE && *name != "x-request-id")
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        headers.sort();
        Answer { status: parts.status.as_u16(), headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}
