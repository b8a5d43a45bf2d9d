//! The URL token: the secret in a notification URL, `odg_<public id>_<secret><checksum>`; and the API key, which is the
//! same with another prefix and travels in a header. Neither is taken for the other.
//!
//! The public id finds the stored row, the secret proves it, the checksum (CRC-32 of all that comes before it) tells
//! a token that was cut off or mistyped without asking the database. All parts are base 62, so the token survives a
//! double click, a URL and a mail as it is.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::derived_key::Pepper;

/// Length of every prefix.
const PREFIX_LENGTH: usize = 4;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 71 bits: no two tokens will ever share one.
const PUBLIC_ID_LENGTH: usize = 12;
/// 256 bits.
const SECRET_LENGTH: usize = 43;
/// 32 bits.
const CHECKSUM_LENGTH: usize = 6;
/// Where the part begins that must stay secret.
pub(super) const SECRET_AT: usize = PREFIX_LENGTH + PUBLIC_ID_LENGTH + 1;
/// Length of every token.
pub(super) const LENGTH: usize = SECRET_AT + SECRET_LENGTH + CHECKSUM_LENGTH;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// It stands in a notification URL.
    NotificationUrl,
    /// It is sent in a header, with the push API.
    ApiKey,
}

impl TokenKind {
    pub(super) const ALL: [Self; 2] = [Self::NotificationUrl, Self::ApiKey];

    pub(super) const fn prefix(self) -> &'static str {
        match self {
            Self::NotificationUrl => "odg_",
            Self::ApiKey => "kpk_",
        }
    }

    /// The kind of a text by its beginning: no JWT begins like a token.
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| text.starts_with(kind.prefix()))
    }
}

/// A token that is well formed; whether it is valid is for the store to say.
pub struct UrlToken {
    text: Zeroizing<String>,
}

impl UrlToken {
    /// A new token, random from the operating system.
    pub fn generate(kind: TokenKind) -> Result<Self, getrandom::Error> {
        // As long as it will get: growing would leave a copy of the secret behind.
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        text.push_str(kind.prefix());
        push_random(&mut text, PUBLIC_ID_LENGTH)?;
        text.push('_');
        push_random(&mut text, SECRET_LENGTH)?;
        let checksum = checksum(&text);
        text.push_str(&checksum);
        Ok(Self { text })
    }

    /// Reads a token; none if it is malformed.
    pub fn parse(text: &str) -> Option<Self> {
        let kind = TokenKind::of(text)?;
        let (public_id, rest) = text.strip_prefix(kind.prefix())?.split_once('_')?;
        let in_alphabet = |part: &str| part.bytes().all(|byte| ALPHABET.contains(&byte));
        let well_formed = public_id.len() == PUBLIC_ID_LENGTH
            && rest.len() == SECRET_LENGTH + CHECKSUM_LENGTH
            && in_alphabet(public_id)
            && in_alphabet(rest);
        if !well_formed {
            return None;
        }
        // All of it is ASCII, so every byte is the edge of a character.
        let (checked, sum) = text.split_at(text.len() - CHECKSUM_LENGTH);
        (checksum(checked) == sum).then(|| Self { text: Zeroizing::new(text.to_owned()) })
    }

    /// Whether a text has the form and the checksum of a token of this kind.
    pub fn is_well_formed(kind: TokenKind, text: &str) -> bool {
        TokenKind::of(text) == Some(kind) && Self::parse(text).is_some()
    }

    /// The part that may be shown and logged.
    pub fn public_id(&self) -> &str {
        let rest = self.text.get(PREFIX_LENGTH..).unwrap_or_default();
        rest.split('_').next().unwrap_or_default()
    }

    /// The whole token, secret included.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// What is stored in its place.
    pub fn mac(&self, pepper: &Pepper) -> Vec<u8> {
        self.keyed(pepper).finalize().into_bytes().to_vec()
    }

