//! Sealing: encryption of secrets that lie in the database, bound to the row they belong to.
//!
//! A sealed secret is an envelope: what it is (4 bytes), the id of its key (8), a nonce (24), and what is encrypted by
//! XChaCha20-Poly1305, whose nonces are long enough to be drawn at random. The associated data are the place of the
//! secret and the id of the key: a row swapped into another account or integration does not open.

use std::{fmt, path::PathBuf, sync::Arc};

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use parking_lot::RwLock;
use zeroize::Zeroizing;

use super::{
    master_key::{IfAbsent, KeyBytes, MasterKey, MasterKeyError},
    ticket::random_bytes,
};
use crate::store::sealed::Drawer;

const ENVELOPE: [u8; 4] = *b"kdx1";
const NONCE_LENGTH: usize = 24;

type KeyId = [u8; 8];

/// A key that seals, made from one of the master keys.
#[derive(Clone)]
pub(super) struct SealingKey {
    /// Tells which key sealed something, and nothing else about it.
    pub(super) id: KeyId,
    pub(super) key: KeyBytes,
    /// What signing keys were sealed with before envelopes named their key.
    pub(super) without_id: KeyBytes,
}

/// Seals with the newest key, opens with any. Cheap to clone.
#[derive(Clone)]
pub struct Sealing(Arc<Inner>);

struct Inner {
    /// Where newer keys are found.
    file: Option<PathBuf>,
    /// The newest first; never empty.
    keys: RwLock<Arc<[SealingKey]>>,
}

/// The key is not one of those it was sealed by, or what was sealed belongs elsewhere or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed secret does not open")]
pub struct DoesNotOpen;

impl Sealing {
    pub(super) fn new(keys: Vec<SealingKey>, file: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner { file, keys: RwLock::new(keys.into()) }))
    }

    /// Seals `secret` for `drawer`: in another it does not open. The key file is read anew, so that a key that was just
    /// added is used; while it can't be read, the newest key known is.
    pub fn seal(&self, drawer: Drawer, secret: &[u8]) -> Vec<u8> {
        self.read_keys_again();
        let keys = self.keys();
        let newest = keys.first().expect("there is at least one key");
        let random = random_bytes();
        let nonce = &random[..NONCE_LENGTH];
        let sealed = encrypt(&newest.key, nonce, secret, &place(drawer, Some(newest.id)));
        [&ENVELOPE, newest.id.as_slice(), nonce, &sealed].concat()
    }

    /// Opens what was sealed for `drawer`. If it was sealed by a key that is not known, the key file is read anew:
    /// somebody may just have rotated.
    pub fn open(&self, drawer: Drawer, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
        let envelope = Envelope::of(sealed);
        if let Some(Envelope { id, nonce, sealed }) = envelope {
            let known = self.key(id).or_else(|| {
                self.read_keys_again();
                self.key(id)
            });
            if let Some(key) = known {
                return decrypt(&key.key, nonce, sealed, &place(drawer, Some(id)));
            }
        }
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LENGTH).ok_or(DoesNotOpen)?;
        let keys = self.keys();
        let mut opened = keys.iter().map(|key| decrypt(&key.without_id, nonce, sealed, &place(drawer, None)));
        opened.find_map(Result::ok).ok_or(DoesNotOpen)
    }

    /// Whether the newest key sealed it.
    pub fn is_newest(&self, sealed: &[u8]) -> bool {
        let keys = self.keys();
        Envelope::of(sealed).is_some_and(|envelope| keys.first().is_some_and(|newest| newest.id == envelope.id))
    }

    fn keys(&self) -> Arc<[SealingKey]> {
        Arc::clone(&self.0.keys.read())
    }

    fn key(&self, id: KeyId) -> Option<SealingKey> {
        self.keys().iter().find(|key| key.id == id).cloned()
    }

    /// The file is small and near: reading it holds up a thread less than a query would.
    fn read_keys_again(&self) {
        let Some(file) = &self.0.file else { return };
        match MasterKey::load(file, IfAbsent::Refuse) {
            Ok(master) => *self.0.keys.write() = master.sealing_keys().into(),
            // A server may run on after its key file was taken away.
            Err(MasterKeyError::Absent { .. }) => {}
            Err(error) => tracing::warn!(%error, "the key file can't be read anew"),
        }
    }
}

/// The parts of a sealed secret.
struct Envelope<'a> {
    id: KeyId,
    nonce: &'a [u8],
    sealed: &'a [u8],
}

