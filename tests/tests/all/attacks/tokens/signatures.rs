//! Signatures that are not of what they are under.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::forge::Forge;

/// The order of Ed25519's group, the lowest byte first: a signature's S and S + L satisfy the same equation, and only
/// the smaller one may be taken (RFC 8032, section 5.1.7).
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

pub(super) fn attacks(forge: &Forge) -> Vec<(&'static str, String)> {
    let mut somebody = forge.claims.clone();
    somebody["sub"] = json!("018f0000-0000-7000-8000-000000000001");
    let signature = forge.part(2);
    let bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let signed_by = |bytes: &[u8]| forge.with_part(2, &URL_SAFE_NO_PAD.encode(bytes));
    vec![
        ("other claims under the signature", forge.with_part(1, &URL_SAFE_NO_PAD.encode(somebody.to_string()))),
        ("one bit of the header", forge.with_part(0, &flipped(forge.part(0)))),
        ("one bit of the claims", forge.with_part(1, &flipped(forge.part(1)))),
        ("one bit of the signature", forge.with_part(2, &flipped(signature))),
        ("header and claims exchanged", format!("{}.{}.{signature}", forge.part(1), forge.part(0))),
        ("signature malleated", signed_by(&malleated(&bytes))),
        ("signature truncated", signed_by(&bytes[..63])),
        ("signature halved", signed_by(&bytes[..32])),
        ("signature twice", signed_by(&[bytes.clone(), bytes.clone()].concat())),
        ("signature of zeroes", signed_by(&[0; 64])),
        ("signature of ones", signed_by(&[0xff; 64])),
        ("signature empty", forge.with_part(2, "")),
        ("signature padded", forge.with_part(2, &format!("{signature}=="))),
        ("signature followed by more", forge.with_part(2, &format!("{signature}AAAA"))),
        ("signature with unused bits set", forge.with_part(2, &with_unused_bits(signature))),
        ("signature in the plain alphabet", forge.with_part(2, &format!("+/{}", &signature[2..]))),
    ]
}

/// Flips a bit in the middle of a base64 text.
fn flipped(text: &str) -> String {
    let mut bytes = URL_SAFE_NO_PAD.decode(text).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The same signature with S + L in place of S.
fn malleated(signature: &[u8]) -> Vec<u8> {
    let mut malleated = signature.to_vec();
    let mut carry = 0;
    for (byte, of_l) in malleated[32..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(of_l) + carry;
        let [above, below] = sum.to_be_bytes();
        *byte = below;
        carry = u16::from(above);
    }
    malleated
}

/// 64 bytes leave four bits of the last character unused: the same bytes, written in another way.
fn with_unused_bits(signature: &str) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = alphabet.find(signature.chars().last().unwrap()).unwrap();
    format!("{}{}", &signature[..signature.len() - 1], &alphabet[last + 1..last + 2])
}
