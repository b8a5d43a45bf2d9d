//! The cookie that carries the refresh token: scripts can't read it, and other sites can't make a browser send it.

use tonic::metadata::{MetadataMap, MetadataValue};
use zeroize::Zeroizing;

const NAME: &str = "kadans_refresh";

/// How the cookie is set.
#[derive(Clone, Copy, Debug)]
pub struct RefreshCookie {
    /// Only over TLS: when the public URL is https. A browser drops such a cookie on a plain connection.
    pub secure: bool,
}

impl RefreshCookie {
    /// The cookie for a server reached by `public_url`.
    pub fn for_url(public_url: Option<&str>) -> Self {
        let https = |url: &str| url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        Self { secure: public_url.is_some_and(https) }
    }

    /// Sets the cookie for `seconds`.
    pub(crate) fn set(self, metadata: &mut MetadataMap, token: &str, seconds: i64) {
        // Only calls of the session service get to see it.
        let secure = if self.secure { "; Secure" } else { "" };
        let cookie = format!(
            "{NAME}={token}; Path=/kadans.v1.SessionService; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
        );
        let mut value = MetadataValue::try_from(cookie).expect("tickets are made of characters that headers take");
        value.set_sensitive(true);
        metadata.insert("set-cookie", value);
    }

    /// Makes the browser forget the cookie.
    pub(crate) fn clear(self, metadata: &mut MetadataMap) {
        self.set(metadata, "", 0);
    }
}

/// The refresh token a call came with.
pub(crate) fn refresh_token(metadata: &MetadataMap) -> Option<Zeroizing<String>> {
    // HTTP/2 may split the cookies over several headers (RFC 9113, section 8.2.3).
    let headers = metadata.get_all("cookie").into_iter().filter_map(|header| header.to_str().ok());
    let mut cookies = headers.flat_map(|header| header.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    cookies.find(|(name, _)| *name == NAME).map(|(_, token)| Zeroizing::new(token.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(public_url: Option<&str>) -> String {
        let mut metadata = MetadataMap::new();
        RefreshCookie::for_url(public_url).set(&mut metadata, "abc", 60);
        metadata.get("set-cookie").unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn the_cookie_is_for_the_session_service_alone_and_out_of_reach_of_scripts() {
        let expected = "kadans_refresh=abc; Path=/kadans.v1.SessionService; Max-Age=60; HttpOnly; SameSite=Strict";
        assert_eq!(set(Some("http://kadans.test")), expected);
        assert_eq!(set(None), expected);
    }

    #[test]
    fn it_travels_over_tls_alone_when_the_public_url_does() {
        assert!(set(Some("https://kadans.test")).ends_with("; Secure"));
        assert!(set(Some("HTTPS://kadans.test")).ends_with("; Secure"));
    }

    #[test]
    fn the_token_is_found_among_other_cookies_and_in_split_headers() {
        let mut metadata = MetadataMap::new();
        assert!(refresh_token(&metadata).is_none());
        metadata.append("cookie", "theme=dark; kadans_refresh_old=1".parse().unwrap());
        assert!(refresh_token(&metadata).is_none());
        metadata.append("cookie", "kadans_refresh=a.b; lang=nl".parse().unwrap());
        assert_eq!(*refresh_token(&metadata).unwrap(), "a.b");
    }
}
