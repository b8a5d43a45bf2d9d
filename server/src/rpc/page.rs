//! Page tokens: opaque, and good only for the list, the filter and the account they were given out for.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;

use super::read::Reader;
use crate::{auth::derived_key::PageTokenKey, domain::ids::AccountId, store::page::Page};

const DEFAULT_SIZE: usize = 100;
const LARGEST_SIZE: usize = 1000;
const MAC_LENGTH: usize = 32;

/// Gives out page tokens and takes them back. Cheap to clone; every replica takes the tokens of the others.
#[derive(Clone)]
pub struct Pages(PageTokenKey);

/// One list: the only one its page tokens are good for.
pub struct List {
    mac: Hmac<Sha256>,
}

impl Pages {
    /// Pages whose tokens are signed with this key.
    pub fn new(key: PageTokenKey) -> Self {
        Self(key)
    }

    /// The list that `method` gives an account for this filter.
    pub fn list(&self, method: &str, account: AccountId, filter: &impl Serialize) -> List {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).expect("HMAC takes keys of any length");
        let filter = serde_json::to_vec(filter).expect("a filter is texts, ids and flags, which always serialise");
        mac.update(method.as_bytes());
        // No method has a null byte and each account id is of the same length: no two lists are signed alike.
        mac.update(&[0]);
        mac.update(account.uuid().as_bytes());
        mac.update(&(filter.len() as u64).to_be_bytes());
        mac.update(&filter);
        List { mac }
    }
}

impl List {
    /// Reads which page is asked for.
    pub fn read<K: DeserializeOwned>(&self, reader: &mut Reader, page_size: i32, page_token: &str) -> Page<K> {
        let size = match usize::try_from(page_size) {
            Ok(0) => DEFAULT_SIZE,
            Ok(size) => size.min(LARGEST_SIZE),
            Err(_) => {
                reader.refuse("page_size", "NEGATIVE", "must not be negative");
                DEFAULT_SIZE
            }
        };
        let after = if page_token.is_empty() { None } else { self.open(page_token) };
        if after.is_none() && !page_token.is_empty() {
            let description = "must be the next_page_token of this list with the same filter: start with an empty one";
            reader.refuse("page_token", "NOT_OF_THIS_LIST", description);
        }
        Page { size, after }
    }

    /// The token of the page that begins after `key`; empty if there is none.
    pub fn token<K: Serialize>(&self, key: Option<&K>) -> String {
        let Some(key) = key else { return String::new() };
        let key = serde_json::to_vec(key).expect("a key is texts, ids and flags, which always serialise");
        let mut token = self.signed(&key).finalize().into_bytes().to_vec();
        token.extend(key);
        URL_SAFE_NO_PAD.encode(token)
    }

    fn open<K: DeserializeOwned>(&self, token: &str) -> Option<K> {
        let token = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (mac, key) = token.split_at_checked(MAC_LENGTH)?;
        self.signed(key).verify_slice(mac).ok()?;
        serde_json::from_slice(key).ok()
    }

    fn signed(&self, key: &[u8]) -> Hmac<Sha256> {
        self.mac.clone().chain_update(key)
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::auth::master_key::MasterKey;

    const ACCOUNT: AccountId = AccountId::new(Uuid::from_u128(7));

    fn pages() -> Pages {
        Pages::new(MasterKey::from_bytes([3; 32]).page_token_key())
    }

    fn accepts(list: &List, token: &str) -> bool {
        let mut reader = Reader::new();
        let page: Page<String> = list.read(&mut reader, 0, token);
        assert_eq!(page.after.is_some(), reader.is_clean());
        reader.is_clean()
    }

    #[test]
    fn a_page_token_is_taken_by_its_own_list_alone() {
        let list = pages().list("ListEmployees", ACCOUNT, &"ana");
        let token = list.token(Some(&"key"));
        assert!(accepts(&list, &token));
        let other_account = AccountId::new(Uuid::from_u128(8));
        assert!(!accepts(&pages().list("ListEmployees", ACCOUNT, &"bob"), &token));
        assert!(!accepts(&pages().list("ListActivities", ACCOUNT, &"ana"), &token));
        assert!(!accepts(&pages().list("ListEmployees", other_account, &"ana"), &token));
    }

    #[test]
    fn a_page_token_that_was_changed_or_made_up_is_refused() {
        let list = pages().list("ListEmployees", ACCOUNT, &"");
        let token = list.token(Some(&"key"));
        for made_up in ["x", "!", "AAAA", &token[1..], &token[..token.len() - 1], &format!("{token}A")] {
            assert!(!accepts(&list, made_up), "{made_up}");
        }
    }

    #[test]
    fn the_page_size_has_a_default_and_a_limit() {
        let list = pages().list("ListEmployees", ACCOUNT, &"");
        let size = |asked| {
            let mut reader = Reader::new();
            let page: Page<String> = list.read(&mut reader, asked, "");
            reader.is_clean().then_some(page.size)
        };
        assert_eq!([size(0), size(7), size(5000), size(-1)], [Some(100), Some(7), Some(1000), None]);
    }
}
