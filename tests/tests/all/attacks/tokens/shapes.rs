//! What is no token at all, or more than one.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kadans_tests::raw_calls::{bearer, header};
use serde_json::json;

use super::{Attack, forge::Forge};

pub(super) fn attacks(forge: &Forge) -> Vec<(&'static str, String)> {
    let good = &forge.good;
    let mut long_claims = forge.claims.clone();
    long_claims["padding"] = json!("x".repeat(2_000));
    let json_form = json!({
        "protected": forge.part(0), "payload": forge.part(1), "signature": forge.part(2),
    });
    vec![
        ("nothing", String::new()),
        ("a dot", ".".to_owned()),
        ("two dots", "..".to_owned()),
        ("a thousand dots", ".".repeat(1_000)),
        ("not a token", "let me in".to_owned()),
        ("one part", forge.part(1).to_owned()),
        ("two parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("four parts", format!("{good}.AAAA")),
        ("a dot before it", format!(".{good}")),
        ("a dot after it", format!("{good}.")),
        ("as an encrypted one", format!("{good}.AAAA.AAAA")),
        ("encrypted directly", format!("{}..AAAA.AAAA.AAAA", encoded(&json!({"alg": "dir", "enc": "A256GCM"})))),
        ("in JSON", json_form.to_string()),
        ("a space within it", good.replacen('.', " .", 1)),
        ("a tab within it", good.replacen('.', "\t.", 1)),
        ("letters of another alphabet", good.replacen('e', "е", 1)),
        ("bytes that are no letters", "\u{fffd}\u{fffd}.\u{fffd}.\u{fffd}".to_owned()),
        ("header in the plain alphabet", forge.with_part(0, "++//")),
        ("header padded", forge.with_part(0, &format!("{}=", forge.part(0)))),
        ("properly signed but overlong", forge.sign(&long_claims)),
        ("twelve kibibytes", "A".repeat(12 * 1024)),
        ("twelve kibibytes of signature", forge.with_part(2, &"A".repeat(11 * 1024))),
        ("twice", format!("{good} {good}")),
        ("twice with a comma", format!("{good},{good}")),
        ("the scheme twice", format!("Bearer {good}")),
        ("quoted", format!("\"{good}\"")),
    ]
}

/// What is not one bearer token in one header.
pub(super) fn not_one_token(forge: &Forge) -> Vec<Attack> {
    let good = &forge.good;
    let basic = URL_SAFE_NO_PAD.encode(format!("admin:{good}"));
    vec![
        ("two headers", vec![bearer(good), bearer(good)]),
        ("a genuine one after a forged one", vec![bearer("forged"), bearer(good)]),
        ("a genuine one before a forged one", vec![bearer(good), bearer("forged")]),
        ("no scheme", vec![header(good)]),
        ("another scheme", vec![header(&format!("Basic {basic}"))]),
        ("the token in another scheme", vec![header(&format!("Basic {good}"))]),
        ("a scheme that begins alike", vec![header(&format!("BearerX {good}"))]),
        ("a scheme without a space", vec![header(&format!("Bearer:{good}"))]),
        ("an empty header", vec![header("")]),
        ("the scheme alone", vec![header("Bearer")]),
    ]
}

fn encoded(part: &serde_json::Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}
