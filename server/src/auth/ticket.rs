//! A ticket, `<id>.<secret>`: the form of refresh tokens and invitations. The id finds the row, the secret proves that
//! the holder was given it; only its hash is stored.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A row's id and the secret that goes with it.
pub(crate) struct Ticket {
    pub(crate) id: Uuid,
    secret: Zeroizing<[u8; 32]>,
}

/// A text that is no ticket.
#[derive(Debug, thiserror::Error)]
#[error("not a ticket")]
pub(crate) struct NotATicket;

impl Ticket {
    /// A ticket with a new secret.
    pub(crate) fn new(id: Uuid) -> Self {
        Self { id, secret: random_bytes() }
    }

    /// What is stored. A plain hash is enough: nobody can guess 256 random bits.
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.secret.as_slice()).into()
    }

    /// What its holder gets.
    pub(crate) fn reveal(&self) -> String {
        format!("{}.{}", self.id, URL_SAFE_NO_PAD.encode(self.secret.as_slice()))
    }
}

impl FromStr for Ticket {
    type Err = NotATicket;

    fn from_str(text: &str) -> Result<Self, NotATicket> {
        // A hyphenated UUID, a dot, and 32 bytes in base64: anything longer is not looked at.
        if text.len() != 36 + 1 + 43 {
            return Err(NotATicket);
        }
        let (id, secret) = text.split_once('.').ok_or(NotATicket)?;
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.decode(secret).map_err(|_| NotATicket)?);
        let secret = secret.as_slice().try_into().map_err(|_| NotATicket)?;
        Ok(Self { id: id.parse().map_err(|_| NotATicket)?, secret: Zeroizing::new(secret) })
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({}.[redacted])", self.id)
    }
}

/// 256 random bits from the operating system.
pub(crate) fn random_bytes() -> Zeroizing<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).expect("the operating system has random bytes once it runs programs");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_reads_back_what_was_revealed() {
        let ticket = Ticket::new(Uuid::from_u128(7));
        let read: Ticket = ticket.reveal().parse().unwrap();
        assert_eq!((read.id, read.hash()), (ticket.id, ticket.hash()));
    }

    #[test]
    fn what_is_no_ticket_is_refused() {
        let good = Ticket::new(Uuid::from_u128(7)).reveal();
        let cases = ["", ".", &good[1..], &good[..79], &format!("{good}A"), &good.replace('.', ":"), &"é".repeat(40)];
        for text in cases {
            assert!(text.parse::<Ticket>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_secret_is_never_printed() {
        let ticket = Ticket::new(Uuid::nil());
        assert_eq!(format!("{ticket:?}"), "Ticket(00000000-0000-0000-0000-000000000000.[redacted])");
    }
}
