//! Loading persons anew while the board goes on: what happens meanwhile is noted and applied again.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::sync::mpsc;

use super::{
    Board,
    load::{self, Loaded},
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
    employees: Vec<EmployeeId>,
    doubted: HashSet<IntegrationId>,
    loaded: Result<Loaded, StoreError>,
}

/// What is being loaded, and what happened since it began.
#[derive(Debug, Default)]
pub(super) struct Recompute {
    running: bool,
    in_flight: HashSet<EmployeeId>,
    /// Integrations whose silences are to be looked for in the past again.
    doubted: HashSet<IntegrationId>,
    entries: HashMap<EmployeeId, Vec<(ExternalUserId, Entry)>>,
    signs: Vec<(IntegrationId, Instant)>,
}

impl Recompute {
    /// The silences of the integration are to be looked for again.
    pub(super) fn doubt(&mut self, integration: IntegrationId) {
        self.doubted.insert(integration);
    }

    /// The silences of all of them are.
    pub(super) fn doubt_all(&mut self, integrations: impl IntoIterator<Item = IntegrationId>) {
        self.doubted.extend(integrations);
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

impl Board {
    /// Whether everybody's past is up to date.
    pub(super) fn is_settled(&self) -> bool {
        !self.recompute.running && self.dirty.is_empty() && self.recompute.doubted.is_empty()
    }

    /// Begins to load the next persons, if there are any and none are being loaded; the result goes to `ended`.
    pub(super) fn begin_recompute(&mut self, ended: &mpsc::Sender<Ended>) {
        if self.recompute.running || self.is_settled() {
            return;
        }
        // Silences first: persons are loaded with them.
        let at_a_time = if self.recompute.doubted.is_empty() { PEOPLE_AT_A_TIME } else { 0 };
        let employees: Vec<EmployeeId> = self.dirty.iter().copied().take(at_a_time).collect();
        for employee in &employees {
            self.dirty.remove(employee);
        }
        let doubted = std::mem::take(&mut self.recompute.doubted);
        self.recompute.running = true;
        self.recompute.in_flight = employees.iter().copied().collect();
        self.show_recalculating();
        let (store, account, facts) = (self.store.clone(), self.account, Arc::clone(&self.facts));
        let (silences, now, ended) = (self.silences.clone(), self.clock.now(), ended.clone());
        tokio::spawn(async move {
            let loaded = load::load(&store, account, &facts, &employees, &doubted, &silences, now).await;
            if loaded.is_err() {
                tokio::time::sleep(RETRY_AFTER).await;
            }
            // A board that is gone needs nothing.
            let _ = ended.send(Ended { employees, doubted, loaded }).await;
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
                self.dirty.extend(ended.employees);
                self.recompute.doubt_all(ended.doubted);
            }
        }
        self.recompute.entries.clear();
        self.recompute.signs.clear();
        self.show_recalculating();
    }

    fn show_recalculating(&self) {
        self.picture.set_recalculating(self.dirty.len() + self.recompute.count());
    }
}
