//! Whose past changes when a state of an external user does.

use std::collections::{BTreeSet, HashMap};

use crate::{
    domain::ids::{EmployeeId, ExternalUserId},
    store::facts::Facts,
};

/// The employees of external users, as they were when the replay began, and who of them is concerned so far.
#[derive(Debug)]
pub(super) struct Owners {
    names: HashMap<EmployeeId, String>,
    by_user: HashMap<ExternalUserId, Vec<EmployeeId>>,
    concerned: BTreeSet<EmployeeId>,
}

impl Owners {
    pub(super) fn new(facts: &Facts) -> Self {
        let mut by_user: HashMap<ExternalUserId, Vec<EmployeeId>> = HashMap::new();
        for (employee, known) in &facts.employees {
            for assigned in &known.users {
                by_user.entry(assigned.user).or_default().push(*employee);
            }
        }
        let names = facts.employees.iter().map(|(employee, known)| (*employee, known.name.clone()));
        Self { names: names.collect(), by_user, concerned: BTreeSet::new() }
    }

    /// States of these users changed.
    pub(super) fn note<'u>(&mut self, users: impl IntoIterator<Item = &'u ExternalUserId>) {
        for user in users {
            self.concerned.extend(self.by_user.get(user).into_iter().flatten());
        }
    }

    /// Everybody concerned, by name.
    pub(super) fn concerned(&self) -> BTreeSet<(&str, EmployeeId)> {
        let named = self.concerned.iter().map(|id| (self.names.get(id).map_or("", String::as_str), *id));
        named.collect()
    }
}
