//! Loads persons from the journal.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    Board, Person,
    agenda::{Agenda, Item},
    quiet::Quiet,
    recompute::Recompute,
};
use crate::{
    clock::Clock,
    domain::{
        ids::{AccountId, EmployeeId, IntegrationId},
        instant::{Instant, Span},
        silence::Silences,
    },
    live::{
        inputs::{self, PersonInputs},
        picture::Picture,
        silences::silences,
    },
    store::{Store, StoreError, facts::Facts},
};

/// How far ahead schedules are loaded, and when they are loaded anew: well before they run out.
const AHEAD: Span = Span::from_hours(48);
const RELOAD_AFTER: Span = Span::from_hours(12);

/// What was loaded of some persons and integrations.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) people: HashMap<EmployeeId, PersonInputs>,
    pub(super) silences: HashMap<IntegrationId, Silences>,
}

impl Board {
    /// An empty board: everybody is still to be loaded.
    pub(super) async fn new(
        account: AccountId,
        store: Store,
        clock: Clock,
        picture: Arc<Picture>,
    ) -> Result<Self, StoreError> {
        let facts = Arc::new(store.facts(account).await?);
        let newest_change = store.newest_change(account).await?;
        let mut position = Self::origin(clock.now());
        position.log_number = facts.log_number;
        picture.set_target(facts.target_percent);
        let mut board = Self {
            account,
            store,
            clock,
            people: HashMap::new(),
            owners: HashMap::new(),
            quiet: HashMap::new(),
            silences: HashMap::new(),
            agenda: Agenda::default(),
            dirty: facts.employees.keys().copied().collect(),
            recompute: Recompute::default(),
            position,
            newest_change,
            picture,
            facts,
        };
        board.recompute.doubt_all(board.facts.integrations.keys().copied());
        board.list_owners();
        board.agenda.set(Item::Horizon, Some(board.position.at + RELOAD_AFTER));
        Ok(board)
    }

    /// Notes whom each external user belongs to.
    pub(super) fn list_owners(&mut self) {
        self.owners.clear();
        for (employee, facts) in &self.facts.employees {
            for assigned in &facts.users {
                self.owners.entry(assigned.user).or_default().push(*employee);
            }
        }
    }

    /// Puts persons and silences that were loaded in place of what was there.
    pub(super) fn take_in(&mut self, loaded: Loaded) {
        let now = self.clock.now();
        self.pass(now);
        let looked_for: Vec<IntegrationId> = loaded.silences.keys().copied().collect();
        for (integration, silences) in &loaded.silences {
            self.take_silences(*integration, silences, &loaded.people);
        }
        for (integration, at) in self.recompute.noted_signs() {
            if let Some(quiet) = self.quiet.get_mut(&integration).filter(|_| looked_for.contains(&integration)) {
                let _ = quiet.sign(at);
            }
        }
        let mut people: HashSet<EmployeeId> = HashSet::new();
        for (employee, inputs) in loaded.people {
            let mut person = Person::new(inputs, &self.facts, now);
            for (user, entry) in self.recompute.noted(employee) {
                if person.take(user, entry) == super::person::Taken::TooOld {
                    self.dirty.insert(employee);
                }
            }
            self.people.insert(employee, person);
            people.insert(employee);
        }
        if !looked_for.is_empty() {
            // Who attends is counted anew.
            people.extend(self.people.keys().copied());
        }
        self.look_at(people, now, super::people::Reason::Loaded);
        if self.dirty.is_empty() {
            self.agenda.set(Item::Horizon, Some(now + RELOAD_AFTER));
        }
    }

    /// Goes on from the silences found in the past. Whoever was loaded by others is loaded again.
    fn take_silences(
        &mut self,
        integration: IntegrationId,
        silences: &Silences,
        loaded: &HashMap<EmployeeId, PersonInputs>,
    ) {
        self.quiet.insert(integration, Quiet::new(silences));
        let starts: Vec<Instant> = silences.found.iter().map(|silence| silence.start).collect();
        let known = self.silences.insert(integration, starts.clone()).unwrap_or_default();
        if known != starts {
            let concerned = self.people.iter().filter(|(employee, person)| {
                !loaded.contains_key(employee) && person.integrations().any(|of| of == integration)
            });
            self.dirty.extend(concerned.map(|(employee, _)| *employee));
        }
    }
}

/// Loads these persons, and the silences of these integrations and of everyone they have users of.
pub(super) async fn load(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    employees: &[EmployeeId],
    doubted: &HashSet<IntegrationId>,
    known: &HashMap<IntegrationId, Vec<Instant>>,
    now: Instant,
) -> Result<Loaded, StoreError> {
    let from = Person::lookback(now) - facts.settings.auto_logout_after;
    let mut loaded = Loaded::default();
    for integration in doubted {
        let found = silences(store, account, facts, *integration, from, now).await?;
        loaded.silences.insert(*integration, found);
    }
    loaded.people = inputs::load(store, account, facts, employees, from, now + AHEAD).await?;
    for user in loaded.people.values_mut().flat_map(|person| &mut person.users) {
        user.silences = match loaded.silences.get(&user.integration) {
            Some(silences) => silences.found.iter().map(|silence| silence.start).collect(),
            None => known.get(&user.integration).cloned().unwrap_or_default(),
        };
    }
    Ok(loaded)
}
