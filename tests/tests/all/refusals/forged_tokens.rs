//! Access tokens that nobody issued.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kadans_proto::v1::GetSessionRequest;
use kadans_server::auth::caller::Role;
use kadans_tests::{failures::Failure as _, journeys, world::World};
use serde_json::Value;
use tonic::Code;

journeys! {
    a_token_signed_by_nobody_or_for_somebody_else_is_refused,
}

/// A token as it was issued, taken apart, with the key that signed it.
struct Genuine {
    token: String,
    claims: Value,
    header: Header,
    key: EncodingKey,
}

impl Genuine {
    /// Takes the signing key out of the database with the master key: nobody else can sign as well as the server.
    async fn take_apart(world: &World) -> Self {
        let token = world.account.mint(&[Role::Admin], &[]).await.token;
        let mut parts = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
        let header = serde_json::from_slice::<Value>(&parts.next().unwrap()).unwrap();
        let claims = serde_json::from_slice(&parts.next().unwrap()).unwrap();
        let stored = world.store().signing_keys().await.unwrap().remove(0);
        let place = [b"signing_key".as_slice(), stored.id.as_bytes()].concat();
        let seed = world.master_key().signing_key_sealing().open(&place, &stored.sealed_private_key).unwrap();
        let key = ed25519_dalek::SigningKey::from_bytes(seed.as_slice().try_into().unwrap());
        let key = EncodingKey::from_ed_der(key.to_pkcs8_der().unwrap().as_bytes());
        let mut signed = Header::new(Algorithm::EdDSA);
        signed.typ = header["typ"].as_str().map(str::to_owned);
        signed.kid = header["kid"].as_str().map(str::to_owned);
        Self { token, claims, header: signed, key }
    }

    fn sign(&self, claims: &Value) -> String {
        jsonwebtoken::encode(&self.header, claims, &self.key).unwrap()
    }

    fn without(&self, claim: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(claim).unwrap();
        self.sign(&claims)
    }

    fn with(&self, claim: &str, value: impl Into<Value>) -> String {
        let mut claims = self.claims.clone();
        claims[claim] = value.into();
        self.sign(&claims)
    }

    /// With `alg` none, and this in place of the signature.
    fn unsigned(&self, signature: &str) -> String {
        let header = serde_json::json!({"typ": self.header.typ, "kid": self.header.kid, "alg": "none"});
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        format!("{}.{}.{signature}", encode(&header), encode(&self.claims))
    }
}

async fn refusal(world: &World, token: &str) -> Option<(Code, String)> {
    let asked = world.clients(token).await.sessions.get_session(GetSessionRequest {}).await;
    asked.err().map(|refused| (refused.code(), refused.reason()))
}

async fn a_token_signed_by_nobody_or_for_somebody_else_is_refused(world: &mut World) {
    let genuine = Genuine::take_apart(world).await;
    assert_eq!(refusal(world, &genuine.sign(&genuine.claims)).await, None, "the forgery is as good as the real thing");
    let signature = genuine.token.rsplit('.').next().unwrap().to_owned();
    let neighbour = world.another_account().await;
    let forged = [
        ("alg none", genuine.unsigned("")),
        ("alg none with a genuine signature", genuine.unsigned(&signature)),
        ("no aud", genuine.without("aud")),
        ("another aud", genuine.with("aud", "somebody else")),
        ("no iss", genuine.without("iss")),
        ("no exp", genuine.without("exp")),
        ("no sub", genuine.without("sub")),
        ("no signature", genuine.token.trim_end_matches(&signature).to_owned()),
    ];
    for (forgery, token) in forged {
        let expected = Some((Code::Unauthenticated, "TOKEN_INVALID".to_owned()));
        assert_eq!(refusal(world, &token).await, expected, "{forgery}");
    }
    let elsewhere = genuine.with("account", neighbour.id.to_string());
    assert_eq!(refusal(world, &elsewhere).await.map(|(code, _)| code), Some(Code::Unauthenticated));
}
