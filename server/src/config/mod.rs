//! The server's settings: defaults, overridden by a file, by the environment, by flags; refused as a whole with every
//! fault named, before anything is opened or bound.

mod fault;
mod flags;
mod front;
mod limits;
mod places;
mod quotas;
mod sources;
#[cfg(test)]
mod tests;
mod tls;
mod upstream;
mod values;

use std::{fs::DirBuilder, io, net::SocketAddr, os::unix::fs::DirBuilderExt as _, path::PathBuf, time::Duration};

pub use fault::{ConfigError, Fault};
pub use flags::{Flags, FrontFlags, ShimFlags};
pub use front::Front;
pub use limits::Limits;
pub use places::{DatabaseUrl, PublicUrl};
pub use quotas::Quotas;
use sources::Sources;
pub use tls::{NotRenewed, Tls};
pub use upstream::{ShimConfig, UpstreamAddress};
pub use values::{CollectorUrl, Log, LogFormat};

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
    /// What the main port speaks TLS with, if it does.
    pub tls: Option<Tls>,
    /// What is logged, and how.
    pub log: Log,
    /// Whose word about the client's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// What one client, or many, may take of the server.
    pub limits: Limits,
    /// Whether a web service may be on this machine, over http: for development alone.
    pub allow_local_web_service: bool,
    /// How much may be reported.
    pub quotas: Quotas,
}

impl Config {
    /// Reads the settings; `environment` looks a variable up.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut sources = Sources::open(flags.front.config.as_deref(), &flags.settings(), &environment);
        let config = Self::read(&mut sources);
        sources.finish()?;
        Ok(config)
    }

    /// The settings that hold if nobody says anything, with files in `data_dir`.
    pub fn default_in(data_dir: impl Into<PathBuf>) -> Self {
        let data_dir = data_dir.into();
        let database = DatabaseUrl::file_in(&data_dir);
        let key_file = data_dir.join("master.key");
        let quotas = Quotas::default();
        Self::behind(
            Front::default(),
            Place { data_dir, database, key_file, public_url: None, allow_local_web_service: false, quotas },
        )
    }

    /// Makes the data directory, for its owner alone. One that exists is left as it is.
    pub fn create_data_dir(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.data_dir)
    }

    fn read(sources: &mut Sources<'_>) -> Self {
        let data_dir = sources.read("data_dir", values::path, || PathBuf::from("./kadans-data"));
        let database = sources.read("database_url", DatabaseUrl::parse, || DatabaseUrl::file_in(&data_dir));
        if !database.is_sqlite() {
            sources.require("key_file", "every replica on one PostgreSQL database needs the same key file");
        }
        let key_file = sources.read("key_file", values::path, || data_dir.join("master.key"));
        let public_url = sources.read("public_url", |text| PublicUrl::parse(text).map(Some), || None);
        let allow_local_web_service = sources.read("allow_local_web_service", values::yes_or_no, || false);
        let quotas = Quotas::read(sources);
        let place = Place { data_dir, database, key_file, public_url, allow_local_web_service, quotas };
        Self::behind(Front::read(sources), place)
    }

    fn behind(front: Front, place: Place) -> Self {
        let Front { listen, admin_listen, tls, log, trusted_proxies, limits } = front;
        let Place { data_dir, database, key_file, public_url, allow_local_web_service, quotas } = place;
        Self {
            listen,
            admin_listen,
            database,
            data_dir,
            key_file,
            public_url,
            tls,
            log,
            trusted_proxies,
            limits,
            allow_local_web_service,
            quotas,
        }
    }

    /// How the world reaches the server, which listens on `bound`.
    pub fn public_url_at(&self, bound: SocketAddr) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl::of_address(bound, self.tls.is_some()))
    }
}

/// What is said of a server and not of a shim.
struct Place {
    data_dir: PathBuf,
    database: DatabaseUrl,
    key_file: PathBuf,
    public_url: Option<PublicUrl>,
    allow_local_web_service: bool,
    quotas: Quotas,
}

/// Ten seconds, within which a client has to get something done.
const TEN_SECONDS: Duration = Duration::from_secs(10);
