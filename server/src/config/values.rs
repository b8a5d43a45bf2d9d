//! Reads the plain values among the settings.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use tracing_subscriber::EnvFilter;
use url::Url;

/// What is logged, and how.
#[derive(Clone, Debug)]
pub struct Log {
    /// What to log, as `tracing_subscriber::EnvFilter` reads it.
    pub filter: String,
    /// How log lines look.
    pub format: LogFormat,
    /// Where traces are sent, if anywhere.
    pub collector: Option<CollectorUrl>,
}

/// An OpenTelemetry collector that takes OTLP over gRPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectorUrl(String);

impl CollectorUrl {
    /// Reads `http://…` or `https://…`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_right = |url: &Url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.path() == "/"
                && !text.contains(['@', '?'])
        };
        match Url::parse(text) {
            Ok(url) if is_right(&url) => Ok(Self(url.as_str().to_owned())),
            _ => {
                Err("is not the URL of a collector that takes OTLP over gRPC, such as http://127.0.0.1:4317".to_owned())
            }
        }
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Json,
}

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("\"{text}\" is not an IP address and port such as 127.0.0.1:8080"))
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() { Err("must not be empty".to_owned()) } else { Ok(PathBuf::from(text)) }
}

pub(super) fn log_filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("\"{text}\" is not a log filter such as info or kadans_server=debug: {error}")),
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!("\"{text}\" is neither text nor json")),
    }
}

pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(format!("\"{text}\" is neither true nor false")),
    }
}

pub(super) fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if (1..=1_000_000).contains(&count) => Ok(count),
        _ => Err(format!("\"{text}\" is not a number from 1 to 1000000")),
    }
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds) if (1..=3600).contains(&seconds) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!("\"{text}\" is not a number of seconds from 1 to 3600")),
    }
}
