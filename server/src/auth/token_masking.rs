//! Tokens in what others send: it is stored, their secrets are not.

use memchr::memmem;

use super::url_token::{LENGTH, SECRET_AT, TokenKind, UrlToken};

/// Puts `*` in place of what proves each well-formed URL token and API key in a text, so that the text stays as long as
/// it was. What is left tells which token it was. Finds them in UTF-16 too. Costs next to nothing where there are none.
pub fn mask_secrets(text: &mut [u8]) {
    if text.len() < LENGTH {
        return;
    }
    for kind in TokenKind::ALL {
        let [prefix, wide] = [1, 2].map(|width| spread(kind.prefix(), width));
        mask(text, &prefix, 1);
        mask(text, &wide, 2);
    }
}

/// A text without what proves tokens, as [`mask_secrets`] leaves it.
pub fn without_secrets(text: String) -> String {
    let mut bytes = text.into_bytes();
    mask_secrets(&mut bytes);
    String::from_utf8(bytes).expect("ASCII characters took the place of ASCII characters")
}

/// ASCII characters that begin so many bytes apart.
fn spread(text: &str, width: usize) -> Vec<u8> {
    let mut bytes = vec![0; (text.len() - 1) * width + 1];
    for (place, byte) in bytes.iter_mut().step_by(width).zip(text.bytes()) {
        *place = byte;
    }
    bytes
}

/// Masks the tokens that begin with `prefix`, and whose characters begin so many bytes apart.
fn mask(text: &mut [u8], prefix: &[u8], width: usize) {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| memmem::find(rest, prefix)) {
        let begin = from + found;
        from = begin + prefix.len();
        let Some(rest) = text.get_mut(begin..) else { return };
        let characters: Vec<u8> = rest.iter().step_by(width).take(LENGTH).copied().collect();
        if std::str::from_utf8(&characters).is_ok_and(|token| UrlToken::parse(token).is_some()) {
            rest.iter_mut().step_by(width).take(LENGTH).skip(SECRET_AT).for_each(|byte| *byte = b'*');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(kind: TokenKind) -> String {
        UrlToken::generate(kind).unwrap().reveal().to_owned()
    }

    fn masked(token: &str) -> String {
        format!("{}{}", &token[..SECRET_AT], "*".repeat(LENGTH - SECRET_AT))
    }

    #[test]
    fn the_secrets_of_all_tokens_are_masked_and_nothing_else_changes() {
        for kind in TokenKind::ALL {
            let (one, other) = (token(kind), token(kind));
            let text =
                |one: &str, other: &str| format!("odg_ kpk_ é https://x/notify/{one}?a=odg_{other}{one} {other}");
            assert_eq!(without_secrets(text(&one, &other)), text(&masked(&one), &masked(&other)));
        }
    }

    #[test]
    fn what_only_looks_like_a_token_stays() {
        let token = token(TokenKind::NotificationUrl);
        let wrong = if token.ends_with('x') { "y" } else { "x" };
        for text in [format!("{}{wrong}", &token[..LENGTH - 1]), token[..LENGTH - 1].to_owned(), "odg_".repeat(50)] {
            assert_eq!(without_secrets(text.clone()), text);
        }
    }

    #[test]
    fn tokens_in_utf_16_are_found_whichever_byte_comes_first() {
        let token = token(TokenKind::ApiKey);
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            let wide = |text: &str| text.encode_utf16().flat_map(bytes_of).collect::<Vec<u8>>();
            let mut body = wide(&format!("<é>{token}</é>"));
            mask_secrets(&mut body);
            assert_eq!(body, wide(&format!("<é>{}</é>", masked(&token))));
        }
    }

    proptest! {
        #[test]
        fn a_token_is_masked_wherever_it_stands_and_the_length_stays(
            before in proptest::collection::vec(any::<u8>(), 0..200),
            after in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let token = token(TokenKind::NotificationUrl);
            let mut body = [&before, token.as_bytes(), &after].concat();
            mask_secrets(&mut body);
            prop_assert_eq!(body, [&before, masked(&token).as_bytes(), &after].concat());
        }
    }
}
