//! TLS at the beginning of a connection: it must come, and in time.

use std::io;

use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::config::Limits;

/// The first byte of a handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;
/// What a client reads that forgot the `s` of `https`.
const SPEAK_TLS: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\n\
    content-length: 49\r\nconnection: close\r\n\r\nThis port speaks TLS: write https:// in the URL.\r\n";

/// Shakes hands. `None` if the client stays silent, is too slow, is gone, or does not speak TLS, which it is told.
pub(super) async fn accept(
    mut stream: TcpStream,
    tls: &TlsAcceptor,
    limits: &Limits,
) -> io::Result<Option<TlsStream<TcpStream>>> {
    let mut first = [0];
    let Ok(seen) = timeout(limits.first_byte, stream.peek(&mut first)).await else { return Ok(None) };
    if seen? == 0 {
        return Ok(None);
    }
    if first != [HANDSHAKE] {
        let farewell = timeout(limits.headers, async {
            stream.write_all(SPEAK_TLS).await?;
            stream.shutdown().await?;
            // Closed with bytes of its unread, the connection would be reset, and the answer with it.
            let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
            io::Result::Ok(())
        });
        return farewell.await.map_or(Ok(None), |told| told.map(|()| None));
    }
    match timeout(limits.headers, tls.accept(stream)).await {
        Ok(secured) => secured.map(Some),
        Err(_late) => Ok(None),
    }
}
