//! Rotation of the master key, with servers that run meanwhile.

use std::path::PathBuf;

use super::*;
use crate::{
    auth::{
        key_rotation::{Rotation, RotationError, rotate},
        keys,
        master_key::IfAbsent,
        sealing::Sealing,
    },
    store::sealed::{Drawer, SealedSecret},
};

struct Office {
    file: PathBuf,
    store: Store,
    folder: tempfile::TempDir,
}

impl Office {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("master.key");
        MasterKey::load(&file, IfAbsent::Create).unwrap();
        let store = open_store(&folder, &Clock::manual(START)).await;
        Self { file, store, folder }
    }

    fn master(&self) -> MasterKey {
        MasterKey::load(&self.file, IfAbsent::Refuse).unwrap()
    }

    async fn rotate(&self) -> Rotation {
        rotate(&self.store, &self.file).await.unwrap()
    }

    /// How many secrets the newest key of the file did not seal.
    async fn left_over(&self) -> usize {
        let sealing = self.master().sealing();
        let secrets = self.store.sealed_secrets().await.unwrap();
        secrets.iter().filter(|secret| !sealing.is_newest(&secret.sealed)).count()
    }

    fn put_first(&self, key: [u8; 32]) {
        use base64::Engine as _;
        let before = std::fs::read_to_string(&self.file).unwrap();
        let key = base64::engine::general_purpose::STANDARD.encode(key);
        std::fs::write(&self.file, format!("{key}\n{before}")).unwrap();
    }
}

fn opens(sealing: &Sealing, secret: &SealedSecret) -> bool {
    sealing.open(secret.drawer, &secret.sealed).is_ok()
}

#[tokio::test]
async fn everything_is_sealed_anew_and_a_running_server_goes_on() {
    let office = Office::open().await;
    let running = Keys::open(&office.store, &office.master()).await.unwrap();
    running.rotate().await.unwrap();
    running.replace().await.unwrap();
    let pepper = *office.master().pepper().as_bytes();
    // Two of the three signing keys are retired; they are sealed anew as well.
    assert_eq!(office.rotate().await, Rotation { added: true, resealed: 3 });
    assert_eq!(office.left_over().await, 0);
    assert_eq!((office.master().count(), *office.master().pepper().as_bytes()), (2, pepper));
    running.rotate().await.expect("a running server reads the new key, and opens what it sealed");
    assert_eq!(office.left_over().await, 0, "it seals with the new key as well");
    Keys::open(&office.store, &office.master()).await.expect("so does one that starts");
}

#[tokio::test]
async fn a_rotation_that_was_interrupted_goes_on_with_the_key_it_had_added() {
    let office = Office::open().await;
    Keys::open(&office.store, &office.master()).await.unwrap().rotate().await.unwrap();
    // As if it had been stopped after the file was replaced, with one of two secrets sealed anew.
    office.put_first([9; 32]);
    let sealing = office.master().sealing();
    let secret = office.store.sealed_secrets().await.unwrap().remove(0);
    let anew = sealing.seal(secret.drawer, &sealing.open(secret.drawer, &secret.sealed).unwrap());
    office.store.reseal(vec![(secret, anew)]).await.unwrap();
    assert_eq!(office.left_over().await, 1);
    assert_eq!(office.rotate().await, Rotation { added: false, resealed: 1 });
    assert_eq!(office.left_over().await, 0);
    assert_eq!(office.rotate().await, Rotation { added: true, resealed: 2 });
    assert_eq!(office.master().count(), 3);
}

#[tokio::test]
async fn what_somebody_changes_meanwhile_is_not_overwritten() {
    let office = Office::open().await;
    Keys::open(&office.store, &office.master()).await.unwrap();
    let secret = office.store.sealed_secrets().await.unwrap().remove(0);
    let stale = SealedSecret { sealed: vec![1, 2, 3], ..secret.clone() };
    office.store.reseal(vec![(stale, vec![4, 5, 6])]).await.unwrap();
    assert_eq!(office.store.sealed_secrets().await.unwrap(), [secret]);
}

#[tokio::test]
async fn a_key_of_another_database_changes_nothing() {
    let office = Office::open().await;
    Keys::open(&office.store, &office.master()).await.unwrap();
    let before = office.store.sealed_secrets().await.unwrap();
    let other = office.folder.path().join("other.key");
    MasterKey::load(&other, IfAbsent::Create).unwrap();
    let refused = rotate(&office.store, &other).await.unwrap_err();
    assert!(matches!(refused, RotationError::DoesNotOpen { .. }), "{refused}");
    assert!(refused.to_string().contains("signing key"), "{refused}");
    assert_eq!(MasterKey::load(&other, IfAbsent::Refuse).unwrap().count(), 1);
    assert_eq!(office.store.sealed_secrets().await.unwrap(), before);
}

#[tokio::test]
async fn older_backups_open_with_the_file_as_it_is_after_rotations() {
    let office = Office::open().await;
    Keys::open(&office.store, &office.master()).await.unwrap();
    let old_backup = office.store.signing_keys().await.unwrap();
    office.rotate().await;
    office.rotate().await;
    keys::check(&old_backup, &office.master()).unwrap();
    keys::check(&office.store.signing_keys().await.unwrap(), &office.master()).unwrap();
}

#[tokio::test]
async fn two_rotations_at_a_time_lose_no_key() {
    let office = Office::open().await;
    Keys::open(&office.store, &office.master()).await.unwrap();
    let (a, b) = tokio::join!(rotate(&office.store, &office.file), rotate(&office.store, &office.file));
    assert!(a.is_ok() && b.is_ok(), "{a:?} {b:?}");
    let sealing = office.master().sealing();
    assert!(office.store.sealed_secrets().await.unwrap().iter().all(|secret| opens(&sealing, secret)));
    let drawer = Drawer::SigningKey(Uuid::from_u128(1));
    assert!(sealing.open(drawer, &sealing.seal(drawer, b"secret")).is_ok());
}
