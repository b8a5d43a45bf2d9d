//! Tokens that the simulated web service gives. Each holds for a number of calls.

use std::collections::HashMap;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How many calls a token is good for.
const CALLS: u32 = 100;

/// The tokens that hold, with the calls they are still good for.
#[derive(Debug, Default)]
pub(super) struct Tokens(HashMap<String, u32>);

impl Tokens {
    pub(super) fn issue(&mut self, dice: &mut ChaCha8Rng) -> String {
        let token = format!("{:032x}", dice.random::<u128>());
        self.0.insert(token.clone(), CALLS);
        token
    }

    /// Whether a token holds; one call less is left of it.
    pub(super) fn admits(&mut self, token: &str) -> bool {
        let Some(left) = self.0.get_mut(token) else { return false };
        *left -= 1;
        if *left == 0 {
            self.0.remove(token);
        }
        true
    }
}
