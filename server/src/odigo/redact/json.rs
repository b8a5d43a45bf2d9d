//! JSON, or what looks like it: one document, several, or the beginning of one.

use super::{MASK, names::is_secret, pairs::has_secret};

/// The text with the values of secret names masked, whole objects and lists too.
pub(super) fn masked(text: &str) -> String {
    let mut scanner = Scanner { text, at: 0, out: String::with_capacity(text.len()) };
    while scanner.at < text.len() {
        scanner.step();
    }
    scanner.out
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    out: String,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn keep(&mut self, length: usize) {
        self.out.push_str(self.rest().get(..length).unwrap_or_default());
        self.at += length;
    }

    fn step(&mut self) {
        if !self.rest().starts_with('"') {
            let next = self.rest().find('"').unwrap_or(self.rest().len());
            self.keep(next);
            return;
        }
        let length = string_length(self.rest());
        let token = self.rest().get(..length).unwrap_or_default();
        let content = unescaped(token);
        let after = self.rest().get(length..).unwrap_or_default();
        let gap = after.len() - after.trim_start().len();
        if !after.trim_start().starts_with(':') {
            if has_secret(&content) {
                self.mask(length);
            } else {
                self.keep(length);
            }
            return;
        }
        self.keep(length + gap + 1);
        if is_secret(&content) {
            let gap = self.rest().len() - self.rest().trim_start().len();
            self.keep(gap);
            self.mask(value_length(self.rest()));
        }
    }

    fn mask(&mut self, length: usize) {
        self.out.push('"');
        self.out.push_str(MASK);
        self.out.push('"');
        self.at += length;
    }
}

/// How long the string is that begins here, with its quotes; all of the text if it does not end.
fn string_length(text: &str) -> usize {
    let mut escaped = true;
    for (at, c) in text.char_indices() {
        match c {
            // The opening quote counts as escaped.
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn unescaped(token: &str) -> String {
    serde_json::from_str(token).unwrap_or_else(|_| token.trim_matches('"').to_owned())
}

/// How long the value is that begins here.
fn value_length(text: &str) -> usize {
    match text.chars().next() {
        Some('"') => string_length(text),
        Some('{' | '[') => nested_length(text),
        _ => text.find([',', '}', ']', '\n']).unwrap_or(text.len()),
    }
}

fn nested_length(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match rest.chars().next() {
            Some('"') => {
                at += string_length(rest);
                continue;
            }
            Some('{' | '[') => depth += 1,
            Some('}' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += rest.chars().next().map_or(0, char::len_utf8);
        if depth == 0 {
            break;
        }
    }
    at
}
