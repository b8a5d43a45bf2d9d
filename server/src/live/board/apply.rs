//! Applies the account's log.

use std::{collections::HashSet, sync::Arc};

use super::{Board, people::Reason, person::Taken};
use crate::{
    domain::{
        ids::{EmployeeId, IntegrationId},
        instant::Instant,
    },
    live::inputs::entry_of,
    store::{
        Change, Logged, StoreError,
        journal::{StoredBatch, StoredSnapshot},
    },
};

impl Board {
    /// Applies one log number. Nothing happens if it is applied already.
    pub(super) async fn apply(&mut self, log_number: i64, logged: &Logged) -> Result<(), StoreError> {
        if log_number <= self.position.log_number {
            return Ok(());
        }
        match logged {
            Logged::States(batch) => self.apply_batch(log_number, batch).await?,
            Logged::Change(change) => self.apply_change(log_number, change).await?,
        }
        Ok(())
    }

    async fn apply_batch(&mut self, log_number: i64, batch: &StoredBatch) -> Result<(), StoreError> {
        let states = &batch.states;
        if states.iter().any(|state| !self.facts.statuses.contains_key(&state.external_status)) {
            // A status seen for the first time.
            self.facts = Arc::new(self.store.facts(self.account).await?);
        }
        let now = self.clock.now();
        self.pass(now);
        self.position.log_number = log_number;
        let facts = Arc::clone(&self.facts);
        let mut touched: HashSet<EmployeeId> = HashSet::new();
        let mut doubted: HashSet<IntegrationId> = HashSet::new();
        for state in states {
            // The time it holds from and the receipt are signs of life, each at its instant.
            if self.hear_of(state.integration, [state.at, state.received_at]) {
                doubted.insert(state.integration);
            }
            let Some(entry) = entry_of(&facts, state) else { continue };
            for employee in self.owners.get(&state.external_user).into_iter().flatten() {
                self.recompute.note(*employee, state.external_user, &entry);
                let Some(person) = self.people.get_mut(employee) else { continue };
                match person.take(state.external_user, &entry) {
                    Taken::Yes => touched.insert(*employee),
                    Taken::TooOld => self.dirty.insert(*employee),
                };
            }
        }
        for snapshot in &batch.snapshots {
            if self.hear_of(snapshot.integration, [snapshot.at, snapshot.received_at]) {
                doubted.insert(snapshot.integration);
            }
            touched.extend(self.take_snapshot(snapshot));
        }
        let of_snapshots = batch.snapshots.iter().map(|snapshot| snapshot.integration);
        let signed: HashSet<IntegrationId> = states.iter().map(|state| state.integration).chain(of_snapshots).collect();
        for integration in signed {
            self.expect_silence(integration);
        }
        self.look_at(touched, now, Reason::Happened);
        for integration in doubted {
            self.doubt_silences(integration);
        }
        Ok(())
    }

    /// Takes signs of life of an integration; whether one belongs to a time that was taken for silent.
    fn hear_of(&mut self, integration: IntegrationId, signs: [Instant; 2]) -> bool {
        let mut doubtful = false;
        for sign in signs {
            self.recompute.note_sign(integration, sign);
            doubtful |= self.quiet.get_mut(&integration).is_some_and(|quiet| quiet.sign(sign));
        }
        doubtful
    }

    /// Takes a complete list of who is logged in; the persons to look at.
    fn take_snapshot(&mut self, snapshot: &StoredSnapshot) -> Vec<EmployeeId> {
        self.recompute.note_snapshot(snapshot.integration, snapshot.at);
        let mut touched = Vec::new();
        for (employee, person) in &mut self.people {
            if person.integrations().any(|of| of == snapshot.integration) {
                match person.take_snapshot(snapshot.integration, snapshot.at) {
                    Taken::Yes => touched.push(*employee),
                    Taken::TooOld => {
                        self.dirty.insert(*employee);
                    }
                }
            }
        }
        touched
    }

    /// A sign came late, for a time that was taken for silent: everybody concerned is loaded anew.
    pub(super) fn doubt_silences(&mut self, integration: IntegrationId) {
        let concerned = self.people.iter().filter(|(_, person)| person.integrations().any(|of| of == integration));
        self.dirty.extend(concerned.map(|(employee, _)| *employee));
        self.recompute.doubt(integration);
    }

    async fn apply_change(&mut self, log_number: i64, change: &Change) -> Result<(), StoreError> {
        let facts = Arc::new(self.store.facts(self.account).await?);
        self.position.log_number = log_number;
        self.newest_change = self.newest_change.max(log_number);
        self.facts = facts;
        self.picture.set_target(self.facts.target_percent);
        self.list_owners();
        self.drop_the_gone();
        let everybody = || self.facts.employees.keys().copied();
        match change {
            Change::Directory => {
                let known = |id: &EmployeeId| self.people.contains_key(id);
                let new: Vec<EmployeeId> = everybody().filter(|id| !known(id)).collect();
                let known: Vec<EmployeeId> = self.people.keys().copied().collect();
                self.dirty.extend(new);
                // Names, planning units and groups stand in the rows.
                self.look_at(known, self.clock.now(), Reason::Happened);
            }
            Change::Assignments { employees } | Change::Schedules { employees } | Change::Exceptions { employees } => {
                self.dirty.extend(employees.iter().filter(|id| self.facts.employees.contains_key(id)));
            }
            Change::Integration { integration } => {
                let facts = Arc::clone(&self.facts);
                let concerned = facts
                    .employees
                    .iter()
                    .filter(|(_, employee)| employee.users.iter().any(|assigned| assigned.integration == *integration));
                self.dirty.extend(concerned.map(|(id, _)| *id));
                self.recompute.doubt(*integration);
            }
            Change::Replay { integration, users } => {
                let owners = users.iter().filter_map(|user| self.owners.get(user)).flatten();
                self.dirty.extend(owners.copied());
                // The times of its states are signs of life.
                self.recompute.doubt(*integration);
            }
            Change::Activities | Change::Mappings { .. } | Change::Matches { .. } => {
                let all: Vec<EmployeeId> = everybody().collect();
                self.dirty.extend(all);
            }
            Change::Settings => {
                let all: Vec<EmployeeId> = everybody().collect();
                self.dirty.extend(all);
                // How long a silence takes may be different.
                self.recompute.doubt_all(self.facts.integrations.keys().copied());
            }
        }
        if matches!(
            change,
            Change::Activities | Change::Assignments { .. } | Change::Schedules { .. } | Change::Mappings { .. }
        ) {
            // Who would be missed may be different for the past too.
            self.recompute.doubt_all(self.facts.integrations.keys().copied());
        }
        Ok(())
    }

    /// Takes persons who no longer exist off the board.
    fn drop_the_gone(&mut self) {
        let gone: Vec<EmployeeId> =
            self.people.keys().filter(|id| !self.facts.employees.contains_key(id)).copied().collect();
        for employee in &gone {
            self.people.remove(employee);
            self.dirty.remove(employee);
            self.agenda.set(super::agenda::Item::Person(*employee), None);
            for quiet in self.quiet.values_mut() {
                quiet.attend(self.position.at, *employee, false);
            }
        }
        if !gone.is_empty() {
            self.picture.publish(self.position, Vec::new(), &gone);
        }
    }
}
