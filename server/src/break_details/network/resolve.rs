//! From names to addresses.

use std::{io, net::IpAddr};

use async_trait::async_trait;

/// Tells the addresses of a name.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// Every address that the name has now.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// As the machine does.
#[derive(Clone, Copy, Debug)]
pub struct SystemResolver;

#[async_trait]
impl Resolve for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        // The resolver wants a port, and gives it back.
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}
