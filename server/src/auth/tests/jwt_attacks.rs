//! Forged, altered and outlived tokens: the gate refuses every one of them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::*;
use crate::{
    auth::jwt::SigningKey,
    store::signing_keys::{FIRST, StoredKey},
};

const METHOD: &str = "SessionService/GetSession";

/// A world whose signing key the attacker of this test happens to know: so that all but the one thing a case alters is
/// as it should be.
struct Forge {
    world: World,
    seed: [u8; 32],
    key_id: String,
    good: String,
    claims: Value,
}

impl Forge {
    async fn new() -> Self {
        let world = World::new().await;
        let seed = [9; 32];
        let id = Uuid::from_u128(2);
        let key = SigningKey::new(id, &Zeroizing::new(seed));
        let place = [b"signing_key".as_slice(), id.as_bytes()].concat();
        let sealed_private_key = master_key().signing_key_sealing().seal(&place, &seed);
        let stored = StoredKey { id, public_key: key.public_key().to_vec(), sealed_private_key };
        world.store.add_signing_key(stored).await.unwrap();
        world.pass(6);
        let (good, _) = world.signed_in().await;
        let claims = part(&good, 1);
        Self { world, seed, key_id: id.to_string(), good, claims }
    }

    /// A token with these claims, properly signed.
    fn sign(&self, claims: &Value) -> String {
        self.sign_with_header(&self.header(), claims)
    }

    fn header(&self) -> Value {
        json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": self.key_id })
    }

    fn sign_with_header(&self, header: &Value, claims: &Value) -> String {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    fn sign_text(&self, header: &str, claims: &str) -> String {
        sign_text(&self.seed, header, claims)
    }

    /// Properly signed, but for one claim.
    fn claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.sign(&claims)
    }

    fn without_claim(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        self.sign(&claims)
    }

    /// Properly signed, but for one field of the header.
    fn header_field(&self, name: &str, value: Value) -> String {
        let mut header = self.header();
        header[name] = value;
        self.sign_with_header(&header, &self.claims)
    }

    fn without_header_field(&self, name: &str) -> String {
        let mut header = self.header();
        header.as_object_mut().unwrap().remove(name);
        self.sign_with_header(&header, &self.claims)
    }

    /// By HMAC with something public as the secret: for servers that believe the header's algorithm.
    fn hmac(&self, algorithm: Algorithm, secret: &[u8]) -> String {
        let mut header = Header::new(algorithm);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(self.key_id.clone());
        jsonwebtoken::encode(&header, &self.claims, &EncodingKey::from_secret(secret)).unwrap()
    }

    fn public_key(&self) -> [u8; 32] {
        ed25519_dalek::SigningKey::from_bytes(&self.seed).verifying_key().to_bytes()
    }

    fn with_part(&self, position: usize, part: &str) -> String {
        let mut parts: Vec<&str> = self.good.split('.').collect();
        parts[position] = part;
        parts.join(".")
    }

    async fn refusal(&self, token: &str) -> Option<(Code, String)> {
        let admitted = self.world.gate.admit(&bearer(token), METHOD).await;
        admitted.err().map(|error| why(&error.into()))
    }
}

