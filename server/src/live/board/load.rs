//! Loads persons from the journal.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{
    Board, Person,
    agenda::{Agenda, Item},
    people::Reason,
    person::Taken,
    quiet::Quiet,
    recompute::Recompute,
};
use crate::{
    clock::Clock,
    domain::{
        ids::{AccountId, EmployeeId, IntegrationId},
        instant::{Instant, Span},
        silence::{Silence, Silences},
    },
    live::{
        inputs::{self, PersonInputs},
        picture::Picture,
        silences::{past_silences, silences, unheard_of_since},
    },
    store::{Store, StoreError, facts::Facts},
};

/// How far ahead schedules are loaded, and when they are loaded anew: well before they run out.
const AHEAD: Span = Span::from_hours(48);
const RELOAD_AFTER: Span = Span::from_hours(12);

/// What is to be loaded.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// Silences of these integrations that bear on what happens now, and where the search for them stands. They come
    /// first: persons are shown with them.
    Silences(HashSet<IntegrationId>),
    /// These persons.
    People(Vec<EmployeeId>),
    /// Silences before that. They bear only on persons who were not heard of since, so they may come last.
    OldSilences(HashSet<IntegrationId>),
}

/// What was loaded.
#[derive(Debug)]
pub(super) enum Loaded {
    Silences { found: HashMap<IntegrationId, Silences>, from: Instant, until: Instant },
    People(HashMap<EmployeeId, PersonInputs>),
    OldSilences { found: HashMap<IntegrationId, Vec<Silence>>, until: Instant },
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

    /// Puts what was loaded in place of what was there.
    pub(super) fn take_in(&mut self, loaded: Loaded) {
        let now = self.clock.now();
        self.pass(now);
        match loaded {
            Loaded::Silences { found, from, until } => self.take_silences(&found, from, until, now),
            Loaded::People(people) => self.take_people(people, now),
            Loaded::OldSilences { found, until } => {
                for (integration, found) in found {
                    let newer = self.known_silences(integration).filter(|start| *start >= until);
                    let starts = found.iter().map(|silence| silence.start).chain(newer).collect();
                    self.replace_silences(integration, starts);
                }
            }
        }
    }

    /// Goes on from the silences found between `from` and `until`.
    fn take_silences(&mut self, found: &HashMap<IntegrationId, Silences>, from: Instant, until: Instant, now: Instant) {
        for (integration, silences) in found {
            let older = self.known_silences(*integration).filter(|start| *start < from);
            let starts = older.chain(silences.found.iter().map(|silence| silence.start)).collect();
            self.replace_silences(*integration, starts);
            self.quiet.insert(*integration, Quiet::new(silences));
            if may_have_begun(silences, self.facts.settings.silence_after, until, now) {
                self.recompute.doubt(*integration);
            }
        }
        for (integration, at) in self.recompute.noted_signs() {
            let quiet = self.quiet.get_mut(&integration).filter(|_| found.contains_key(&integration));
            if quiet.is_some_and(|quiet| quiet.sign(at)) {
                self.recompute.doubt(integration);
            }
        }
        // Who attends is counted anew.
        let everybody: Vec<EmployeeId> = self.people.keys().copied().collect();
        self.look_at(everybody, now, Reason::Loaded);
    }

    fn take_people(&mut self, loaded: HashMap<EmployeeId, PersonInputs>, now: Instant) {
        let mut people: HashSet<EmployeeId> = HashSet::new();
        for (employee, mut inputs) in loaded {
            for user in &mut inputs.users {
                user.silences = self.known_silences(user.integration).collect();
            }
            let mut person = Person::new(inputs, &self.facts, now);
            for (user, entry) in self.recompute.noted(employee) {
                if person.take(user, &entry) == Taken::TooOld {
                    self.dirty.insert(employee);
                }
            }
            for (integration, at) in self.recompute.noted_snapshots() {
                if person.take_snapshot(*integration, *at) == Taken::TooOld {
                    self.dirty.insert(employee);
                }
            }
            self.people.insert(employee, person);
            people.insert(employee);
        }
        self.look_at(people, now, Reason::Loaded);
        if self.dirty.is_empty() {
            self.agenda.set(Item::Horizon, Some(now + RELOAD_AFTER));
        }
    }

    /// When the integration fell silent, as far as that is known, in order of time.
    fn known_silences(&self, integration: IntegrationId) -> impl Iterator<Item = Instant> + use<'_> {
        self.silences.get(&integration).into_iter().flatten().copied()
    }

    /// The integration fell silent at these instants, and not as was thought. Whoever was loaded otherwise is loaded
    /// again.
    fn replace_silences(&mut self, integration: IntegrationId, starts: BTreeSet<Instant>) {
        let known = self.silences.entry(integration).or_default();
        if known.iter().eq(&starts) {
            return;
        }
        *known = starts.into_iter().collect();
        let concerned = self.people.iter().filter(|(_, person)| person.integrations().any(|of| of == integration));
        self.dirty.extend(concerned.map(|(employee, _)| *employee));
    }
}

/// Whether a silence can have begun between the end of the search and now. The heads that were counted since then make
/// none before they have been there for as long as a silence takes.
fn may_have_begun(silences: &Silences, silence_after: Span, until: Instant, now: Instant) -> bool {
    let expected = silences.next.is_some_and(|next| next <= now);
    expected || (silence_after > Span::ZERO && now - until >= silence_after)
}

/// Loads what is wanted.
pub(super) async fn load(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    wanted: Wanted,
    now: Instant,
) -> Result<Loaded, StoreError> {
    let from = Person::lookback(now) - facts.settings.auto_logout_after;
    match wanted {
        Wanted::Silences(integrations) => {
            let mut found = HashMap::new();
            for integration in integrations {
                found.insert(integration, silences(store, account, facts, integration, from, now).await?);
            }
            Ok(Loaded::Silences { found, from, until: now })
        }
        Wanted::People(employees) => {
            Ok(Loaded::People(inputs::load(store, account, facts, &employees, from, now + AHEAD).await?))
        }
        Wanted::OldSilences(integrations) => {
            let mut found = HashMap::new();
            for integration in integrations {
                let first = unheard_of_since(store, account, facts, integration, from).await?;
                let silences = past_silences(store, account, facts, integration, first, from).await?;
                found.insert(integration, silences);
            }
            Ok(Loaded::OldSilences { found, until: from })
        }
    }
}