    /// Whether this is the token of a stored MAC. Takes the same time whatever the answer.
    pub fn has_mac(&self, pepper: &Pepper, mac: &[u8]) -> bool {
        self.keyed(pepper).verify_slice(mac).is_ok()
    }

    fn keyed(&self, pepper: &Pepper) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(pepper.as_bytes()).expect("HMAC takes keys of any length");
        mac.update(self.text.as_bytes());
        mac
    }
}

/// Shows the public part alone.
impl fmt::Debug for UrlToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = self.text.get(..PREFIX_LENGTH).unwrap_or_default();
        write!(f, "UrlToken({prefix}{}_[redacted])", self.public_id())
    }
}

fn push_random(text: &mut String, length: usize) -> Result<(), getrandom::Error> {
    let mut random = Zeroizing::new([0; 64]);
    let end = text.len() + length;
    while text.len() < end {
        getrandom::fill(random.as_mut_slice())?;
        // 248 is the greatest multiple of 62: a byte beyond it would make some characters likelier than others.
        let digits = random.iter().filter(|byte| **byte < 248).map(|byte| digit(u32::from(*byte)));
        text.extend(digits.take(end - text.len()));
    }
    Ok(())
}

fn checksum(text: &str) -> String {
    let mut rest = crc32fast::hash(text.as_bytes());
    let digits = (0..CHECKSUM_LENGTH).map(|_| {
        let next = digit(rest);
        rest /= 62;
        next
    });
    digits.collect()
}

fn digit(value: u32) -> char {
    let place = (value % 62) as usize;
    char::from(ALPHABET[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::master_key::MasterKey;

    fn token() -> UrlToken {
        UrlToken::generate(TokenKind::NotificationUrl).unwrap()
    }

    #[test]
    fn a_token_reads_back_what_was_generated() {
        let token = token();
        let read = UrlToken::parse(token.reveal()).unwrap();
        assert_eq!(read.public_id(), token.public_id());
        assert_eq!(token.reveal().len(), 66);
    }

    #[test]
    fn a_token_with_any_character_changed_or_cut_off_is_malformed() {
        let token = token();
        let text = token.reveal();
        for at in 0..text.len() {
            let other = if &text[at..=at] == "x" { "y" } else { "x" };
            let changed = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert!(UrlToken::parse(&changed).is_none(), "{at}");
            assert!(UrlToken::parse(&text[..at]).is_none(), "{at}");
        }
        for text in ["", "odg_", "odg__", "odg_ä_ö", "Bearer x"] {
            assert!(UrlToken::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn only_the_token_itself_has_its_mac_and_only_under_the_same_pepper() {
        let (token, other) = (token(), token());
        let pepper = MasterKey::from_bytes([1; 32]).pepper();
        let mac = token.mac(&pepper);
        assert!(token.has_mac(&pepper, &mac));
        assert!(!other.has_mac(&pepper, &mac));
        assert!(!token.has_mac(&MasterKey::from_bytes([2; 32]).pepper(), &mac));
        assert!(!token.has_mac(&pepper, &mac[..31]));
    }

    #[test]
    fn the_secret_is_not_shown_when_a_token_is_printed() {
        let token = token();
        let secret = &token.reveal()[PREFIX_LENGTH + PUBLIC_ID_LENGTH + 1..];
        assert!(!format!("{token:?}").contains(secret));
    }

    #[test]
    fn a_token_of_one_kind_is_not_well_formed_as_the_other() {
        let key = UrlToken::generate(TokenKind::ApiKey).unwrap();
        assert!(key.reveal().starts_with("kpk_") && UrlToken::is_well_formed(TokenKind::ApiKey, key.reveal()));
        assert!(!UrlToken::is_well_formed(TokenKind::NotificationUrl, key.reveal()));
        assert!(!UrlToken::is_well_formed(TokenKind::ApiKey, token().reveal()));
        let disguised = key.reveal().replacen("kpk_", "odg_", 1);
        assert!(UrlToken::parse(&disguised).is_none());
    }
}