fn sign_text(seed: &[u8; 32], header: &str, claims: &str) -> String {
    use ed25519_dalek::Signer as _;
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = ed25519_dalek::SigningKey::from_bytes(seed).sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn part(token: &str, position: usize) -> Value {
    let part = token.split('.').nth(position).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// Flips a bit in the middle of a base64 text.
fn flipped(text: &str) -> String {
    let mut bytes = URL_SAFE_NO_PAD.decode(text).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    URL_SAFE_NO_PAD.encode(bytes)
}

#[tokio::test]
async fn the_token_that_all_attacks_start_from_is_admitted() {
    let forge = Forge::new().await;
    assert_eq!(part(&forge.good, 0)["kid"], forge.key_id, "the key the attacker knows is the one that signs");
    assert_eq!(forge.refusal(&forge.good).await, None);
    assert_eq!(forge.refusal(&forge.sign(&forge.claims)).await, None);
}

#[tokio::test]
async fn every_forged_token_is_refused_as_invalid() {
    let forge = Forge::new().await;
    let attacks = [header_attacks(&forge), claim_attacks(&forge), signature_attacks(&forge), shape_attacks(&forge)];
    let attacks = attacks.concat();
    assert!(attacks.len() >= 60, "{} attacks", attacks.len());
    for (name, token) in &attacks {
        assert_eq!(forge.refusal(token).await, Some(unauthenticated("TOKEN_INVALID")), "{name}");
    }
}

#[tokio::test]
async fn a_genuine_token_of_another_account_person_or_session_is_refused() {
    let forge = Forge::new().await;
    let world = &forge.world;
    let noa = world.add_person("noa@example.com", &[Role::Admin], Vec::new()).await;
    let foreign = accounts::create(&world.store, an_account("Foreign")).await.unwrap().id;
    for (name, token) in [
        ("wrong account", forge.claim("account", json!(foreign.to_string()))),
        ("an account that is not there", forge.claim("account", json!(Uuid::from_u128(77).to_string()))),
        ("wrong person", forge.claim("sub", json!(noa.to_string()))),
        ("a session that is not there", forge.claim("sid", json!(Uuid::from_u128(77).to_string()))),
    ] {
        assert_eq!(forge.refusal(&token).await, Some(unauthenticated("SESSION_ENDED")), "{name}");
    }
}

#[tokio::test]
async fn a_token_that_outlives_its_time_or_its_session_is_refused() {
    let forge = Forge::new().await;
    let expired = forge.claim("exp", json!(forge.world.clock.now().floor_secs() + 1));
    forge.world.pass(1);
    assert_eq!(forge.refusal(&expired).await, Some(unauthenticated("TOKEN_EXPIRED")), "expired");
    let (ended, _) = forge.world.signed_in().await;
    forge.world.sessions.sign_out(with_token(wire::SignOutRequest {}, &ended)).await.unwrap();
    assert_eq!(forge.refusal(&ended).await, Some(unauthenticated("SESSION_ENDED")), "ended session");
    forge.world.store.revoke_principal(forge.world.account, forge.world.mia).await.unwrap();
    forge.world.pass(5);
    assert_eq!(forge.refusal(&forge.good).await, Some(unauthenticated("SESSION_ENDED")), "revoked person");
}

#[tokio::test]
async fn what_is_not_one_bearer_token_in_one_header_is_refused() {
    let forge = Forge::new().await;
    let mut two = bearer(&forge.good);
    two.append("authorization", format!("Bearer {}", forge.good).parse().unwrap());
    let mut other_name = MetadataMap::new();
    other_name.insert("x-authorization", format!("Bearer {}", forge.good).parse().unwrap());
    let header = |text: String| {
        let mut metadata = MetadataMap::new();
        metadata.insert("authorization", text.parse().unwrap());
        metadata
    };
    for (name, metadata, reason) in [
        ("no header", MetadataMap::new(), "TOKEN_MISSING"),
        ("another header", other_name, "TOKEN_MISSING"),
        ("two headers", two, "TOKEN_INVALID"),
        ("no scheme", header(forge.good.clone()), "TOKEN_INVALID"),
        ("another scheme", header(format!("Basic {}", forge.good)), "TOKEN_INVALID"),
        ("an empty header", header(String::new()), "TOKEN_INVALID"),
    ] {
        let refused = forge.world.gate.admit(&metadata, METHOD).await.unwrap_err();
        assert_eq!(why(&refused.into()), unauthenticated(reason), "{name}");
    }
    assert!(forge.world.gate.admit(&header(format!("bearer {}", forge.good)), METHOD).await.is_ok());
}

type Attack = (&'static str, String);

fn header_attacks(forge: &Forge) -> Vec<Attack> {
    let unsigned = |alg: &str| {
        let header = json!({ "typ": "at+jwt", "alg": alg, "kid": forge.key_id }).to_string();
        forge.with_part(0, &URL_SAFE_NO_PAD.encode(header))
    };
    let own_key = json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode([3; 32]) });
    vec![
        ("alg none, signature left out", unsigned("none").rsplit_once('.').unwrap().0.to_owned() + "."),
        ("alg none, signature kept", unsigned("none")),
        ("alg None", unsigned("None")),
        ("alg NONE", unsigned("NONE")),
        ("alg nOnE", unsigned("nOnE")),
        ("alg empty", unsigned("")),
        ("alg eddsa in lower case", forge.header_field("alg", json!("eddsa"))),
        ("alg a list", forge.header_field("alg", json!(["EdDSA"]))),
        ("alg missing", forge.without_header_field("alg")),
        ("HS256 with the public key", forge.hmac(Algorithm::HS256, &forge.public_key())),
        ("HS384 with the public key", forge.hmac(Algorithm::HS384, &forge.public_key())),
        ("HS512 with the public key", forge.hmac(Algorithm::HS512, &forge.public_key())),
        ("HS256 with an empty secret", forge.hmac(Algorithm::HS256, b"")),
        ("HS256 with the key id", forge.hmac(Algorithm::HS256, forge.key_id.as_bytes())),
        ("header says RS256", forge.header_field("alg", json!("RS256"))),
        ("header says ES256", forge.header_field("alg", json!("ES256"))),
        ("header says PS512", forge.header_field("alg", json!("PS512"))),
        ("kid missing", forge.without_header_field("kid")),
        ("kid unknown", forge.header_field("kid", json!(Uuid::from_u128(99).to_string()))),
        ("kid of another key", forge.header_field("kid", json!(FIRST.to_string()))),
        ("kid a path", forge.header_field("kid", json!("../../../../dev/null"))),
        ("kid a query", forge.header_field("kid", json!("' OR 1=1 --"))),
        ("kid a URL", forge.header_field("kid", json!("https://evil.example/jwks.json"))),
        ("kid a number", forge.header_field("kid", json!(2))),
        ("kid in another notation", forge.header_field("kid", json!(Uuid::from_u128(2).simple().to_string()))),
        ("typ JWT", forge.header_field("typ", json!("JWT"))),
        ("typ of an id token", forge.header_field("typ", json!("id+jwt"))),
        ("typ missing", forge.without_header_field("typ")),
        ("jwk with a key of its own", forge.header_field("jwk", own_key)),
        ("jku elsewhere", forge.header_field("jku", json!("https://evil.example/jwks.json"))),
        ("x5u elsewhere", forge.header_field("x5u", json!("https://evil.example/cert.pem"))),
        ("crit that is not understood", forge.header_field("crit", json!(["exp"]))),
        ("b64 switched off", forge.header_field("b64", json!(false))),
        ("zip", forge.header_field("zip", json!("DEF"))),
        ("a nested token", forge.header_field("cty", json!("JWT"))),
        ("header not JSON", forge.sign_text("EdDSA", &forge.claims.to_string())),
        ("header a list", forge.sign_text("[]", &forge.claims.to_string())),
    ]
}

fn claim_attacks(forge: &Forge) -> Vec<Attack> {
    let now = forge.world.clock.now().floor_secs();
    let twice = forge.claims.to_string().replacen('{', "{\"sub\":\"00000000-0000-0000-0000-000000000000\",", 1);
    vec![
        ("aud missing", forge.without_claim("aud")),
        ("aud of another service", forge.claim("aud", json!("billing"))),
        ("aud with other letters", forge.claim("aud", json!("Kadans"))),
        ("aud a list of others", forge.claim("aud", json!(["billing", "crm"]))),
        ("aud an empty list", forge.claim("aud", json!([]))),
        ("iss missing", forge.without_claim("iss")),
        ("iss of somebody else", forge.claim("iss", json!("https://evil.example"))),
        ("iss null", forge.claim("iss", Value::Null)),
        ("exp missing", forge.without_claim("exp")),
        ("exp null", forge.claim("exp", Value::Null)),
        ("exp a text", forge.claim("exp", json!((now + 600).to_string()))),
        ("exp beyond any number", forge.claim("exp", json!(1e300))),
        ("exp negative", forge.claim("exp", json!(-1))),
        ("exp before nbf", forge.claim("exp", json!(now - 1))),
        ("nbf missing", forge.without_claim("nbf")),
        ("nbf in the future", forge.claim("nbf", json!(now + 60))),
        ("iat in the future", forge.claim("iat", json!(now + 60))),
        ("iat missing", forge.without_claim("iat")),
        ("sub missing", forge.without_claim("sub")),
        ("sub empty", forge.claim("sub", json!(""))),
        ("sub a name", forge.claim("sub", json!("admin"))),
        ("sub twice", forge.sign_text(&forge.header().to_string(), &twice)),
        ("account missing", forge.without_claim("account")),
        ("session missing", forge.without_claim("sid")),
        ("claims not JSON", forge.sign_text(&forge.header().to_string(), "sub=admin")),
        ("claims a list", forge.sign_text(&forge.header().to_string(), "[]")),
    ]
}

fn signature_attacks(forge: &Forge) -> Vec<Attack> {
    let mut admin = forge.claims.clone();
    admin["sub"] = json!(Uuid::from_u128(1).to_string());
    let (_, signature) = forge.good.rsplit_once('.').unwrap();
    let by_another = sign_text(&[1; 32], &forge.header().to_string(), &forge.claims.to_string());
    let truncated = URL_SAFE_NO_PAD.encode(&URL_SAFE_NO_PAD.decode(signature).unwrap()[..63]);
    vec![
        ("other claims under an old signature", forge.with_part(1, &URL_SAFE_NO_PAD.encode(admin.to_string()))),
        ("one bit of the claims", forge.with_part(1, &flipped(forge.good.split('.').nth(1).unwrap()))),
        ("one bit of the signature", forge.with_part(2, &flipped(signature))),
        ("signature truncated", forge.with_part(2, &truncated)),
        ("signature of zeroes", forge.with_part(2, &URL_SAFE_NO_PAD.encode([0; 64]))),
        ("signature empty", forge.with_part(2, "")),
        ("signature padded", forge.with_part(2, &format!("{signature}=="))),
        ("signature followed by more", forge.with_part(2, &format!("{signature}AAAA"))),
        ("signed by somebody else", by_another),
    ]
}

fn shape_attacks(forge: &Forge) -> Vec<Attack> {
    let huge = "A".repeat(1 << 20);
    let mut long_claims = forge.claims.clone();
    long_claims["padding"] = json!("x".repeat(2_000));
    vec![
        ("nothing", String::new()),
        ("a dot", ".".to_owned()),
        ("two dots", "..".to_owned()),
        ("a thousand dots", ".".repeat(1_000)),
        ("not a token", "let me in".to_owned()),
        ("two parts", forge.good.rsplit_once('.').unwrap().0.to_owned()),
        ("four parts", format!("{}.{}", forge.good, "AAAA")),
        ("five parts, as an encrypted one", format!("{0}.AAAA.AAAA", forge.good)),
        ("plain base64 alphabet", forge.with_part(0, "++//")),
        ("a megabyte", huge.clone()),
        ("a megabyte of signature", forge.with_part(2, &huge)),
        ("a properly signed but overlong one", forge.sign(&long_claims)),
        ("two tokens", format!("{0} {0}", forge.good)),
        ("the scheme twice", format!("Bearer {}", forge.good)),
    ]
}
