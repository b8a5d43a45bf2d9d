//! The server's settings: defaults, overridden by a file, by the environment, by flags; refused as a whole with every
//! fault named, before anything is opened or bound.

mod fault;
mod flags;
mod limits;
mod places;
mod sources;
#[cfg(test)]
mod tests;
mod values;

use std::{
    fs::DirBuilder,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    os::unix::fs::DirBuilderExt as _,
    path::PathBuf,
    time::Duration,
};

pub use fault::{ConfigError, Fault};
pub use flags::Flags;
pub use limits::Limits;
pub use places::{DatabaseUrl, PublicUrl};
use sources::Sources;
pub use values::LogFormat;

use crate::client_address::TrustedProxies;

/// Everything the server has to be told, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where gRPC, gRPC-web, the web client, the shim and the probes listen.
    pub listen: SocketAddr,
    /// Where metrics are given; not for the public.
    pub admin_listen: SocketAddr,
    /// The database.
    pub database: DatabaseUrl,
    /// Where the server keeps its own files.
    pub data_dir: PathBuf,
    /// The file with the master key. It is made on first use only where the database is a file beside it.
    pub key_file: PathBuf,
    /// How the world reaches the server, if it was said.
    pub public_url: Option<PublicUrl>,
    /// What to log, as `tracing_subscriber::EnvFilter` reads it.
    pub log_filter: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Whose word about the client's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// What one client, or many, may take of the server.
    pub limits: Limits,
}

impl Config {
    /// Reads the settings; `environment` looks a variable up.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut sources = Sources::open(flags, &environment);
        let config = Self::read(&mut sources);
        sources.finish()?;
        Ok(config)
    }

    /// The settings that hold if nobody says anything, with files in `data_dir`.
    pub fn default_in(data_dir: impl Into<PathBuf>) -> Self {
        let data_dir = data_dir.into();
        Self {
            listen: local(8080),
            admin_listen: local(9090),
            database: DatabaseUrl::file_in(&data_dir),
            key_file: data_dir.join("master.key"),
            data_dir,
            public_url: None,
            log_filter: "info,sea_orm_migration=warn".to_owned(),
            log_format: LogFormat::Text,
            trusted_proxies: TrustedProxies::default(),
            limits: Limits::default(),
        }
    }

    /// Makes the data directory, for its owner alone. One that exists is left as it is.
    pub fn create_data_dir(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.data_dir)
    }

    fn read(sources: &mut Sources<'_>) -> Self {
        let data_dir = sources.read("data_dir", values::path, || PathBuf::from("./kadans-data"));
        let default = Self::default_in(data_dir);
        let database = sources.read("database_url", DatabaseUrl::parse, || default.database);
        if !database.is_sqlite() {
            sources.require("key_file", "every replica on one PostgreSQL database needs the same key file");
        }
        let listen = sources.read("listen", values::address, || default.listen);
        let admin_listen = sources.read("admin_listen", values::address, || default.admin_listen);
        if listen == admin_listen && listen.port() != 0 {
            sources.refuse("admin_listen", "is the same address as listen: metrics need a port of their own");
        }
        Self {
            listen,
            admin_listen,
            database,
            data_dir: default.data_dir,
            key_file: sources.read("key_file", values::path, || default.key_file),
            public_url: sources.read("public_url", |text| PublicUrl::parse(text).map(Some), || None),
            log_filter: sources.read("log", values::log_filter, || default.log_filter),
            log_format: sources.read("log_format", values::log_format, || default.log_format),
            trusted_proxies: sources.read("trusted_proxies", TrustedProxies::parse, || default.trusted_proxies),
            limits: Limits {
                connections: sources.read("max_connections", values::count, || default.limits.connections),
                drain: sources.read("drain_seconds", values::seconds, || default.limits.drain),
                ..default.limits
            },
        }
    }

    /// How the world reaches the server, which listens on `bound`.
    pub fn public_url_at(&self, bound: SocketAddr) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl::of_address(bound))
    }
}

const fn local(port: u16) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}

/// Ten seconds, within which a client has to get something done.
const TEN_SECONDS: Duration = Duration::from_secs(10);
