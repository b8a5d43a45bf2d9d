//! The settings as flags. They are read as text, so that faults in flags are named together with all others.

#![allow(clippy::doc_markdown, reason = "the comments are what --help says")]

use std::path::PathBuf;

use clap::Args;

/// A setting's name, which is also its key in the file, and its flag's value.
pub(super) type Setting<'f> = (&'static str, Option<&'f str>);

/// Settings of every command that listens.
#[derive(Args, Clone, Default)]
pub struct FrontFlags {
    /// TOML file with settings: the names of these flags with `_` for `-` [env: KADANS_CONFIG]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address of the notification URLs and of all else that is for the public [env: KADANS_LISTEN] [default:
    /// 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Address of the metrics, not for the public [env: KADANS_ADMIN_LISTEN] [default: 127.0.0.1:9090]
    #[arg(long, value_name = "ADDRESS")]
    pub admin_listen: Option<String>,
    /// PEM file with the certificate to speak TLS with, and with those that lead to its issuer [env: KADANS_TLS_CERT]
    /// [default: plain text]
    #[arg(long, value_name = "FILE")]
    pub tls_cert: Option<String>,
    /// PEM file with the private key of the certificate [env: KADANS_TLS_KEY]
    #[arg(long, value_name = "FILE")]
    pub tls_key: Option<String>,
    /// What to log, such as `info` or `kadans_server=debug` [env: KADANS_LOG] [default: info]
    #[arg(long, value_name = "FILTER")]
    pub log: Option<String>,
    /// `text` or `json` [env: KADANS_LOG_FORMAT] [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// OpenTelemetry collector to send traces to, over OTLP/gRPC [env: KADANS_OTLP_ENDPOINT, or
    /// OTEL_EXPORTER_OTLP_ENDPOINT] [default: none]
    #[arg(long, value_name = "URL")]
    pub otlp_endpoint: Option<String>,
    /// Networks of proxies whose X-Forwarded-For is believed, separated by commas [env: KADANS_TRUSTED_PROXIES]
    /// [default: none]
    #[arg(long, value_name = "NETWORKS")]
    pub trusted_proxies: Option<String>,
    /// Most connections at a time [env: KADANS_MAX_CONNECTIONS] [default: 10000]
    #[arg(long, value_name = "NUMBER")]
    pub max_connections: Option<String>,
    /// How long requests under way have to end at a stop [env: KADANS_DRAIN_SECONDS] [default: 8]
    #[arg(long, value_name = "SECONDS")]
    pub drain_seconds: Option<String>,
}

impl FrontFlags {
    fn settings(&self) -> [Setting<'_>; 10] {
        [
            ("listen", self.listen.as_deref()),
            ("admin_listen", self.admin_listen.as_deref()),
            ("tls_cert", self.tls_cert.as_deref()),
            ("tls_key", self.tls_key.as_deref()),
            ("log", self.log.as_deref()),
            ("log_format", self.log_format.as_deref()),
            ("otlp_endpoint", self.otlp_endpoint.as_deref()),
            ("trusted_proxies", self.trusted_proxies.as_deref()),
            ("max_connections", self.max_connections.as_deref()),
            ("drain_seconds", self.drain_seconds.as_deref()),
        ]
    }
}

/// Settings of the server given on the command line; each can also be given in the environment or in the file.
#[derive(Args, Clone, Default)]
pub struct Flags {
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would replace the description of the command")]
    pub front: FrontFlags,
    /// `postgres://…` or `sqlite:…` [env: KADANS_DATABASE_URL] [default: the file kadans.db in the data directory]
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// Directory of the server's own files [env: KADANS_DATA_DIR] [default: ./kadans-data]
    #[arg(long, value_name = "DIRECTORY")]
    pub data_dir: Option<String>,
    /// File with the master key; required with PostgreSQL [env: KADANS_KEY_FILE] [default: master.key in the data
    /// directory]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<String>,
    /// How the world reaches the server [env: KADANS_PUBLIC_URL] [default: https:// with TLS, else http://, and the
    /// address]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Whether the web service for break types may be on this machine, over http: for development alone [env:
    /// KADANS_ALLOW_LOCAL_WEB_SERVICE] [default: false]
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    pub allow_local_web_service: Option<String>,
    /// Most states a second that one integration may report; ten times as many at once, or 1000 if that is more [env:
    /// KADANS_INTEGRATION_QUOTA] [default: 100000]
    #[arg(long, value_name = "NUMBER")]
    pub integration_quota: Option<String>,
    /// Most states a second that all integrations of an account may report; ten times as many at once, or 1000 if that
    /// is more [env: KADANS_ACCOUNT_QUOTA] [default: 200000]
    #[arg(long, value_name = "NUMBER")]
    pub account_quota: Option<String>,
}

impl Flags {
    pub(super) fn settings(&self) -> Vec<Setting<'_>> {
        let own = [
            ("database_url", self.database_url.as_deref()),
            ("data_dir", self.data_dir.as_deref()),
            ("key_file", self.key_file.as_deref()),
            ("public_url", self.public_url.as_deref()),
            ("allow_local_web_service", self.allow_local_web_service.as_deref()),
            ("integration_quota", self.integration_quota.as_deref()),
            ("account_quota", self.account_quota.as_deref()),
        ];
        self.front.settings().into_iter().chain(own).collect()
    }
}

/// Settings of a shim that stands alone given on the command line; each can also be given in the environment or in the
/// file.
#[derive(Args, Clone, Default)]
pub struct ShimFlags {
    #[command(flatten)]
    #[allow(missing_docs, reason = "it would replace the description of the command")]
    pub front: FrontFlags,
    /// The server to report to, such as https://kadans.example.com; required [env: KADANS_UPSTREAM]
    #[arg(long, value_name = "URL")]
    pub upstream: Option<String>,
    /// PEM file with the certificates of the authority that vouches for the upstream [env: KADANS_UPSTREAM_CA] [default:
    /// the authorities that browsers trust]
    #[arg(long, value_name = "FILE")]
    pub upstream_ca: Option<String>,
    /// Whether an http:// upstream is allowed that is not on this machine: tokens and states of employees can then be
    /// read on the way [env: KADANS_UPSTREAM_PLAIN_TEXT] [default: false]
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    pub upstream_plain_text: Option<String>,
}

impl ShimFlags {
    pub(super) fn settings(&self) -> Vec<Setting<'_>> {
        let own = [
            ("upstream", self.upstream.as_deref()),
            ("upstream_ca", self.upstream_ca.as_deref()),
            ("upstream_plain_text", self.upstream_plain_text.as_deref()),
        ];
        self.front.settings().into_iter().chain(own).collect()
    }
}
