//! The settings of everything that listens: the server, and a shim that stands alone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::{
    Limits, Log, LogFormat, Tls,
    sources::Sources,
    tls,
    values::{self, CollectorUrl},
};
use crate::client_address::TrustedProxies;

/// What is said of the two ports, the log, and of those who connect.
#[derive(Clone, Debug)]
pub struct Front {
    /// Where everything for the public listens.
    pub listen: SocketAddr,
    /// Where metrics are given; not for the public.
    pub admin_listen: SocketAddr,
    /// What the public port speaks TLS with, if it does.
    pub tls: Option<Tls>,
    /// What is logged, and how.
    pub log: Log,
    /// Whose word about the client's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// What one client, or many, may take.
    pub limits: Limits,
}

impl Default for Front {
    fn default() -> Self {
        Self {
            listen: local(8080),
            admin_listen: local(9090),
            tls: None,
            log: Log { filter: "info,sea_orm_migration=warn".to_owned(), format: LogFormat::Text, collector: None },
            trusted_proxies: TrustedProxies::default(),
            limits: Limits::default(),
        }
    }
}

impl Front {
    pub(super) fn read(sources: &mut Sources<'_>) -> Self {
        let default = Self::default();
        let listen = sources.read("listen", values::address, || default.listen);
        let admin_listen = sources.read("admin_listen", values::address, || default.admin_listen);
        if listen == admin_listen && listen.port() != 0 {
            sources.refuse("admin_listen", "is the same address as listen: metrics need a port of their own");
        }
        Self {
            listen,
            admin_listen,
            tls: tls::read(sources),
            log: Log {
                filter: sources.read("log", values::log_filter, || default.log.filter),
                format: sources.read("log_format", values::log_format, || default.log.format),
                collector: sources.read("otlp_endpoint", |text| CollectorUrl::parse(text).map(Some), || None),
            },
            trusted_proxies: sources.read("trusted_proxies", TrustedProxies::parse, || default.trusted_proxies),
            limits: Limits {
                connections: sources.read("max_connections", values::count, || default.limits.connections),
                drain: sources.read("drain_seconds", values::seconds, || default.limits.drain),
                ..default.limits
            },
        }
    }
}

const fn local(port: u16) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}
