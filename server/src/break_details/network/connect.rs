//! A connection to where a URL leads, if nobody has to be kept from going there.

use std::net::{IpAddr, SocketAddr};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};
use url::{Host, Url};

use super::{Resolve, Unreachable};
use crate::odigo::web_service::Reach;

/// A connection, encrypted or not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Connects to the host of `url`. Its name is resolved once; the connection is made to what was found then, so that no
/// later answer of the name service can lead elsewhere.
pub(super) async fn connect(
    url: &Url,
    reach: Reach,
    resolver: &dyn Resolve,
    tls: &TlsConnector,
) -> Result<Box<dyn Stream>, Unreachable> {
    let over_tls = match url.scheme() {
        "https" => true,
        "http" => false,
        _ => return Err(Unreachable),
    };
    let port = url.port_or_known_default().ok_or(Unreachable)?;
    let (addresses, name) = match url.host().ok_or(Unreachable)? {
        Host::Ipv4(address) => (vec![address.into()], ServerName::from(IpAddr::from(address))),
        Host::Ipv6(address) => (vec![address.into()], ServerName::from(IpAddr::from(address))),
        Host::Domain(domain) => {
            let name = ServerName::try_from(domain.to_owned()).map_err(|_| Unreachable)?;
            (resolver.resolve(domain).await.map_err(|_| Unreachable)?, name)
        }
    };
    // A name with one address that may not be asked is not asked at any: whoever owns it is up to something.
    if !addresses.iter().all(|address| reach.allows(*address, over_tls)) {
        tracing::debug!("a web service leads to an address that may not be asked");
        return Err(Unreachable);
    }
    let stream = open(&addresses, port).await?;
    if !over_tls {
        return Ok(Box::new(stream));
    }
    let stream = tls.connect(name, stream).await.map_err(|error| {
        tracing::debug!(%error, "TLS with a web service failed");
        Unreachable
    })?;
    Ok(Box::new(stream))
}

/// Connects to the first address that lets itself be connected to.
async fn open(addresses: &[IpAddr], port: u16) -> Result<TcpStream, Unreachable> {
    for address in addresses {
        match TcpStream::connect(SocketAddr::new(*address, port)).await {
            Ok(stream) => return Ok(stream),
            Err(error) => tracing::debug!(%error, "a web service can't be connected to"),
        }
    }
    Err(Unreachable)
}
