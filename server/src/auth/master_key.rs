//! The master key: the secret outside the database from which every other secret of the server is derived.
//!
//! Whoever steals the database alone can neither forge a token nor try out guesses of one.
//!
//! The file may hold several keys, the newest first. The newest seals what is kept in the database, the older ones open
//! what they sealed. The last, which is the oldest, is never replaced: pepper, page tokens and resume tokens are derived
//! from it, so that a rotation neither ends URL tokens nor sends anybody back to the first page.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{
    derived_key::{PageTokenKey, Pepper, ResumeTokenKey},
    key_file,
    sealing::{Sealing, SealingKey},
};

/// What to do when there is no key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfAbsent {
    /// Make a new key: right for a server that is alone with its database.
    Create,
    /// Refuse: replicas share one key, so none of them may invent its own.
    Refuse,
}

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// There is no file.
    #[error(
        "there is no master key at {path}: make one with `(umask 077; openssl rand -base64 32 > {path})`, give the same \
         file to every replica, and name it in KADANS_KEY_FILE"
    )]
    Absent {
        /// Where it should be.
        path: PathBuf,
    },
    /// Others than its owner can read it.
    #[error("the master key at {path} can be read by others (mode {mode:03o}): use `chmod 600 {path}`")]
    Exposed {
        /// Where it is.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file does not hold a key.
    #[error(
        "{path} does not hold a master key: apart from lines that begin with #, each line must be 32 bytes in base64, \
         and no two of them the same"
    )]
    Unreadable {
        /// Where it is.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error("the master key at {path} can't be read or written")]
    Io {
        /// Where it is.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
}

/// The bytes of one key.
pub(super) type KeyBytes = Zeroizing<[u8; 32]>;

/// The master key.
#[derive(Clone)]
pub struct MasterKey {
    /// The newest first; never empty.
    keys: Vec<KeyBytes>,
    /// Where they were read.
    file: Option<PathBuf>,
}

impl MasterKey {
    /// Reads the key file, which only its owner may be able to read.
    pub fn load(path: &Path, if_absent: IfAbsent) -> Result<Self, MasterKeyError> {
        let keys = match key_file::read(path) {
            Err(MasterKeyError::Absent { .. }) if if_absent == IfAbsent::Create => vec![key_file::create(path)?],
            read => read?,
        };
        Ok(Self { keys, file: Some(path.to_owned()) })
    }

    /// The key with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { keys: vec![Zeroizing::new(bytes)], file: None }
    }

    /// How many keys there are, older ones included.
    pub fn count(&self) -> usize {
        self.keys.len()
    }

    /// The key that URL tokens are stored under.
    pub fn pepper(&self) -> Pepper {
        Pepper::new(self.derive(b"kadans/v1/url-token-pepper"))
    }

    /// The key that page tokens are signed with.
    pub fn page_token_key(&self) -> PageTokenKey {
        PageTokenKey::new(self.derive(b"kadans/v1/page-token"))
    }

    /// The key that resume tokens are signed with.
    pub fn resume_token_key(&self) -> ResumeTokenKey {
        ResumeTokenKey::new(self.derive(b"kadans/v1/resume-token"))
    }

    /// Seals and opens secrets in the database. It follows the key file.
    pub fn sealing(&self) -> Sealing {
        Sealing::new(self.sealing_keys(), self.file.clone())
    }

    /// The keys that secrets are sealed with, the newest first.
    pub(super) fn sealing_keys(&self) -> Vec<SealingKey> {
        let sealing_key = |key: &KeyBytes| {
            let id = derive(key, b"kadans/v1/sealing-key-id");
            SealingKey {
                id: id.first_chunk().copied().unwrap_or_default(),
                key: derive(key, b"kadans/v1/sealing"),
                without_id: derive(key, b"kadans/v1/signing-key-sealing"),
            }
        };
        self.keys.iter().map(sealing_key).collect()
    }

    fn derive(&self, purpose: &[u8]) -> KeyBytes {
        let oldest = self.keys.last().expect("there is at least one key");
        derive(oldest, purpose)
    }
}

/// HKDF-SHA256 (RFC 5869): what is derived for one purpose says nothing about any other.
fn derive(key: &KeyBytes, purpose: &[u8]) -> KeyBytes {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, key.as_slice())
        .expand(purpose, derived.as_mut_slice())
        .expect("HKDF-SHA256 gives up to 8160 bytes, and this is 32");
    derived
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let key = MasterKey::from_bytes([7; 32]);
        let derived =
            [*key.pepper().as_bytes(), *key.page_token_key().as_bytes(), *key.resume_token_key().as_bytes(), [7; 32]];
        let distinct: std::collections::HashSet<_> = derived.iter().collect();
        assert_eq!(distinct.len(), derived.len());
    }

    #[test]
    fn a_newer_key_changes_nothing_of_what_is_derived_from_the_oldest() {
        let [old, new] = [[7; 32], [8; 32]].map(Zeroizing::new);
        let before = MasterKey::from_bytes(*old);
        let after = MasterKey { keys: vec![new, old], file: None };
        assert_eq!(before.pepper().as_bytes(), after.pepper().as_bytes());
        assert_eq!(before.page_token_key().as_bytes(), after.page_token_key().as_bytes());
        assert_eq!(before.resume_token_key().as_bytes(), after.resume_token_key().as_bytes());
    }

    #[test]
    fn no_key_is_ever_printed() {
        let key = MasterKey::from_bytes([7; 32]);
        assert_eq!(format!("{key:?} {:?}", key.pepper()), "MasterKey([redacted]) Pepper([redacted])");
    }
}
