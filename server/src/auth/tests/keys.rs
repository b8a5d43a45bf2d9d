//! Signing keys over the life of a database.

use super::*;
use crate::{
    auth::{
        jwt::{Grant, TokenError},
        keys::{KeysError, VerifyError},
    },
    store::sealed::Drawer,
};

fn grant() -> Grant {
    Grant {
        account: AccountId::new(Uuid::from_u128(3)),
        principal: Uuid::from_u128(4),
        session: Uuid::from_u128(5),
        expires_at: START + Span::from_hours(24),
    }
}

struct Replicas {
    clock: Clock,
    stores: [Store; 2],
    _folder: tempfile::TempDir,
}

impl Replicas {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(START);
        let stores = [open_store(&folder, &clock).await, open_store(&folder, &clock).await];
        Self { clock, stores, _folder: folder }
    }

    async fn open(&self) -> [Keys; 2] {
        let master = master_key();
        let (a, b) = tokio::join!(Keys::open(&self.stores[0], &master), Keys::open(&self.stores[1], &master));
        [a.unwrap(), b.unwrap()]
    }
}

#[tokio::test]
async fn replicas_that_start_together_on_a_new_database_end_with_one_key() {
    for _ in 0..10 {
        let replicas = Replicas::new().await;
        let [a, b] = replicas.open().await;
        assert_eq!(replicas.stores[0].signing_keys().await.unwrap().len(), 1);
        assert_eq!(b.verify(&a.sign(&grant()).await.unwrap()).await.unwrap(), grant());
        assert_eq!(a.verify(&b.sign(&grant()).await.unwrap()).await.unwrap(), grant());
    }
}

#[tokio::test]
async fn a_restart_finds_the_same_key() {
    let replicas = Replicas::new().await;
    let [before, _] = replicas.open().await;
    let token = before.sign(&grant()).await.unwrap();
    let [after, _] = replicas.open().await;
    assert_eq!(after.verify(&token).await.unwrap(), grant());
}

#[tokio::test]
async fn after_a_rotation_the_new_key_signs_and_the_old_one_still_verifies_on_every_replica() {
    let replicas = Replicas::new().await;
    let [a, b] = replicas.open().await;
    let old = a.sign(&grant()).await.unwrap();
    replicas.clock.set(START + Span::from_secs(2));
    a.rotate().await.unwrap();
    let new = a.sign(&grant()).await.unwrap();
    assert_ne!(old.split('.').next(), new.split('.').next(), "another key signs");
    for keys in [&a, &b] {
        assert_eq!(keys.verify(&old).await.unwrap(), grant());
        assert_eq!(keys.verify(&new).await.unwrap(), grant());
    }
}

#[tokio::test]
async fn after_a_replacement_nothing_signed_before_holds_on_any_replica() {
    let replicas = Replicas::new().await;
    let [a, b] = replicas.open().await;
    let old = b.sign(&grant()).await.unwrap();
    replicas.clock.set(START + Span::from_secs(2));
    a.replace().await.unwrap();
    replicas.clock.set(START + Span::from_secs(8));
    for keys in [&a, &b] {
        assert!(matches!(keys.verify(&old).await, Err(VerifyError::Token(TokenError::Invalid))));
        assert_eq!(keys.verify(&keys.sign(&grant()).await.unwrap()).await.unwrap(), grant());
    }
    let [restarted, _] = replicas.open().await;
    assert!(restarted.verify(&old).await.is_err(), "a restart does not bring the first key back");
}

#[tokio::test]
async fn a_database_of_another_master_key_is_refused_with_the_way_out() {
    let replicas = Replicas::new().await;
    replicas.open().await;
    let refused = Keys::open(&replicas.stores[0], &MasterKey::from_bytes([8; 32])).await.unwrap_err();
    assert!(matches!(refused, KeysError::OtherMasterKey { .. }));
    assert!(refused.to_string().contains("KADANS_KEY_FILE"), "{refused}");
}

#[tokio::test]
async fn a_private_key_never_lies_in_the_database_in_clear() {
    let replicas = Replicas::new().await;
    replicas.open().await;
    let stored = replicas.stores[0].signing_keys().await.unwrap().remove(0);
    // What it is in 4 bytes, the id of its key in 8, a nonce of 24, the key's 32, and a tag of 16.
    assert_eq!(stored.sealed_private_key.len(), 84);
    let seed = master_key().sealing().open(Drawer::SigningKey(stored.id), &stored.sealed_private_key).unwrap();
    assert!(!stored.sealed_private_key.windows(8).any(|bytes| seed.windows(8).any(|of_seed| of_seed == bytes)));
}
