//! How the two versions of HTTP are spoken.

use hyper_util::{
    rt::{TokioExecutor, TokioTimer},
    server::conn::auto::Builder,
};

use super::opening::Protocol;
use crate::config::Limits;

/// Most bytes of a request's headers.
const HEADERS: u32 = 16 * 1024;
/// Requests at a time on one HTTP/2 connection.
const STREAMS: u32 = 256;
/// Streams that a client may make us reset before the connection is given up (CVE-2023-44487 and its kin).
const LOCAL_RESETS: usize = 256;
/// Streams that a client may reset itself before they were looked at.
const PENDING_RESETS: usize = 20;
/// What may wait to be sent on one stream: a watcher that does not read must not pile up changes.
const SEND_BUFFER: usize = 64 * 1024;

/// The settings of both protocols.
pub(super) struct Protocols {
    http1: Builder<TokioExecutor>,
    http2: Builder<TokioExecutor>,
}

impl Protocols {
    pub(super) fn new(limits: &Limits) -> Self {
        let mut http1 = Builder::new(TokioExecutor::new()).http1_only();
        http1.http1().timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(HEADERS as usize);
        let mut http2 = Builder::new(TokioExecutor::new()).http2_only();
        http2
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_local_error_reset_streams(LOCAL_RESETS)
            .max_pending_accept_reset_streams(PENDING_RESETS)
            .max_header_list_size(HEADERS)
            .keep_alive_interval(limits.keep_alive_interval)
            .keep_alive_timeout(limits.keep_alive_timeout)
            .max_send_buf_size(SEND_BUFFER);
        Self { http1, http2 }
    }

    pub(super) fn builder(&self, protocol: Protocol) -> &Builder<TokioExecutor> {
        match protocol {
            Protocol::Http1 => &self.http1,
            Protocol::Http2 => &self.http2,
        }
    }
}
