//! What each agent does now, as the simulated Odigo knows it.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;

use super::super::agent::State;

/// Who does what. Cheap to clone; clones share what they know.
#[derive(Clone, Debug, Default)]
pub struct Presence(Arc<Mutex<HashMap<Arc<str>, State>>>);

impl Presence {
    /// An agent goes over to a state.
    pub fn note(&self, login: &Arc<str>, state: State) {
        self.0.lock().insert(Arc::clone(login), state);
    }

    /// What an agent does; none if nobody is called so.
    pub fn of(&self, login: &str) -> Option<State> {
        self.0.lock().get(login).copied()
    }
}
