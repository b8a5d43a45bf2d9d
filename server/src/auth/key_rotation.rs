//! Rotation of the master key: a new key is added to the file, and everything sealed is sealed anew, while servers run.
//!
//! The key is on disk before it seals anything, older keys stay in the file, and each secret is replaced only if it is
//! still as it was read. So it can be interrupted anywhere; run again, it goes on with the key that was added.

use std::path::Path;

use super::{
    key_file,
    master_key::{IfAbsent, MasterKey, MasterKeyError},
    sealing::Sealing,
};
use crate::store::{
    Store, StoreError,
    sealed::{Drawer, SealedSecret},
};

/// How many secrets one transaction seals anew: servers are never kept waiting.
const AT_A_TIME: usize = 50;
/// How often to look again for what a server sealed meanwhile by a key it had read before.
const ROUNDS: usize = 5;

/// What a rotation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// Whether a key was added. If not, a rotation begun before was brought to its end.
    pub added: bool,
    /// How many secrets were sealed anew.
    pub resealed: usize,
}

/// Why the master key can't be rotated.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The key file can't be used or changed.
    #[error(transparent)]
    Key(#[from] MasterKeyError),
    /// No key of the file opens a secret of the database.
    #[error("the master key does not open {what} of this database: nothing was changed of it")]
    DoesNotOpen {
        /// Which secret.
        what: String,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rotates the master key in `file`.
///
/// If the newest of several keys did not seal everything yet, it is used and none is added: a rotation was interrupted,
/// or somebody put the key there to be given to every server first.
pub async fn rotate(store: &Store, file: &Path) -> Result<Rotation, RotationError> {
    let path = file.to_owned();
    // On a thread that may wait: whoever has the lock goes on meanwhile.
    let waiting = tokio::task::spawn_blocking(move || key_file::lock(&path));
    let others_kept_out = waiting.await.map_err(|_| StoreError::Closed)??;
    let master = MasterKey::load(file, IfAbsent::Refuse)?;
    let sealing = master.sealing();
    let secrets = store.sealed_secrets().await?;
    // All of them are tried before anything is changed: another database's key is found out now.
    for secret in &secrets {
        open(&sealing, secret)?;
    }
    let is_through = secrets.iter().all(|secret| sealing.is_newest(&secret.sealed));
    let added = master.count() == 1 || is_through;
    if added {
        key_file::add(file)?;
    }
    drop(others_kept_out);
    let sealing = MasterKey::load(file, IfAbsent::Refuse)?.sealing();
    let mut resealed = 0;
    for _ in 0..ROUNDS {
        let done = seal_anew(store, &sealing).await?;
        if done == 0 {
            break;
        }
        resealed += done;
    }
    Ok(Rotation { added, resealed })
}

/// Seals everything anew that the newest key did not seal; how many secrets there were.
async fn seal_anew(store: &Store, sealing: &Sealing) -> Result<usize, RotationError> {
    let mut old = store.sealed_secrets().await?;
    old.retain(|secret| !sealing.is_newest(&secret.sealed));
    for some in old.chunks(AT_A_TIME) {
        let anew = some.iter().map(|secret| {
            let opened = open(sealing, secret)?;
            Ok((secret.clone(), sealing.seal(secret.drawer, &opened)))
        });
        store.reseal(anew.collect::<Result<_, RotationError>>()?).await?;
    }
    Ok(old.len())
}

fn open(sealing: &Sealing, secret: &SealedSecret) -> Result<zeroize::Zeroizing<Vec<u8>>, RotationError> {
    sealing.open(secret.drawer, &secret.sealed).map_err(|_| {
        let what = match secret.drawer {
            Drawer::SigningKey(id) => format!("signing key {id}"),
            Drawer::WebService(_, integration) => {
                format!("the password of the web service of integration {integration}")
            }
        };
        RotationError::DoesNotOpen { what }
    })
}
