//! Claims that the server never makes, properly signed.

use serde_json::{Value, json};

use super::forge::Forge;

pub(super) fn attacks(forge: &Forge) -> Vec<(&'static str, String)> {
    [whose(forge), when(forge), rest(forge)].concat()
}

fn whose(forge: &Forge) -> Vec<(&'static str, String)> {
    vec![
        ("iss missing", forge.without_claim("iss")),
        ("iss null", forge.claim("iss", Value::Null)),
        ("iss of somebody else", forge.claim("iss", "https://evil.example")),
        ("iss a list", forge.claim("iss", json!(["https://evil.example", "billing"]))),
        ("aud missing", forge.without_claim("aud")),
        ("aud null", forge.claim("aud", Value::Null)),
        ("aud of another service", forge.claim("aud", "billing")),
        ("aud with other letters", forge.claim("aud", "Kadans")),
        ("aud that begins alike", forge.claim("aud", "kadans.evil.example")),
        ("aud an empty list", forge.claim("aud", json!([]))),
        ("aud a list of others", forge.claim("aud", json!(["billing", "crm"]))),
        ("aud a list with others", forge.claim("aud", json!(["billing", "kadans"]))),
        ("sub missing", forge.without_claim("sub")),
        ("sub empty", forge.claim("sub", "")),
        ("sub a name", forge.claim("sub", "admin")),
        ("sub SQL", forge.claim("sub", "' OR 1=1 --")),
        ("account missing", forge.without_claim("account")),
        ("account a name", forge.claim("account", "Acme")),
        ("session missing", forge.without_claim("sid")),
        ("session null", forge.claim("sid", Value::Null)),
    ]
}

fn when(forge: &Forge) -> Vec<(&'static str, String)> {
    let now = forge.now;
    vec![
        ("exp missing", forge.without_claim("exp")),
        ("exp null", forge.claim("exp", Value::Null)),
        ("exp a text", forge.claim("exp", (now + 600).to_string())),
        ("exp a list", forge.claim("exp", json!([now + 600]))),
        ("exp negative", forge.claim("exp", -1)),
        ("exp beyond any number", forge.claim("exp", 1e300)),
        ("exp beyond 64 bits", forge.sign(&json_with(&forge.claims, "exp", "18446744073709551616"))),
        ("exp before nbf", forge.claim("exp", now - 1)),
        ("exp at nbf", forge.claim("exp", forge.claims["nbf"].clone())),
        ("nbf missing", forge.without_claim("nbf")),
        ("nbf in the future", forge.claim("nbf", now + 60)),
        ("nbf a text", forge.claim("nbf", now.to_string())),
        ("nbf beyond any number", forge.claim("nbf", 1e300)),
        ("iat missing", forge.without_claim("iat")),
        ("iat in the future", forge.claim("iat", now + 60)),
    ]
}

fn rest(forge: &Forge) -> Vec<(&'static str, String)> {
    let header = forge.header.to_string();
    let twice = |claim: &str| forge.claims.to_string().replacen('{', &format!("{{{claim},"), 1);
    vec![
        ("sub twice", forge.sign_text(&header, &twice("\"sub\":\"00000000-0000-0000-0000-000000000000\""))),
        ("aud twice", forge.sign_text(&header, &twice("\"aud\":\"billing\""))),
        ("exp twice", forge.sign_text(&header, &twice("\"exp\":9999999999"))),
        ("claims not JSON", forge.sign_text(&header, "sub=admin")),
        ("claims a list", forge.sign_text(&header, "[]")),
        ("claims empty", forge.sign_text(&header, "")),
        ("claims nested without end", forge.sign_text(&header, &"[".repeat(500))),
        ("claims with bytes that are no text", forge.sign_text(&header, "{\"sub\":\"\u{0}\"}")),
    ]
}

/// A claim with a number as it is written here.
fn json_with(claims: &Value, name: &str, number: &str) -> Value {
    let mut claims = claims.clone();
    claims[name] = serde_json::from_str(number).unwrap();
    claims
}
