//! Makes tokens as well as the server does, so that all but the one thing an attack alters is as it should be.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer as _, SigningKey};
use kadans_server::store::sealed::Drawer;
use kadans_tests::world::World;
use serde_json::{Value, json};

/// The token of a signed-in admin, taken apart, with the key that signed it.
pub(super) struct Forge {
    /// As it was issued.
    pub(super) good: String,
    pub(super) header: Value,
    pub(super) claims: Value,
    /// The server's time, in seconds.
    pub(super) now: i64,
    key: SigningKey,
}

impl Forge {
    /// Takes the signing key out of the database with the master key: nobody else can sign as well as the server.
    pub(super) async fn new(world: &World) -> Self {
        let good = world.admin().await.token;
        let stored = world.store().signing_keys().await.unwrap().remove(0);
        let drawer = Drawer::SigningKey(stored.id);
        let seed = world.master_key().sealing().open(drawer, &stored.sealed_private_key).unwrap();
        Self {
            header: part(&good, 0),
            claims: part(&good, 1),
            now: world.now().floor_secs(),
            key: SigningKey::from_bytes(seed.as_slice().try_into().unwrap()),
            good,
        }
    }

    /// With these claims, properly signed.
    pub(super) fn sign(&self, claims: &Value) -> String {
        self.sign_text(&self.header.to_string(), &claims.to_string())
    }

    /// These texts in place of header and claims, properly signed.
    pub(super) fn sign_text(&self, header: &str, claims: &str) -> String {
        sign(&self.key, header, claims)
    }

    /// Signed by a key that is not the server's.
    pub(super) fn sign_by_another(&self, header: &Value) -> String {
        sign(&another_key(), &header.to_string(), &self.claims.to_string())
    }

    /// Properly signed, but for one claim.
    pub(super) fn claim(&self, name: &str, value: impl Into<Value>) -> String {
        self.sign(&with(&self.claims, name, value))
    }

    pub(super) fn without_claim(&self, name: &str) -> String {
        self.sign(&without(&self.claims, name))
    }

    /// Properly signed, but for one field of the header.
    pub(super) fn header_field(&self, name: &str, value: impl Into<Value>) -> String {
        self.sign_text(&with(&self.header, name, value).to_string(), &self.claims.to_string())
    }

    pub(super) fn without_header_field(&self, name: &str) -> String {
        self.sign_text(&without(&self.header, name).to_string(), &self.claims.to_string())
    }

    /// Another algorithm, with this signature.
    pub(super) fn with_algorithm(&self, algorithm: &str, signature: &[u8]) -> String {
        let header = with(&self.header, "alg", algorithm);
        format!("{}.{}", message(&header.to_string(), &self.claims.to_string()), URL_SAFE_NO_PAD.encode(signature))
    }

    /// The genuine token with one of its parts replaced.
    pub(super) fn with_part(&self, position: usize, part: &str) -> String {
        let mut parts: Vec<&str> = self.good.split('.').collect();
        parts[position] = part;
        parts.join(".")
    }

    /// One part of the genuine token.
    pub(super) fn part(&self, position: usize) -> &str {
        self.good.split('.').nth(position).unwrap()
    }

    pub(super) fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }
}

/// The public key of the attacker's own, as a JSON Web Key.
pub(super) fn another_public_key() -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(another_key().verifying_key().to_bytes()) })
}

fn another_key() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

fn sign(key: &SigningKey, header: &str, claims: &str) -> String {
    let message = message(header, claims);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(key.sign(message.as_bytes()).to_bytes()))
}

fn message(header: &str, claims: &str) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims))
}

fn part(token: &str, position: usize) -> Value {
    let part = token.split('.').nth(position).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn with(object: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut object = object.clone();
    object[name] = value.into();
    object
}

fn without(object: &Value, name: &str) -> Value {
    let mut object = object.clone();
    object.as_object_mut().unwrap().remove(name).unwrap();
    object
}
