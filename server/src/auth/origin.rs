//! Which web pages may call: those the server itself served.

use http::Uri;

/// Whether a call with this `Origin` header may go on: there is none (not a browser, or a page of ours that was only
/// navigated to), or it is that of the public URL, or it names the host the call was sent to.
///
/// `host` is the `Host` header or the HTTP/2 authority.
pub fn allowed(origin: Option<&str>, host: Option<&str>, public_url: Option<&str>) -> bool {
    let Some(origin) = origin else { return true };
    let Some(origin) = Place::of_origin(origin) else { return false };
    let is_public = public_url.and_then(Place::of_url).is_some_and(|public| public == origin);
    // A call does not say by which scheme the browser reached a proxy in front of us: that of the origin is taken.
    let is_host = host.and_then(|host| Place::of_host(&origin.scheme, host)).is_some_and(|host| host == origin);
    is_public || is_host
}

/// Scheme, host and port of an address.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    scheme: String,
    host: String,
    port: u16,
}

impl Place {
    /// An origin has nothing after the port; `null`, as sandboxed pages send it, is none.
    fn of_origin(origin: &str) -> Option<Self> {
        let (_, authority) = origin.split_once("://")?;
        if authority.contains(['/', '?', '#', '@']) { None } else { Self::of_url(origin) }
    }

    fn of_url(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = uri.scheme_str()?.to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let host = uri.host()?.to_ascii_lowercase();
        Some(Self { scheme, host, port: uri.port_u16().unwrap_or(default_port) })
    }

    fn of_host(scheme: &str, host: &str) -> Option<Self> {
        Self::of_origin(&format!("{scheme}://{host}"))
    }
}

#[cfg(test)]
mod tests {
    use super::allowed;

    const PUBLIC: Option<&str> = Some("https://kadans.example/app");

    #[test]
    fn calls_without_an_origin_go_on() {
        assert!(allowed(None, Some("kadans.example"), PUBLIC));
        assert!(allowed(None, None, None));
    }

    #[test]
    fn pages_of_the_public_url_may_call_through_any_proxy() {
        for origin in ["https://kadans.example", "https://kadans.example:443", "https://KADANS.example"] {
            assert!(allowed(Some(origin), Some("10.0.0.7:8080"), PUBLIC), "{origin}");
        }
    }

    #[test]
    fn pages_of_the_host_that_is_called_may_call() {
        assert!(allowed(Some("http://127.0.0.1:8080"), Some("127.0.0.1:8080"), None));
        assert!(allowed(Some("http://[::1]:8080"), Some("[::1]:8080"), None));
        assert!(allowed(Some("http://kadans.test"), Some("kadans.test:80"), None));
        assert!(allowed(Some("https://kadans.test"), Some("kadans.test"), None));
    }

    #[test]
    fn foreign_pages_may_not_call() {
        let foreign = [
            "https://evil.example",
            "http://kadans.example",
            "https://kadans.example:8443",
            "https://kadans.example.evil.example",
            "https://kadans.example@evil.example",
            "https://evil.example/https://kadans.example",
            "null",
            "",
            "kadans.example",
            "file://",
            "ftp://kadans.example",
        ];
        for origin in foreign {
            assert!(!allowed(Some(origin), Some("127.0.0.1:8080"), PUBLIC), "{origin}");
        }
        assert!(!allowed(Some("https://evil.example"), None, None));
    }
}
