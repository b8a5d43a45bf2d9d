//! The first bytes of a connection: they must come, and they tell which protocol it speaks.

use std::io;

use bytes::Bytes;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _},
    time::timeout,
};

use super::rewound::Rewound;
use crate::config::Limits;

/// What every HTTP/2 client begins with (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The preface and the head of the SETTINGS frame that must follow it.
const HTTP2_OPENING: usize = PREFACE.len() + 9;

/// What a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Http1,
    Http2,
}

/// Reads until it is clear what the connection speaks. `None` if it stays silent, is too slow, or is closed.
pub(super) async fn read<S>(mut stream: S, limits: &Limits) -> io::Result<Option<(Protocol, Rewound<S>)>>
where
    S: AsyncRead + Unpin,
{
    let mut opening = [0; HTTP2_OPENING];
    let Ok(first) = timeout(limits.first_byte, stream.read(&mut opening)).await else { return Ok(None) };
    let Ok(read) = timeout(limits.headers, rest(&mut stream, &mut opening, first?)).await else { return Ok(None) };
    Ok(read?.map(|(protocol, length)| {
        let read = Bytes::copy_from_slice(opening.get(..length).unwrap_or_default());
        (protocol, Rewound::new(read, stream))
    }))
}

/// Reads on after the first `length` bytes.
async fn rest<S>(
    stream: &mut S,
    opening: &mut [u8; HTTP2_OPENING],
    mut length: usize,
) -> io::Result<Option<(Protocol, usize)>>
where
    S: AsyncRead + Unpin,
{
    loop {
        let (read, free) = opening.split_at_mut(length);
        if read.is_empty() {
            return Ok(None);
        }
        if !read.iter().zip(PREFACE).all(|(byte, expected)| byte == expected) {
            return Ok(Some((Protocol::Http1, length)));
        }
        if free.is_empty() {
            return Ok(Some((Protocol::Http2, length)));
        }
        match stream.read(free).await? {
            // Closed in the middle.
            0 => return Ok(None),
            more => length += more,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncWriteExt as _, duplex};

    use super::*;

    fn limits() -> Limits {
        Limits { first_byte: Duration::from_secs(10), headers: Duration::from_secs(10), ..Limits::default() }
    }

    async fn protocol_of(parts: &[&[u8]]) -> Option<Protocol> {
        let (mut client, server) = duplex(1024);
        for part in parts {
            client.write_all(part).await.unwrap();
        }
        let opened = read(server, &limits()).await.unwrap();
        let (protocol, mut stream) = opened?;
        drop(client);
        let mut all = Vec::new();
        stream.read_to_end(&mut all).await.unwrap();
        assert_eq!(all, parts.concat());
        Some(protocol)
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_bytes_tell_the_protocol_and_are_not_lost() {
        assert_eq!(protocol_of(&[b"GET / HTTP/1.1\r\n\r\n"]).await, Some(Protocol::Http1));
        assert_eq!(protocol_of(&[b"P", b"OST / HTTP/1.1\r\nhost: a\r\n\r\n"]).await, Some(Protocol::Http1));
        assert_eq!(protocol_of(&[PREFACE, b"\0\0\0\x04\0\0\0\0\0", b"more"]).await, Some(Protocol::Http2));
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_stays_silent_or_stops_in_the_preface_is_given_up() {
        assert_eq!(protocol_of(&[]).await, None);
        assert_eq!(protocol_of(&[b"PRI * HTTP/2.0\r\n"]).await, None);
        assert_eq!(protocol_of(&[PREFACE]).await, None);
    }
}