impl<'a> Envelope<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (id, rest) = bytes.strip_prefix(&ENVELOPE)?.split_first_chunk()?;
        let (nonce, sealed) = rest.split_at_checked(NONCE_LENGTH)?;
        Some(Self { id: *id, nonce, sealed })
    }
}

/// What a sealed secret is bound to: `account ‖ integration ‖ field ‖ key id`.
fn place(drawer: Drawer, key: Option<KeyId>) -> Vec<u8> {
    let key = key.as_ref().map(KeyId::as_slice).unwrap_or_default();
    match drawer {
        Drawer::SigningKey(id) => [b"signing_key".as_slice(), id.as_bytes(), key].concat(),
        Drawer::WebService(account, integration) => {
            let (account, integration) = (account.uuid(), integration.uuid());
            [account.as_bytes().as_slice(), integration.as_bytes(), b"web_service.password", key].concat()
        }
    }
}

fn encrypt(key: &KeyBytes, nonce: &[u8], secret: &[u8], place: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&(**key).into());
    cipher
        .encrypt(&nonce_from(nonce), Payload { msg: secret, aad: place })
        .expect("only a secret of more than 256 GB can't be sealed")
}

fn decrypt(key: &KeyBytes, nonce: &[u8], sealed: &[u8], place: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let cipher = XChaCha20Poly1305::new(&(**key).into());
    let opened = cipher.decrypt(&nonce_from(nonce), Payload { msg: sealed, aad: place });
    opened.map(Zeroizing::new).map_err(|_| DoesNotOpen)
}

fn nonce_from(bytes: &[u8]) -> XNonce {
    XNonce::try_from(bytes).expect("callers give as many bytes as a nonce has")
}

impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealing([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HERE: Drawer = Drawer::SigningKey(Uuid::from_u128(1));
    const THERE: Drawer = Drawer::SigningKey(Uuid::from_u128(2));

    fn key(byte: u8) -> Sealing {
        MasterKey::from_bytes([byte; 32]).sealing()
    }

    fn password_of(account: u128, integration: u128) -> Drawer {
        Drawer::WebService(Uuid::from_u128(account).into(), Uuid::from_u128(integration).into())
    }

    #[test]
    fn what_is_sealed_opens_with_the_same_key_in_the_same_place() {
        let sealed = key(1).seal(HERE, b"secret");
        assert_eq!(key(1).open(HERE, &sealed).unwrap().as_slice(), b"secret");
    }

    #[test]
    fn it_opens_neither_elsewhere_nor_with_another_key_nor_when_changed() {
        let sealed = key(1).seal(HERE, b"secret");
        assert_eq!(key(1).open(THERE, &sealed), Err(DoesNotOpen));
        assert_eq!(key(2).open(HERE, &sealed), Err(DoesNotOpen));
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert_eq!(key(1).open(HERE, &changed), Err(DoesNotOpen), "byte {position}");
        }
        for length in 0..sealed.len() {
            assert_eq!(key(1).open(HERE, &sealed[..length]), Err(DoesNotOpen), "{length} bytes");
        }
    }

    #[test]
    fn a_password_swapped_between_accounts_or_integrations_does_not_open() {
        let sealed = key(1).seal(password_of(1, 2), b"secret");
        for elsewhere in [password_of(3, 2), password_of(1, 3), password_of(2, 1)] {
            assert_eq!(key(1).open(elsewhere, &sealed), Err(DoesNotOpen));
        }
        assert!(key(1).open(password_of(1, 2), &sealed).is_ok());
    }

    #[test]
    fn what_was_sealed_before_envelopes_named_their_key_still_opens() {
        let random = random_bytes();
        let nonce = &random[..NONCE_LENGTH];
        let old = &MasterKey::from_bytes([1; 32]).sealing_keys()[0].without_id;
        let sealed = [nonce, &encrypt(old, nonce, b"secret", &place(HERE, None))].concat();
        assert_eq!(key(1).open(HERE, &sealed).unwrap().as_slice(), b"secret");
        assert_eq!(key(1).open(THERE, &sealed), Err(DoesNotOpen));
        assert!(!key(1).is_newest(&sealed));
    }

    #[test]
    fn sealing_twice_gives_different_bytes() {
        assert_ne!(key(1).seal(HERE, b"secret"), key(1).seal(HERE, b"secret"));
    }
}
