//! E-mail addresses as people sign in by them.

use std::{fmt, str::FromStr};

/// An e-mail address in lower case, with something on both sides of its `@`. Whether it exists is only known by writing
/// to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// A text that is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an e-mail address such as mia@example.com")]
pub struct NotAnEmail;

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@').ok_or(NotAnEmail)?;
        // The longest address a mail server takes (RFC 5321) has 254 characters.
        let valid = !local.is_empty()
            && !host.is_empty()
            && text.len() <= 254
            && !local.contains('@')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if valid { Ok(Self(text.to_lowercase())) } else { Err(NotAnEmail) }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_without_case_and_outer_spaces() {
        let typed: Email = " Mia.Jansen@Example.COM ".parse().unwrap();
        assert_eq!(typed, "mia.jansen@example.com".parse().unwrap());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let too_long = format!("{}@example.com", "a".repeat(250));
        for text in ["", "mia", "@example.com", "mia@", "mia@a@b", "mi a@example.com", "mia@exa\nmple.com", &too_long] {
            assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text:?}");
        }
    }
}
