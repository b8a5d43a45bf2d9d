//! An Odigo to try things out with: a contact centre whose agents come, take calls, take breaks and go.
//!
//! The core is pure: the same seed and the same shifts give the same traffic. [`plan`] says what agents are meant to
//! do, [`habits`] how they stray from it, [`agent`] turns that into states, [`centre`] puts the agents of a contact
//! centre in order of time. [`traffic`] makes notifications of the states, with the [`faults`] of a real line, in the
//! formats of [`encode`]. [`play`] sends them over HTTP, and [`watch`] measures when they reach a watcher. [`web_service`]
//! tells the break types that notifications leave out.

pub mod agent;
pub mod centre;
pub mod encode;
pub mod faults;
pub mod garbage;
pub mod habits;
pub mod plan;
pub mod play;
pub mod roster;
pub mod traffic;
pub mod watch;
pub mod web_service;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The dice for one purpose: the same seed, stream and salt always fall the same way, whatever else is thrown.
pub(crate) fn dice(seed: u64, stream: u64, salt: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    for (part, number) in key.chunks_exact_mut(8).zip([seed, stream, salt]) {
        part.copy_from_slice(&number.to_le_bytes());
    }
    ChaCha8Rng::from_seed(key)
}
