//! Tokens that can be told by their look: of a notification URL, and web tokens.

use super::MASK;

/// How a URL token begins.
const URL_TOKEN: &str = "odg_";

/// How a web token (JWT) begins: `{"` in base 64.
const WEB_TOKEN: &str = "eyJ";

/// Shorter ones would be of no use to anybody.
const SHORTEST: usize = 20;

/// Words before a credential.
const SCHEMES: [&str; 2] = ["bearer ", "basic "];

/// The text without tokens.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !is_of_token(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(word);
        if token.is_empty() {
            let next = after.chars().next().map_or(0, char::len_utf8);
            let (other, after) = after.split_at(next);
            out.push_str(other);
            rest = after;
            continue;
        }
        let follows_scheme = SCHEMES.iter().any(|scheme| ends_with(&out, scheme));
        if follows_scheme || is_token(token) {
            let kept = begin(token).unwrap_or(0);
            out.push_str(token.get(..kept).unwrap_or_default());
            out.push_str(MASK);
        } else {
            out.push_str(token);
        }
        rest = after;
    }
    out
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '~' | '+')
}

fn is_token(word: &str) -> bool {
    begin(word).is_some_and(|at| word.len() - at >= SHORTEST)
}

/// Where a token begins in a run of the characters that tokens have.
fn begin(word: &str) -> Option<usize> {
    let web = word.find(WEB_TOKEN).filter(|at| word.get(*at..).is_some_and(|token| token.contains('.')));
    [word.find(URL_TOKEN), web].into_iter().flatten().min()
}

fn ends_with(text: &str, end: &str) -> bool {
    let tail = text.len().checked_sub(end.len()).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}
