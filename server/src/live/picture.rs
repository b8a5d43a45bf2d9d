//! The present of an account as its watchers read it, written by the board alone.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Weak},
};

use parking_lot::{Mutex, RwLock};

use super::{
    counts::Counts,
    row::{Row, Stamped},
    watch::mailbox::Mailbox,
};
use crate::domain::{
    ids::{EmployeeId, GroupId, PlanningUnitId},
    instant::Instant,
};

/// Where a picture is: everything up to this log number and this instant is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The account's log up to here.
    pub log_number: i64,
    /// The clock up to here.
    pub at: Instant,
}

/// The present of an account.
#[derive(Debug)]
pub struct Picture {
    state: RwLock<State>,
    watchers: Mutex<Vec<Weak<Mailbox>>>,
}

#[derive(Debug)]
struct State {
    rows: HashMap<EmployeeId, Arc<Stamped>>,
    /// By planning unit and groups, so that a summary need not look at every person.
    counts: HashMap<(PlanningUnitId, Arc<[GroupId]>), Counts>,
    position: Position,
    target_percent: f64,
    recalculating: usize,
}

impl Picture {
    pub(super) fn new(position: Position) -> Self {
        let state =
            State { rows: HashMap::new(), counts: HashMap::new(), position, target_percent: 0.0, recalculating: 0 };
        Self { state: RwLock::new(state), watchers: Mutex::new(Vec::new()) }
    }

    /// Tells `mailbox` of every change from now on.
    pub(super) fn subscribe(&self, mailbox: &Arc<Mailbox>) {
        self.watchers.lock().push(Arc::downgrade(mailbox));
    }

    /// Whether anybody watches.
    pub(super) fn is_watched(&self) -> bool {
        self.watchers.lock().iter().any(|watcher| watcher.strong_count() > 0)
    }

    /// Where the picture is.
    pub fn position(&self) -> Position {
        self.state.read().position
    }

    /// The row of a person, if it is on the board.
    pub fn row(&self, employee: EmployeeId) -> Option<Arc<Stamped>> {
        self.state.read().rows.get(&employee).cloned()
    }

    /// The rows that `wanted` picks, with the position they were read at.
    pub fn rows(&self, wanted: impl Fn(&Row) -> bool) -> (Position, Vec<Arc<Stamped>>) {
        let state = self.state.read();
        (state.position, state.rows.values().filter(|stamped| wanted(&stamped.row)).cloned().collect())
    }

    /// The counts of the persons whose planning unit and groups `wanted` picks, the target score, and how many persons
    /// are being recomputed.
    pub fn summary(&self, wanted: impl Fn(PlanningUnitId, &[GroupId]) -> bool) -> (Counts, f64, usize) {
        let state = self.state.read();
        let mut sum = Counts::default();
        for (_, counts) in state.counts.iter().filter(|((unit, groups), _)| wanted(*unit, groups)) {
            sum += *counts;
        }
        (sum, state.target_percent, state.recalculating)
    }

    /// Replaces rows and takes others away, and tells the watchers which look different now: a person that was loaded
    /// anew may be as before, and only the stamp is another.
    pub(super) fn publish(&self, position: Position, new: Vec<Stamped>, gone: &[EmployeeId]) {
        let mut changed: Vec<EmployeeId> = Vec::with_capacity(new.len() + gone.len());
        let mut state = self.state.write();
        state.position = position;
        for stamped in new {
            let employee = stamped.row.employee;
            if state.rows.get(&employee).is_none_or(|old| old.row != stamped.row) {
                changed.push(employee);
            }
            state.put(stamped);
        }
        for employee in gone {
            changed.push(*employee);
            state.remove(*employee);
        }
        // Before the lock is released: whoever reads the new position has what led to it in the mailbox.
        if !changed.is_empty() {
            self.tell(&changed);
        }
    }

    pub(super) fn set_target(&self, target_percent: f64) {
        self.state.write().target_percent = target_percent;
        self.tell(&[]);
    }

    pub(super) fn set_recalculating(&self, people: usize) {
        self.state.write().recalculating = people;
        self.tell(&[]);
    }

    fn tell(&self, changed: &[EmployeeId]) {
        let mut watchers = self.watchers.lock();
        tracing::debug!(persons = changed.len(), watchers = watchers.len(), "watchers are told");
        watchers.retain(|watcher| match watcher.upgrade() {
            Some(mailbox) => {
                mailbox.put(changed);
                true
            }
            None => false,
        });
    }
}

impl State {
    fn put(&mut self, stamped: Stamped) {
        self.remove(stamped.row.employee);
        *self.counts.entry(place(&stamped.row)).or_default() += Counts::of(&stamped.row);
        self.rows.insert(stamped.row.employee, Arc::new(stamped));
    }

    fn remove(&mut self, employee: EmployeeId) {
        let Some(old) = self.rows.remove(&employee) else { return };
        if let Entry::Occupied(mut counts) = self.counts.entry(place(&old.row)) {
            *counts.get_mut() -= Counts::of(&old.row);
            // Each person counts somewhere: without counts there is nobody.
            if *counts.get() == Counts::default() {
                counts.remove();
            }
        }
    }
}

fn place(row: &Row) -> (PlanningUnitId, Arc<[GroupId]>) {
    (row.unit, Arc::clone(&row.groups))
}
