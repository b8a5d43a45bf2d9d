//! The URL of a web service: what it may look like. Whether its name leads to a public address is seen when it is asked.

use std::net::IpAddr;

use url::{Host, Url};

use super::{address::is_public, settings::Fault};

const FIELD: &str = "url";
const LONGEST: usize = 500;
/// Names within a private network or a machine (RFC 6761, RFC 6762, RFC 8375, ICANN), and what clouds call theirs.
const PRIVATE_SUFFIXES: [&str; 11] =
    ["localhost", "localdomain", "local", "internal", "intranet", "private", "lan", "home", "corp", "onion", "arpa"];

/// Where a web service may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// On the public Internet alone, over https.
    #[default]
    Public,
    /// Also on this machine, over http or https: for development.
    ThisMachineToo,
}

impl Reach {
    /// Whether this address may be asked, over TLS or not.
    pub fn allows(self, address: IpAddr, over_tls: bool) -> bool {
        (over_tls && is_public(address)) || (self == Self::ThisMachineToo && is_loopback(address))
    }
}

fn is_loopback(address: IpAddr) -> bool {
    address.is_loopback()
}

/// Reads the URL, which includes the tenant ID.
pub(super) fn read(text: &str, reach: Reach) -> Result<Url, Fault> {
    if text.is_empty() {
        return Err(Fault::new(FIELD, "REQUIRED", "must be given, with the tenant ID"));
    }
    if text.chars().count() > LONGEST {
        return Err(Fault::new(FIELD, "TOO_LONG", format!("must have at most {LONGEST} characters")));
    }
    // The parser forgives all of these silently: what is shown would not be what is asked.
    let is_odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '<' | '>' | '"' | '`' | '{' | '}');
    let parsed = if text.contains(is_odd) { None } else { Url::parse(text).ok() };
    let shape = || Fault::new(FIELD, "NOT_A_URL", "must be a URL such as https://example.odigo.cx/tenant");
    let url = parsed.filter(|url| has_two_slashes(text, url)).ok_or_else(shape)?;
    let host = url.host().ok_or_else(shape)?.to_owned();
    let is_local = match &host {
        Host::Ipv4(address) => is_loopback((*address).into()),
        Host::Ipv6(address) => is_loopback((*address).into()),
        Host::Domain(name) => name == "localhost",
    };
    let may_be_local = reach == Reach::ThisMachineToo && is_local;
    if url.scheme() != "https" && !(url.scheme() == "http" && may_be_local) {
        return Err(Fault::new(FIELD, "NOT_HTTPS", "must begin with https://"));
    }
    if !url.username().is_empty() || url.password().is_some() || authority(text).contains('@') {
        return Err(Fault::new(FIELD, "USER_IN_URL", "must not have a user name: give it in its own field"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Fault::new(FIELD, "QUERY_IN_URL", "must not have a part after ? or #"));
    }
    if !may_be_local {
        host_is_public(&host, text)?;
    }
    if url.path().trim_matches('/').is_empty() {
        return Err(Fault::new(
            FIELD,
            "NO_TENANT",
            "must have the tenant ID after the host, as in https://example.odigo.cx/tenant",
        ));
    }
    Ok(url)
}

/// Whether scheme and host are set apart as they should be: `https:host` and `https:///host` are forgiven as well.
fn has_two_slashes(text: &str, url: &Url) -> bool {
    text.split_once("://")
        .is_some_and(|(scheme, rest)| scheme.eq_ignore_ascii_case(url.scheme()) && !rest.starts_with('/'))
}

/// What stands between the scheme and the path, as it was written.
fn authority(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The literal checks: an address has to be public and written as addresses are, a name has to be one of the Internet.
fn host_is_public(host: &Host<String>, text: &str) -> Result<(), Fault> {
    let refused = || Fault::new(FIELD, "PRIVATE_HOST", "must have a host on the public Internet");
    let written = authority(text);
    match host {
        // Written in octal, in hexadecimal or in one number, it hides where it leads.
        Host::Ipv4(address) if !written.starts_with(&address.to_string()) => Err(refused()),
        Host::Ipv4(address) if !is_public((*address).into()) => Err(refused()),
        Host::Ipv6(address) if !is_public((*address).into()) => Err(refused()),
        Host::Ipv4(_) | Host::Ipv6(_) => Ok(()),
        Host::Domain(name) => {
            let last = name.rsplit('.').next().unwrap_or_default();
            let is_dotted = name.contains('.') && !name.ends_with('.');
            if is_dotted && !PRIVATE_SUFFIXES.contains(&last) { Ok(()) } else { Err(refused()) }
        }
    }
}
