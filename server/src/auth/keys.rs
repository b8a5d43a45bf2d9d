//! The signing keys in use: the newest signs, all that are not retired verify. Replicas and admin commands share them
//! through the database, so each process looks there again every few seconds.

use std::sync::Arc;

use parking_lot::RwLock;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    jwt::{Grant, SigningKey, TokenError, key_id},
    master_key::MasterKey,
    sealing::Sealing,
    ticket::random_bytes,
};
use crate::{
    domain::instant::{Instant, Span},
    store::{
        Store, StoreError, new_id,
        sealed::Drawer,
        signing_keys::{FIRST, StoredKey},
    },
};

/// How long a retired key may go on verifying, and a new one not be used yet.
const KEPT: Span = Span::from_secs(5);

/// How often at most a token with an unknown key makes us look into the database.
const LOOKED_AGAIN: Span = Span::from_secs(1);

/// Why the signing keys can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The database holds keys that were sealed by another master key.
    #[error(
        "the master key does not open signing key {key} of this database: name the key file this database was used with \
         before in KADANS_KEY_FILE (it lies outside the database, so a restore does not bring it back)"
    )]
    OtherMasterKey {
        /// Which signing key.
        key: Uuid,
    },
    /// All keys are retired.
    #[error("every signing key of this database is retired: make a new one with `kadans token rotate-key`")]
    AllRetired,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a token is refused, or can't be looked at.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It does not hold.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The keys can't be read.
    #[error(transparent)]
    Keys(#[from] KeysError),
}

/// Signs and verifies access tokens. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Keys(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    sealing: Sealing,
    kept: RwLock<Kept>,
    /// Of many calls that find the kept keys too old, one reads.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Clone, Debug)]
struct Kept {
    keys: Arc<[SigningKey]>,
    read_at: Instant,
}

impl Keys {
    /// The keys of a database; makes the first one if it has none.
    pub async fn open(store: &Store, master: &MasterKey) -> Result<Self, KeysError> {
        let sealing = master.sealing();
        if store.signing_keys().await?.is_empty() {
            store.add_signing_key(new_key(FIRST, &sealing)).await?;
        }
        let kept = Kept { read_at: store.clock().now(), keys: read(store, &sealing).await? };
        let reading = tokio::sync::Mutex::new(());
        Ok(Self(Arc::new(Inner { store: store.clone(), sealing, kept: RwLock::new(kept), reading })))
    }

    /// An access token that says this.
    pub async fn sign(&self, grant: &Grant) -> Result<String, KeysError> {
        let keys = self.not_older_than(KEPT).await?;
        Ok(keys.first().ok_or(KeysError::AllRetired)?.sign(grant, self.0.store.clock().now()))
    }

    /// What a token says, if one of the keys signed it and it holds now.
    pub async fn verify(&self, token: &str) -> Result<Grant, VerifyError> {
        let id = key_id(token)?;
        let mut keys = self.not_older_than(KEPT).await?;
        if !keys.iter().any(|key| key.id() == id) {
            // Another replica may just have made it.
            keys = self.not_older_than(LOOKED_AGAIN).await?;
        }
        let key = keys.iter().find(|key| key.id() == id).ok_or(TokenError::Invalid)?;
        Ok(key.verify(token, self.0.store.clock().now())?)
    }

    /// Makes a new key, which signs from now on; what older keys signed still holds.
    pub async fn rotate(&self) -> Result<Uuid, KeysError> {
        let id = new_id(self.0.store.clock().now());
        self.0.store.add_signing_key(new_key(id, &self.0.sealing)).await?;
        self.read_again().await?;
        Ok(id)
    }

    /// Makes a new key and retires all others: every token issued before stops holding, those of programs too. For when
    /// a key may be in wrong hands.
    pub async fn replace(&self) -> Result<Uuid, KeysError> {
        let id = self.rotate().await?;
        self.0.store.retire_signing_keys_except(id).await?;
        self.read_again().await?;
        Ok(id)
    }

    async fn not_older_than(&self, age: Span) -> Result<Arc<[SigningKey]>, KeysError> {
        if let Some(keys) = self.kept(age) {
            return Ok(keys);
        }
        let _reading = self.0.reading.lock().await;
        match self.kept(age) {
            Some(keys) => Ok(keys),
            None => self.read_again().await,
        }
    }

    fn kept(&self, age: Span) -> Option<Arc<[SigningKey]>> {
        let kept = self.0.kept.read();
        let old = self.0.store.clock().now() - kept.read_at;
        // A clock that was set back must not keep a retired key alive.
        (Span::ZERO <= old && old <= age).then(|| Arc::clone(&kept.keys))
    }

    async fn read_again(&self) -> Result<Arc<[SigningKey]>, KeysError> {
        let read_at = self.0.store.clock().now();
        let keys = read(&self.0.store, &self.0.sealing).await?;
        *self.0.kept.write() = Kept { keys: Arc::clone(&keys), read_at };
        Ok(keys)
    }
}

/// Whether the master key opens these signing keys; fails with the first that it does not open.
pub fn check(stored: &[StoredKey], master: &MasterKey) -> Result<(), KeysError> {
    let sealing = master.sealing();
    stored.iter().try_for_each(|key| open(key, &sealing).map(drop))
}

async fn read(store: &Store, sealing: &Sealing) -> Result<Arc<[SigningKey]>, KeysError> {
    store.signing_keys().await?.iter().map(|stored| open(stored, sealing)).collect()
}

fn new_key(id: Uuid, sealing: &Sealing) -> StoredKey {
    let seed = random_bytes();
    let key = SigningKey::new(id, &seed);
    StoredKey {
        id,
        public_key: key.public_key().to_vec(),
        sealed_private_key: sealing.seal(Drawer::SigningKey(id), seed.as_slice()),
    }
}

fn open(stored: &StoredKey, sealing: &Sealing) -> Result<SigningKey, KeysError> {
    let other_master_key = || KeysError::OtherMasterKey { key: stored.id };
    let seed =
        sealing.open(Drawer::SigningKey(stored.id), &stored.sealed_private_key).map_err(|_| other_master_key())?;
    let seed: [u8; 32] = seed.as_slice().try_into().map_err(|_| other_master_key())?;
    let key = SigningKey::new(stored.id, &Zeroizing::new(seed));
    if key.public_key().as_slice() == stored.public_key {
        Ok(key)
    } else {
        Err(StoreError::Corrupt { what: "signing key", value: stored.id.to_string() }.into())
    }
}
