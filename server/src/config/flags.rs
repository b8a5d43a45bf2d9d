//! The settings as flags. They are read as text, so that faults in flags are named together with all others.

#![allow(clippy::doc_markdown, reason = "the comments are what --help says")]

use std::path::PathBuf;

use clap::Args;

/// Settings given on the command line; each can also be given in the environment or in the file.
#[derive(Args, Clone, Default)]
pub struct Flags {
    /// TOML file with settings: the names of these flags with `_` for `-` [env: KADANS_CONFIG]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address of gRPC, the web client and the notification URLs [env: KADANS_LISTEN] [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Address of the metrics [env: KADANS_ADMIN_LISTEN] [default: 127.0.0.1:9090]
    #[arg(long, value_name = "ADDRESS")]
    pub admin_listen: Option<String>,
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
    /// How the world reaches the server [env: KADANS_PUBLIC_URL] [default: http://<listen>]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// What to log, such as `info` or `kadans_server=debug` [env: KADANS_LOG] [default: info]
    #[arg(long, value_name = "FILTER")]
    pub log: Option<String>,
    /// `text` or `json` [env: KADANS_LOG_FORMAT] [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// Networks of proxies whose X-Forwarded-For is believed, separated by commas [env: KADANS_TRUSTED_PROXIES]
    #[arg(long, value_name = "NETWORKS")]
    pub trusted_proxies: Option<String>,
    /// Most connections at a time [env: KADANS_MAX_CONNECTIONS] [default: 10000]
    #[arg(long, value_name = "NUMBER")]
    pub max_connections: Option<String>,
    /// How long requests under way have to end when the server stops [env: KADANS_DRAIN_SECONDS] [default: 8]
    #[arg(long, value_name = "SECONDS")]
    pub drain_seconds: Option<String>,
}

impl Flags {
    /// Every setting by its name, with its flag's value. The names are those of the file.
    pub(super) fn settings(&self) -> [(&'static str, Option<&str>); 11] {
        [
            ("listen", self.listen.as_deref()),
            ("admin_listen", self.admin_listen.as_deref()),
            ("database_url", self.database_url.as_deref()),
            ("data_dir", self.data_dir.as_deref()),
            ("key_file", self.key_file.as_deref()),
            ("public_url", self.public_url.as_deref()),
            ("log", self.log.as_deref()),
            ("log_format", self.log_format.as_deref()),
            ("trusted_proxies", self.trusted_proxies.as_deref()),
            ("max_connections", self.max_connections.as_deref()),
            ("drain_seconds", self.drain_seconds.as_deref()),
        ]
    }
}
