//! Loading persons anew while the board goes on: what happens meanwhile is noted and applied again.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::sync::mpsc;

use super::{
    Board,
    load::{self, Loaded, Wanted},
};
use crate::{
    domain::{
        entry::Entry,
        ids::{EmployeeId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::StoreError,
};

/// How many persons are loaded at a time: enough to be quick, few enough that the first show soon.
const PEOPLE_AT_A_TIME: usize = 1_000;

/// How long to wait after the store failed.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A load that has ended.
#[derive(Debug)]
pub(super) struct Ended {
    wanted: Wanted,
    loaded: Result<Loaded, StoreError>,
}

/// What is being loaded, and what happened since it began.
#[derive(Debug, Default)]
pub(super) struct Recompute {
    running: bool,
    in_flight: HashSet<EmployeeId>,
    /// Integrations whose silences are to be looked for in the past again.
    doubted: HashSet<IntegrationId>,
    /// Those of them whose silences of long ago are still to be looked for.
    doubted_of_old: HashSet<IntegrationId>,
    entries: HashMap<EmployeeId, Vec<(ExternalUserId, Entry)>>,
    signs: Vec<(IntegrationId, Instant)>,
    snapshots: Vec<(IntegrationId, Instant)>,
}

impl Recompute {
    /// The silences of the integration are to be looked for again.
    pub(super) fn doubt(&mut self, integration: IntegrationId) {
        self.doubt_all([integration]);
    }

    /// The silences of all of them are.
    pub(super) fn doubt_all(&mut self, integrations: impl IntoIterator<Item = IntegrationId>) {
        for integration in integrations {
            self.doubted.insert(integration);
            self.doubted_of_old.insert(integration);
        }
    }

    /// Notes an entry that may have come too late to be loaded.
    pub(super) fn note(&mut self, employee: EmployeeId, user: ExternalUserId, entry: &Entry) {
        if self.in_flight.contains(&employee) {
            self.entries.entry(employee).or_default().push((user, entry.clone()));
        }
    }

    /// Notes a sign of life that may have come too late to be loaded.
    pub(super) fn note_sign(&mut self, integration: IntegrationId, at: Instant) {
        if self.running {
            self.signs.push((integration, at));
        }
    }

    /// Notes a complete list of who is logged in that may have come too late to be loaded.
    pub(super) fn note_snapshot(&mut self, integration: IntegrationId, at: Instant) {
        if self.running {
            self.snapshots.push((integration, at));
        }
    }

    /// The complete lists noted.
    pub(super) fn noted_snapshots(&self) -> &[(IntegrationId, Instant)] {
        &self.snapshots
    }

    /// The entries noted for a person, in the order they came.
    pub(super) fn noted(&mut self, employee: EmployeeId) -> Vec<(ExternalUserId, Entry)> {
        self.entries.remove(&employee).unwrap_or_default()
    }

    /// The signs of life noted.
    pub(super) fn noted_signs(&mut self) -> Vec<(IntegrationId, Instant)> {
        std::mem::take(&mut self.signs)
    }

    /// How many persons are being loaded.
    pub(super) fn count(&self) -> usize {
        self.in_flight.len()
    }
}

impl Recompute {
    fn is_idle(&self) -> bool {
        !self.running && self.doubted.is_empty() && self.doubted_of_old.is_empty()
    }

    /// Puts back what could not be loaded.
    fn put_back(&mut self, wanted: Wanted, dirty: &mut HashSet<EmployeeId>) {
        match wanted {
            Wanted::Silences(integrations) => self.doubted.extend(integrations),
            Wanted::People(people) => dirty.extend(people),
            Wanted::OldSilences(integrations) => self.doubted_of_old.extend(integrations),
        }
    }
}

impl Board {
    /// Whether everybody's past is up to date.
    pub(super) fn is_settled(&self) -> bool {
        self.dirty.is_empty() && self.recompute.is_idle()
    }

    /// What to load next.
    fn wanted(&mut self) -> Wanted {
        if !self.recompute.doubted.is_empty() {
            return Wanted::Silences(std::mem::take(&mut self.recompute.doubted));
        }
        let people: Vec<EmployeeId> = self.dirty.iter().copied().take(PEOPLE_AT_A_TIME).collect();
        if people.is_empty() {
            return Wanted::OldSilences(std::mem::take(&mut self.recompute.doubted_of_old));
        }
        for employee in &people {
            self.dirty.remove(employee);
        }
        self.recompute.in_flight = people.iter().copied().collect();
        Wanted::People(people)
    }

    /// Begins to load what is next, if there is anything and nothing is being loaded; the result goes to `ended`.
    pub(super) fn begin_recompute(&mut self, ended: &mpsc::Sender<Ended>) {
        if self.recompute.running || self.is_settled() {
            return;
        }
        let wanted = self.wanted();
        self.recompute.running = true;
        self.show_recalculating();
        let (store, account, facts) = (self.store.clone(), self.account, Arc::clone(&self.facts));
        let (now, ended) = (self.clock.now(), ended.clone());
        tokio::spawn(async move {
            let loaded = load::load(&store, account, &facts, wanted.clone(), now).await;
            if loaded.is_err() {
                tokio::time::sleep(RETRY_AFTER).await;
            }
            // A board that is gone needs nothing.
            let _ = ended.send(Ended { wanted, loaded }).await;
        });
    }

    /// Takes in what was loaded; what could not be is loaded again.
    pub(super) fn end_recompute(&mut self, ended: Ended) {
        self.recompute.running = false;
        self.recompute.in_flight.clear();
        match ended.loaded {
            Ok(loaded) => self.take_in(loaded),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a board could not load; trying again");
                self.recompute.put_back(ended.wanted, &mut self.dirty);
            }
        }
        self.recompute.entries.clear();
        self.recompute.signs.clear();
        self.recompute.snapshots.clear();
        self.show_recalculating();
    }

    fn show_recalculating(&self) {
        self.picture.set_recalculating(self.dirty.len() + self.recompute.count());
    }
}
