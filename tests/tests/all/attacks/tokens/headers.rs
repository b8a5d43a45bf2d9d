//! Headers that ask the server to check the signature in another way, or by another key.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::forge::{Forge, another_public_key};

pub(super) fn attacks(forge: &Forge) -> Vec<(&'static str, String)> {
    [algorithms(forge), keys(forge), rest(forge)].concat()
}

fn algorithms(forge: &Forge) -> Vec<(&'static str, String)> {
    let public_key = forge.public_key();
    let public_key_text = URL_SAFE_NO_PAD.encode(public_key);
    let genuine = URL_SAFE_NO_PAD.decode(forge.part(2)).unwrap();
    vec![
        ("no algorithm", forge.without_header_field("alg")),
        ("alg none without a signature", forge.with_algorithm("none", &[])),
        ("alg none with the genuine signature", forge.with_algorithm("none", &genuine)),
        ("alg None", forge.with_algorithm("None", &[])),
        ("alg NONE", forge.with_algorithm("NONE", &[])),
        ("alg nOnE", forge.with_algorithm("nOnE", &[])),
        ("alg empty", forge.with_algorithm("", &[])),
        ("alg eddsa", forge.header_field("alg", "eddsa")),
        ("alg a list", forge.header_field("alg", json!(["EdDSA"]))),
        ("alg of another kind of key", forge.header_field("alg", "RS256")),
        ("alg of another curve", forge.header_field("alg", "ES256")),
        ("HS256 with the public key", hmac(forge, Algorithm::HS256, &public_key)),
        ("HS256 with the public key in base64", hmac(forge, Algorithm::HS256, public_key_text.as_bytes())),
        ("HS384 with the public key", hmac(forge, Algorithm::HS384, &public_key)),
        ("HS512 with the public key", hmac(forge, Algorithm::HS512, &public_key)),
        ("HS256 with an empty secret", hmac(forge, Algorithm::HS256, b"")),
        ("HS256 with the key's id", hmac(forge, Algorithm::HS256, key_id(forge).as_bytes())),
    ]
}

fn keys(forge: &Forge) -> Vec<(&'static str, String)> {
    let their_own = |name: &str, value: Value| {
        let mut header = forge.header.clone();
        header[name] = value;
        forge.sign_by_another(&header)
    };
    vec![
        ("signed by another key", forge.sign_by_another(&forge.header)),
        ("a key of their own in jwk", their_own("jwk", another_public_key())),
        ("the genuine key with a jwk beside it", forge.header_field("jwk", another_public_key())),
        ("a key of their own behind jku", their_own("jku", json!("https://evil.example/jwks.json"))),
        ("jku elsewhere", forge.header_field("jku", "https://evil.example/jwks.json")),
        ("x5u elsewhere", forge.header_field("x5u", "https://evil.example/cert.pem")),
        ("x5c", forge.header_field("x5c", json!(["MIIB"]))),
        ("kid unknown", forge.header_field("kid", "018f0000-0000-7000-8000-000000000009")),
        ("kid missing", forge.without_header_field("kid")),
        ("kid null", forge.header_field("kid", Value::Null)),
        ("kid empty", forge.header_field("kid", "")),
        ("kid a number", forge.header_field("kid", 1)),
        ("kid a list", forge.header_field("kid", json!([key_id(forge)]))),
        ("kid a path", forge.header_field("kid", "../../../../../../dev/null")),
        ("kid SQL", forge.header_field("kid", "x' UNION SELECT 'AAAA' --")),
        ("kid a command", forge.header_field("kid", "| whoami")),
        ("kid an address", forge.header_field("kid", "https://evil.example/jwks.json")),
        ("kid in another notation", forge.header_field("kid", key_id(forge).replace('-', ""))),
    ]
}

fn rest(forge: &Forge) -> Vec<(&'static str, String)> {
    let twice = forge.header.to_string().replacen('{', "{\"alg\":\"none\",", 1);
    vec![
        ("typ JWT", forge.header_field("typ", "JWT")),
        ("typ of an id token", forge.header_field("typ", "id+jwt")),
        ("typ of a refresh token", forge.header_field("typ", "rt+jwt")),
        ("typ missing", forge.without_header_field("typ")),
        ("crit that is not understood", forge.header_field("crit", json!(["exp"]))),
        ("crit empty", forge.header_field("crit", json!([]))),
        ("b64 switched off", forge.header_field("b64", false)),
        ("b64 switched off and critical", forge.header_field("crit", json!(["b64"]))),
        ("compressed", forge.header_field("zip", "DEF")),
        ("a nested token", forge.header_field("cty", "JWT")),
        ("alg twice", forge.sign_text(&twice, &forge.claims.to_string())),
        ("header not JSON", forge.sign_text("EdDSA", &forge.claims.to_string())),
        ("header a list", forge.sign_text("[]", &forge.claims.to_string())),
        ("header empty", forge.sign_text("", &forge.claims.to_string())),
    ]
}

fn key_id(forge: &Forge) -> &str {
    forge.header["kid"].as_str().unwrap()
}

/// By HMAC with something public as the secret: for servers that believe the header's algorithm.
fn hmac(forge: &Forge, algorithm: Algorithm, secret: &[u8]) -> String {
    let mut header = Header::new(algorithm);
    header.typ = forge.header["typ"].as_str().map(str::to_owned);
    header.kid = Some(key_id(forge).to_owned());
    jsonwebtoken::encode(&header, &forge.claims, &EncodingKey::from_secret(secret)).unwrap()
}
