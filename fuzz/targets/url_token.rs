//! What stands where a URL token or an API key is expected: it is one in one way only, or none.
#![no_main]

use kadans_fuzz::auth::url_token::{TokenKind, UrlToken};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let kinds = [TokenKind::NotificationUrl, TokenKind::ApiKey];
    let well_formed = kinds.into_iter().filter(|kind| UrlToken::is_well_formed(*kind, &text)).count();
    let Some(token) = UrlToken::parse(&text) else {
        assert_eq!(well_formed, 0, "{text}");
        return;
    };
    assert_eq!(well_formed, 1, "{text} is of one kind");
    assert_eq!(token.reveal(), text);
    assert!(text.is_ascii() && text.contains(token.public_id()) && !token.public_id().is_empty());
});
