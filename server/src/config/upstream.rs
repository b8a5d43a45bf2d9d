//! The settings of a shim that stands alone.

use std::net::IpAddr;

use url::{Host, Url};

use super::{ConfigError, Front, ShimFlags, sources::Sources, tls, values};

/// Everything a shim that stands alone has to be told, checked.
#[derive(Clone, Debug)]
pub struct ShimConfig {
    /// Where it listens, and what goes with that.
    pub front: Front,
    /// The server it reports to.
    pub upstream: UpstreamAddress,
}

impl ShimConfig {
    /// Reads the settings; `environment` looks a variable up.
    pub fn load(flags: &ShimFlags, environment: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut sources = Sources::open(flags.front.config.as_deref(), &flags.settings(), &environment);
        let front = Front::read(&mut sources);
        let upstream = UpstreamAddress::read(&mut sources);
        sources.finish()?;
        Ok(Self { front, upstream })
    }
}

/// Where the upstream is, and who vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamAddress {
    /// Scheme, host and port.
    pub url: String,
    /// Certificates of the authority that vouches for it, as PEM; those that browsers trust, if there are none.
    pub authority: Option<Vec<u8>>,
}

impl UpstreamAddress {
    fn read(sources: &mut Sources<'_>) -> Self {
        sources.require("upstream", "the address of the server to report to, such as https://kadans.example.com");
        let is_plain_allowed = sources.read("upstream_plain_text", values::yes_or_no, || false);
        let url = sources.read("upstream", |text| parse(text, is_plain_allowed), String::new);
        let authority = sources.read("upstream_ca", |file| tls::authority(file).map(Some), || None);
        if authority.is_some() && url.starts_with("http:") {
            sources.refuse("upstream_ca", "is of no use to an http:// upstream: write https:// in upstream");
        }
        Self { url, authority }
    }
}

fn parse(text: &str, is_plain_allowed: bool) -> Result<String, String> {
    // What stands before an @ may be a password, so a URL that has one is not shown.
    let shown = if text.contains('@') { "it" } else { text };
    let wrong = || format!("{shown} is not a URL such as https://kadans.example.com, without a path");
    let url = Url::parse(text).map_err(|_| wrong())?;
    let host = url.host().ok_or_else(wrong)?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && !text.contains('@');
    let is_loopback = match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => IpAddr::V4(address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(address).is_loopback(),
    };
    match url.scheme() {
        _ if !is_bare => Err(wrong()),
        "https" => Ok(url.as_str().to_owned()),
        "http" if is_loopback || is_plain_allowed => Ok(url.as_str().to_owned()),
        "http" => Err(format!(
            "{shown} would send tokens and states of employees in plain text: write https://, or allow it with \
             --upstream-plain-text"
        )),
        _ => Err(wrong()),
    }
}
