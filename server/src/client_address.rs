//! Which address a call really came from, when proxies that we trust stand between.

use std::net::IpAddr;

use ipnet::IpNet;

/// The networks of the proxies whose word is taken.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Reads networks or addresses, separated by commas.
    pub fn parse(text: &str) -> Result<Self, String> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let networks = entries.map(|entry| {
            let network = entry.parse::<IpNet>().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| format!("\"{entry}\" is not a network such as 10.0.0.0/8"))
        });
        networks.collect::<Result<_, _>>().map(Self)
    }

    /// The client's address, given the address at the other end of the connection and the `X-Forwarded-For` headers in
    /// their order.
    ///
    /// Each proxy appends whom it was called by. So the list is read from its end, for as long as those who wrote are
    /// trusted: what stands further in front may be invented by the client.
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl IntoIterator<Item = &'a str>) -> IpAddr {
        let mut client = peer.to_canonical();
        let headers: Vec<_> = forwarded.into_iter().collect();
        for entry in headers.iter().rev().flat_map(|header| header.rsplit(',')) {
            if !self.trusts(client) {
                break;
            }
            let Ok(address) = entry.trim().parse::<IpAddr>() else { break };
            client = address.to_canonical();
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::TrustedProxies;

    fn client(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let trusted = TrustedProxies::parse(trusted).unwrap();
        trusted.client(peer.parse::<IpAddr>().unwrap(), forwarded.iter().copied()).to_string()
    }

    #[test]
    fn without_trusted_proxies_nobodys_word_is_taken() {
        assert_eq!(client("", "192.0.2.1", &["198.51.100.9"]), "192.0.2.1");
    }

    #[test]
    fn the_address_in_front_of_the_last_trusted_proxy_is_the_client() {
        let trusted = "10.0.0.0/8, 192.0.2.1";
        assert_eq!(client(trusted, "10.0.0.1", &["6.6.6.6, 198.51.100.9, 192.0.2.1"]), "198.51.100.9");
        assert_eq!(client(trusted, "10.0.0.1", &["6.6.6.6", "198.51.100.9", "192.0.2.1"]), "198.51.100.9");
        assert_eq!(client(trusted, "::ffff:10.0.0.1", &["::ffff:198.51.100.9"]), "198.51.100.9");
    }

    #[test]
    fn what_is_not_an_address_ends_the_list() {
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["198.51.100.9, unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &[]), "10.0.0.1");
    }
}
