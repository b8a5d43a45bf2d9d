//! HTTP/1.1 written by hand: for clients that break off, are slow, or send what no good client does.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::timeout,
};

/// A connection over which one request goes at a time.
#[derive(Debug)]
pub struct RawConnection(BufReader<TcpStream>);

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Status line and headers; the names of headers are in lower case.
    pub head: String,
    /// The body.
    pub body: String,
}

impl RawConnection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends bytes as they are.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.0.write_all(bytes.as_ref()).await
    }

    /// Sends a GET request; its answer.
    pub async fn get(&mut self, path: &str) -> io::Result<RawAnswer> {
        self.write(format!("GET {path} HTTP/1.1\r\nhost: kadans.test\r\n\r\n")).await?;
        self.answer().await
    }

    /// Sends a POST request; its answer.
    pub async fn post(&mut self, path: &str, content_type: &str, body: &str) -> io::Result<RawAnswer> {
        let head = format!("POST {path} HTTP/1.1\r\nhost: kadans.test\r\ncontent-type: {content_type}\r\n");
        self.write(format!("{head}content-length: {}\r\n\r\n{body}", body.len())).await?;
        self.answer().await
    }

    /// Pushes a JSON body with an API key; its answer.
    pub async fn push(&mut self, key: &str, json: &str) -> io::Result<RawAnswer> {
        let head =
            format!("POST /ingest/agent-statuses HTTP/1.1\r\nhost: kadans.test\r\nauthorization: Bearer {key}\r\n");
        let content = format!("content-type: application/json\r\ncontent-length: {}\r\n", json.len());
        self.write(format!("{head}{content}\r\n{json}")).await?;
        self.answer().await
    }

    /// Reads an answer.
    pub async fn answer(&mut self) -> io::Result<RawAnswer> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let broken = || io::Error::other(format!("not an answer: {head}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(Ok(0), str::parse).map_err(io::Error::other)?;
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await?;
        Ok(RawAnswer { status, head, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// Whether something has come that was not read yet.
    pub async fn has_answer(&mut self) -> bool {
        let mut byte = [0];
        let readable = self.0.get_ref().peek(&mut byte);
        !self.0.buffer().is_empty() || matches!(timeout(Duration::ZERO, readable).await, Ok(Ok(1)))
    }

    /// Returns once the server has closed the connection.
    pub async fn closed(&mut self) {
        // Closed with bytes of ours unread, a connection ends with an error; closed it is all the same.
        let _ = self.0.read_to_end(&mut Vec::new()).await;
    }
}
