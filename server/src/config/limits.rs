//! What one client, or many, may take of the server.

use std::time::Duration;

use super::TEN_SECONDS;

/// Limits of time, size and number. Only a few are settings; tests shorten the others.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Open connections; more are closed as they come.
    pub connections: usize,
    /// How long a connection may stay silent before its first byte.
    pub first_byte: Duration,
    /// How long a request's headers (over HTTP/1.1 also the pause before them), or HTTP/2's opening, may take.
    pub headers: Duration,
    /// How long a connection may stay open without a request under way.
    pub idle: Duration,
    /// How long a notification's body may take.
    pub body: Duration,
    /// How long requests under way have to end when the server stops.
    pub drain: Duration,
    /// After how long a silence an HTTP/2 connection is asked for a sign of life.
    pub keep_alive_interval: Duration,
    /// How long it has for the sign of life.
    pub keep_alive_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            first_byte: TEN_SECONDS,
            headers: TEN_SECONDS,
            idle: Duration::from_mins(5),
            body: TEN_SECONDS,
            drain: Duration::from_secs(8),
            keep_alive_interval: Duration::from_secs(20),
            keep_alive_timeout: TEN_SECONDS,
        }
    }
}
