//! Passwords: Argon2id with the parameters OWASP recommends, on a few threads at a time.

use std::{fmt, sync::Arc};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::ticket::random_bytes;

/// 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// How many may be hashed at a time, which bounds memory and leaves processors for everybody else.
const AT_ONCE: usize = 2;

/// How many may wait for their turn: some seconds of work.
const WAITING: usize = 64;

/// Length of a new password in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=200;

/// A password. Never printed, and wiped from memory.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// A text that can't be a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must have 12 to 200 characters")]
pub struct UnfitPassword;

/// Why a password was not looked at.
#[derive(Debug, thiserror::Error)]
pub enum PasswordsError {
    /// Too many are waiting.
    #[error("too many sign-ins at a time")]
    Busy,
    /// A stored hash can't be read, or the work was cut off.
    #[error("a password could not be hashed: {0}")]
    Failed(String),
}

impl Password {
    /// A password somebody chooses. Its length is the one rule (NIST SP 800-63B): others make people choose worse ones.
    pub fn chosen(text: &str) -> Result<Self, UnfitPassword> {
        let password = Self::normalized(text);
        if LENGTH.contains(&password.0.chars().count()) { Ok(password) } else { Err(UnfitPassword) }
    }

    /// A password somebody signs in with. None if it is longer than any that could have been chosen.
    pub fn presented(text: &str) -> Option<Self> {
        // Characters have at most 4 bytes, and composing them makes few of many.
        if text.len() > LENGTH.end() * 16 {
            return None;
        }
        Some(Self::normalized(text)).filter(|password| password.0.chars().count() <= *LENGTH.end())
    }

    /// Keyboards compose accents differently; the same password must come out of all of them.
    fn normalized(text: &str) -> Self {
        Self(Zeroizing::new(text.nfkc().take(LENGTH.end() + 1).collect()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([redacted])")
    }
}

/// Hashes and verifies passwords. Cheap to clone.
#[derive(Clone)]
pub struct Passwords(Arc<Inner>);

struct Inner {
    argon2: Argon2<'static>,
    /// Hash of a password nobody knows, verified when there is no such person, so that both take the same time.
    decoy: String,
    waiting: Semaphore,
    at_once: Semaphore,
}

impl Passwords {
    /// Ready to hash.
    pub fn new() -> Self {
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("these parameters are within Argon2's limits");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, random_bytes().as_slice()).expect("the decoy has the length of a password");
        let (waiting, at_once) = (Semaphore::new(WAITING), Semaphore::new(AT_ONCE));
        Self(Arc::new(Inner { argon2, decoy, waiting, at_once }))
    }

    /// The hash to store, in PHC form with a salt of its own.
    pub async fn hash(&self, password: Password) -> Result<String, PasswordsError> {
        self.in_turn(move |inner| hash(&inner.argon2, password.0.as_bytes())).await
    }

    /// Whether this is the password of the stored hash. Takes as long when there is no hash, and is false then.
    pub async fn verify(&self, password: Password, stored: Option<String>) -> Result<bool, PasswordsError> {
        self.in_turn(move |inner| {
            let parsed = PasswordHash::new(stored.as_ref().unwrap_or(&inner.decoy)).map_err(failed)?;
            match inner.argon2.verify_password(password.0.as_bytes(), &parsed) {
                Ok(()) => Ok(stored.is_some()),
                Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(failed(error)),
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, PasswordsError> + Send + 'static,
    ) -> Result<T, PasswordsError> {
        let _waiting = self.0.waiting.try_acquire().map_err(|_| PasswordsError::Busy)?;
        let _turn = self.0.at_once.acquire().await.map_err(failed)?;
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || work(&inner)).await.map_err(failed)?
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8]) -> Result<String, PasswordsError> {
    Ok(argon2.hash_password(password).map_err(failed)?.to_string())
}

fn failed(error: impl fmt::Display) -> PasswordsError {
    PasswordsError::Failed(error.to_string())
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_alone() {
        let passwords = Passwords::new();
        let chosen = Password::chosen("correct horse battery").unwrap();
        let hash = passwords.hash(chosen.clone()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify(chosen.clone(), Some(hash.clone())).await.unwrap());
        let wrong = Password::presented("correct horse batterz").unwrap();
        assert!(!passwords.verify(wrong, Some(hash)).await.unwrap());
        assert!(!passwords.verify(chosen, None).await.unwrap());
    }

    #[test]
    fn length_counts_in_characters_and_is_the_only_rule() {
        let long_enough = "é".repeat(12);
        assert!(Password::chosen(&long_enough).is_ok());
        assert!(Password::chosen(&"é".repeat(200)).is_ok());
        for unfit in ["", "elevenchars", &"é".repeat(201), &"a".repeat(1 << 20)] {
            assert_eq!(Password::chosen(unfit).unwrap_err(), UnfitPassword);
        }
        assert!(Password::presented(&"a".repeat(201)).is_none());
        assert!(Password::presented(&"a".repeat(1 << 20)).is_none());
    }

    #[test]
    fn composed_and_decomposed_accents_are_the_same_password() {
        let composed = Password::chosen("caf\u{e9} noisette").unwrap();
        let decomposed = Password::presented("cafe\u{301} noisette").unwrap();
        assert_eq!(composed.0, decomposed.0);
    }

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(format!("{:?}", Password::chosen("correct horse").unwrap()), "Password([redacted])");
    }

    #[tokio::test]
    async fn a_flood_of_sign_ins_is_turned_away_instead_of_queued_without_end() {
        let passwords = Passwords::new();
        let tries = (0..WAITING + 8).map(|_| {
            let passwords = passwords.clone();
            async move { passwords.verify(Password::presented("whatever").unwrap(), None).await }
        });
        let answers = futures::future::join_all(tries).await;
        let busy = answers.iter().filter(|answer| matches!(answer, Err(PasswordsError::Busy))).count();
        assert_eq!(busy, 8);
    }
}
