//! Where the database is, and where the server is found.

use std::{fmt, net::SocketAddr, path::Path};

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

/// What a file name must not have as it is in an `sqlite:` URL.
const FILE_NAME: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#').add(b' ');

/// The URL of the database. It may hold a password, so it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The SQLite file `kadans.db` in a directory.
    pub fn file_in(directory: &Path) -> Self {
        let file = directory.join("kadans.db");
        let name = file.to_string_lossy();
        Self(format!("sqlite:{}?mode=rwc", utf8_percent_encode(&name, FILE_NAME)))
    }

    /// Reads a URL of one of the two kinds of database there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let schemes = ["sqlite:", "postgres://", "postgresql://"];
        if !schemes.iter().any(|scheme| text.starts_with(scheme)) {
            return Err("must begin with sqlite: or postgres://".to_owned());
        }
        match Url::parse(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(problem) => Err(format!(
                "is not a URL such as postgres://user:password@host:5432/database: {problem}; special characters of a \
                 password are written as %40 for @"
            )),
        }
    }

    /// Whether it is a file of this machine.
    pub fn is_sqlite(&self) -> bool {
        self.0.starts_with("sqlite:")
    }

    /// The URL with its password, for opening the database.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_sqlite() { "sqlite:…" } else { "postgres://…" })
    }
}

/// How the world reaches the server: scheme, host and port, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Reads `http://…` or `https://…`; the server answers at the root of its host, so there is no path.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is not a URL such as https://kadans.example.com, without a path");
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(wrong()) };
        let bare = matches!(uri.path(), "" | "/") && uri.query().is_none() && !text.contains(['#', '@']);
        if bare && matches!(scheme, "http" | "https") && !authority.host().is_empty() {
            Ok(Self(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase())))
        } else {
            Err(wrong())
        }
    }

    /// A server that is reached at the address it listens on; at this machine's, if it listens on all.
    pub fn of_address(bound: SocketAddr, is_tls: bool) -> Self {
        let scheme = if is_tls { "https" } else { "http" };
        if bound.ip().is_unspecified() {
            Self(format!("{scheme}://localhost:{}", bound.port()))
        } else {
            Self(format!("{scheme}://{bound}"))
        }
    }

    /// The URL, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
