//! Resume tokens: opaque to clients, readable by every server that has the master key.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::{filter::Filter, position::ResumePoint};
use crate::{
    domain::{ids::AccountId, instant::Instant},
    live::picture::Position,
};

const VERSION: u8 = 1;
const FILTER_LENGTH: usize = 16;
const BODY_LENGTH: usize = 1 + 16 + FILTER_LENGTH + 8 + 8;
const MAC_LENGTH: usize = 16;

/// Makes and reads resume tokens. A token holds for one account and one filter.
#[derive(Clone)]
pub struct ResumeTokens(Hmac<Sha256>);

impl std::fmt::Debug for ResumeTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ResumeTokens([redacted])")
    }
}

impl ResumeTokens {
    /// Tokens under a key that all servers share.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Hmac::new_from_slice(key).expect("a MAC takes a key of any length"))
    }

    /// The token of a watch that was sent everything up to `position`.
    pub fn issue(&self, account: AccountId, filter: &Filter, position: Position) -> Vec<u8> {
        let mut token = Vec::with_capacity(BODY_LENGTH + MAC_LENGTH);
        token.push(VERSION);
        token.extend(account.uuid().as_bytes());
        token.extend(digest(filter));
        token.extend(position.log_number.to_be_bytes());
        token.extend(position.at.micros().to_be_bytes());
        let mac = self.0.clone().chain_update(&token).finalize().into_bytes();
        token.extend(&mac[..MAC_LENGTH]);
        token
    }

    /// Where a watch of this account and filter can go on; none if the token is not for it.
    pub fn read(&self, account: AccountId, filter: &Filter, token: &[u8]) -> Option<ResumePoint> {
        let (body, mac) = token.split_at_checked(BODY_LENGTH)?;
        (mac.len() == MAC_LENGTH).then_some(())?;
        self.0.clone().chain_update(body).verify_truncated_left(mac).ok()?;
        let (head, numbers) = body.split_at_checked(1 + 16 + FILTER_LENGTH)?;
        let mut expected = vec![VERSION];
        expected.extend(account.uuid().as_bytes());
        expected.extend(digest(filter));
        (head == expected).then_some(())?;
        let (log_number, at) = numbers.split_at_checked(8)?;
        let log_number = i64::from_be_bytes(log_number.try_into().ok()?);
        let at = Instant::from_micros(i64::from_be_bytes(at.try_into().ok()?));
        Some(ResumePoint { position: Position { log_number, at } })
    }
}

fn digest(filter: &Filter) -> [u8; FILTER_LENGTH] {
    let Filter { units, groups, only_out } = filter;
    let mut hash = Sha256::new();
    hash.update([u8::from(*only_out), u8::from(units.is_some())]);
    for unit in units.iter().flatten() {
        hash.update(unit.uuid().as_bytes());
    }
    // Each id is of the same length: with their number, units and groups can't be taken for one another.
    hash.update((groups.len() as u64).to_be_bytes());
    for group in groups {
        hash.update(group.uuid().as_bytes());
    }
    let mut digest = [0; FILTER_LENGTH];
    digest.copy_from_slice(&hash.finalize()[..FILTER_LENGTH]);
    digest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::GroupId;

    fn tokens() -> ResumeTokens {
        ResumeTokens::new(&[7; 32])
    }

    fn account(id: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(id))
    }

    fn everybody() -> Filter {
        Filter { units: None, groups: BTreeSet::new(), only_out: false }
    }

    const POSITION: Position = Position { log_number: 42, at: Instant::from_secs(1_000) };

    #[test]
    fn a_token_goes_on_where_it_was_issued() {
        let token = tokens().issue(account(1), &everybody(), POSITION);
        assert_eq!(tokens().read(account(1), &everybody(), &token), Some(ResumePoint { position: POSITION }));
    }

    #[test]
    fn a_token_of_another_account_filter_or_key_is_not_for_this_watch() {
        let token = tokens().issue(account(1), &everybody(), POSITION);
        let no_units = Filter { units: Some(BTreeSet::new()), ..everybody() };
        let only_out = Filter { only_out: true, ..everybody() };
        let in_a_group = Filter { groups: BTreeSet::from([GroupId::new(Uuid::from_u128(3))]), ..everybody() };
        assert_eq!(tokens().read(account(2), &everybody(), &token), None);
        assert_eq!(tokens().read(account(1), &no_units, &token), None);
        assert_eq!(tokens().read(account(1), &only_out, &token), None);
        assert_eq!(tokens().read(account(1), &in_a_group, &token), None);
        assert_eq!(ResumeTokens::new(&[8; 32]).read(account(1), &everybody(), &token), None);
    }

    #[test]
    fn a_token_with_any_bit_flipped_or_cut_is_refused() {
        let token = tokens().issue(account(1), &everybody(), POSITION);
        for bit in 0..token.len() * 8 {
            let mut forged = token.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(tokens().read(account(1), &everybody(), &forged), None, "bit {bit}");
        }
        for length in 0..token.len() {
            assert_eq!(tokens().read(account(1), &everybody(), &token[..length]), None);
        }
    }
}
