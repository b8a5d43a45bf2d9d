//! The master key: one secret outside the database from which every other secret of the server is derived.
//!
//! Whoever steals the database alone can neither forge a token nor try out guesses of one.

use std::{
    fmt, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{sealing::SealingKey, ticket::random_bytes};

const HEADER: &str = "# Kadans master key. Keep it secret, and keep a copy of it apart from the database backups:\n\
                      # without it a restored database can't be used.\n";

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
        "{path} does not hold a master key: apart from lines that begin with #, it must have one line with 32 bytes in \
         base64"
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

/// The master key.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Reads the key file, which only its owner may be able to read.
    pub fn load(path: &Path, if_absent: IfAbsent) -> Result<Self, MasterKeyError> {
        match fs::read_to_string(path).map(Zeroizing::new) {
            Ok(text) => {
                refuse_if_exposed(path)?;
                Self::parse(&text).ok_or_else(|| MasterKeyError::Unreadable { path: path.to_owned() })
            }
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => match if_absent {
                IfAbsent::Create => Self::create(path).map_err(|cause| io_error(path, cause)),
                IfAbsent::Refuse => Err(MasterKeyError::Absent { path: path.to_owned() }),
            },
            Err(cause) if cause.kind() == io::ErrorKind::InvalidData => {
                Err(MasterKeyError::Unreadable { path: path.to_owned() })
            }
            Err(cause) => Err(io_error(path, cause)),
        }
    }

    /// The key with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key that URL tokens are stored under.
    pub fn pepper(&self) -> Pepper {
        Pepper(self.derive(b"kadans/v1/url-token-pepper"))
    }

    /// The key that page tokens are signed with.
    pub fn page_token_key(&self) -> PageTokenKey {
        PageTokenKey(self.derive(b"kadans/v1/page-token"))
    }

    /// The key that resume tokens are signed with.
    pub fn resume_token_key(&self) -> ResumeTokenKey {
        ResumeTokenKey(self.derive(b"kadans/v1/resume-token"))
    }

    /// The key that seals the private halves of signing keys.
    pub fn signing_key_sealing(&self) -> SealingKey {
        SealingKey::new(self.derive(b"kadans/v1/signing-key-sealing"))
    }

    /// HKDF-SHA256 (RFC 5869): what is derived for one purpose says nothing about any other.
    fn derive(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, self.0.as_slice())
            .expand(purpose, key.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 8160 bytes, and this is 32");
        key
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (key, None) = (lines.next()?, lines.next()) else { return None };
        let bytes = Zeroizing::new(STANDARD.decode(key).ok()?);
        Some(Self::from_bytes(bytes.as_slice().try_into().ok()?))
    }

    fn create(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let key = Self(random_bytes());
        let text = Zeroizing::new(format!("{HEADER}{}\n", *Zeroizing::new(STANDARD.encode(key.0.as_slice()))));
        let mut options = fs::OpenOptions::new();
        // Never over a key that another process wrote meanwhile: that one may already have sealed something.
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(key)
    }
}

#[cfg(unix)]
fn refuse_if_exposed(path: &Path) -> Result<(), MasterKeyError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = fs::metadata(path).map_err(|cause| io_error(path, cause))?;
    let mode = metadata.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 { Ok(()) } else { Err(MasterKeyError::Exposed { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "there are no permission bits to look at")]
fn refuse_if_exposed(_path: &Path) -> Result<(), MasterKeyError> {
    Ok(())
}

fn io_error(path: &Path, cause: io::Error) -> MasterKeyError {
    MasterKeyError::Io { path: path.to_owned(), cause }
}

macro_rules! derived_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Zeroizing<[u8; 32]>);

        impl $name {
            /// The key itself, for HMAC-SHA-256.
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    };
}

derived_key! {
    /// What URL tokens are stored under: their HMAC with this key, which the database does not have.
    Pepper
}
derived_key! {
    /// What page tokens are signed with, so that a client can't make one up.
    PageTokenKey
}
derived_key! {
    /// What resume tokens are signed with; every replica takes them up.
    ResumeTokenKey
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_a_folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data").join("master.key");
        (folder, path)
    }

    #[test]
    fn a_new_key_is_for_its_owner_alone_and_reads_back() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = in_a_folder();
        let created = MasterKey::load(&path, IfAbsent::Create).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(&path).unwrap().starts_with("# Kadans master key"));
        let read = MasterKey::load(&path, IfAbsent::Refuse).unwrap();
        assert_eq!(created.pepper().as_bytes(), read.pepper().as_bytes());
    }

    #[test]
    fn a_key_that_others_can_read_is_refused_with_the_way_out() {
        use std::os::unix::fs::PermissionsExt;
        for mode in [0o640, 0o604, 0o620, 0o644, 0o610] {
            let (_folder, path) = in_a_folder();
            MasterKey::load(&path, IfAbsent::Create).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = MasterKey::load(&path, IfAbsent::Create).unwrap_err();
            assert!(error.to_string().contains("chmod 600"), "{mode:o}: {error}");
        }
    }

    #[test]
    fn replicas_do_not_invent_a_key_and_are_told_how_to_make_one() {
        let (_folder, path) = in_a_folder();
        let error = MasterKey::load(&path, IfAbsent::Refuse).unwrap_err();
        assert!(error.to_string().contains("openssl rand -base64 32"), "{error}");
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_holds_no_key_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let thirty_one_bytes = STANDARD.encode([7; 31]);
        let two_keys = format!("{0}\n{0}\n", STANDARD.encode([7; 32]));
        for text in ["", "# only a comment\n", "not base64!", &thirty_one_bytes, &two_keys] {
            let (_folder, path) = in_a_folder();
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            let error = MasterKey::load(&path, IfAbsent::Create).unwrap_err();
            assert!(matches!(error, MasterKeyError::Unreadable { .. }), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_key_made_with_openssl_is_read() {
        let text = format!("{}\n", STANDARD.encode([7; 32]));
        let key = MasterKey::parse(&text).unwrap();
        assert_eq!(key.pepper().as_bytes(), MasterKey::from_bytes([7; 32]).pepper().as_bytes());
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let key = MasterKey::from_bytes([7; 32]);
        let derived =
            [*key.pepper().as_bytes(), *key.page_token_key().as_bytes(), *key.resume_token_key().as_bytes(), [7; 32]];
        let distinct: std::collections::HashSet<_> = derived.iter().collect();
        assert_eq!(distinct.len(), derived.len());
    }

    #[test]
    fn no_key_is_ever_printed() {
        let key = MasterKey::from_bytes([7; 32]);
        assert_eq!(format!("{key:?} {:?}", key.pepper()), "MasterKey([redacted]) Pepper([redacted])");
    }
}
