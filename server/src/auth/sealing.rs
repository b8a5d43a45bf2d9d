//! Sealing: encryption of secrets that lie in the database, bound to the row they belong to.

use std::fmt;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use zeroize::Zeroizing;

use super::ticket::random_bytes;

const NONCE_LENGTH: usize = 24;

/// Seals and opens by XChaCha20-Poly1305, whose nonces are long enough to be drawn at random.
#[derive(Clone)]
pub struct SealingKey(Zeroizing<[u8; 32]>);

/// The key is not the one it was sealed by, or what was sealed belongs elsewhere or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret does not open")]
pub struct DoesNotOpen;

impl SealingKey {
    pub(super) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self(key)
    }

    /// Seals `secret` for the place named by `place`: in a row moved elsewhere it does not open. Gives the nonce, then
    /// what is encrypted.
    pub fn seal(&self, place: &[u8], secret: &[u8]) -> Vec<u8> {
        let random = random_bytes();
        let nonce = &random[..NONCE_LENGTH];
        let sealed = self
            .cipher()
            .encrypt(&nonce_from(nonce), Payload { msg: secret, aad: place })
            .expect("only a secret of more than 256 GB can't be sealed");
        [nonce, &sealed].concat()
    }

    /// Opens what was sealed for `place`.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LENGTH).ok_or(DoesNotOpen)?;
        let opened = self.cipher().decrypt(&nonce_from(nonce), Payload { msg: sealed, aad: place });
        opened.map(Zeroizing::new).map_err(|_| DoesNotOpen)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

fn nonce_from(bytes: &[u8]) -> XNonce {
    XNonce::try_from(bytes).expect("callers give as many bytes as a nonce has")
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SealingKey {
        SealingKey::new(Zeroizing::new([byte; 32]))
    }

    #[test]
    fn what_is_sealed_opens_with_the_same_key_in_the_same_place() {
        let sealed = key(1).seal(b"here", b"secret");
        assert_eq!(key(1).open(b"here", &sealed).unwrap().as_slice(), b"secret");
    }

    #[test]
    fn it_opens_neither_elsewhere_nor_with_another_key_nor_when_changed() {
        let sealed = key(1).seal(b"here", b"secret");
        assert_eq!(key(1).open(b"there", &sealed), Err(DoesNotOpen));
        assert_eq!(key(2).open(b"here", &sealed), Err(DoesNotOpen));
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert_eq!(key(1).open(b"here", &changed), Err(DoesNotOpen), "byte {position}");
        }
        for length in 0..sealed.len() {
            assert_eq!(key(1).open(b"here", &sealed[..length]), Err(DoesNotOpen), "{length} bytes");
        }
    }

    #[test]
    fn sealing_twice_gives_different_bytes() {
        assert_ne!(key(1).seal(b"here", b"secret"), key(1).seal(b"here", b"secret"));
    }
}
