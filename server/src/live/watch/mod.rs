//! What one watcher is sent: a snapshot, then changes conflated per person.

pub mod filter;
pub mod mailbox;
pub mod metrics;
pub mod position;
pub mod token;

use std::{collections::HashSet, sync::Arc};

use filter::Filter;
use position::ResumePoint;

use super::{counts::Counts, hub::Seat, picture::Position, row::Stamped};
use crate::domain::ids::EmployeeId;

/// How a watch begins.
#[derive(Debug)]
pub struct Opening {
    /// The rows to send: all in the filter, or those that changed since the resume point.
    pub rows: Vec<Arc<Stamped>>,
    /// Everybody in the filter, if the watch goes on from a resume point.
    pub resumed: Option<Vec<EmployeeId>>,
    /// Where the watch is then.
    pub position: Position,
}

/// What happened since the watcher last asked.
#[derive(Debug, Default)]
pub struct News {
    /// Persons as they are now.
    pub changed: Vec<Arc<Stamped>>,
    /// Persons who left the filter.
    pub removed: Vec<EmployeeId>,
}

/// One watcher of a board.
#[derive(Debug)]
pub struct Watcher {
    seat: Seat,
    filter: Filter,
    /// Whom the client has on its screen.
    shown: HashSet<EmployeeId>,
}

impl Watcher {
    /// A watcher that has been sent nothing yet.
    pub fn new(seat: Seat, filter: Filter) -> Self {
        Self { seat, filter, shown: HashSet::new() }
    }

    /// Opens the watch, from `resume` on if that is possible.
    pub fn open(&mut self, resume: Option<ResumePoint>) -> Opening {
        // What is in the mailbox by now is in the rows too. The position is read with them: whatever comes later is in
        // the mailbox.
        drop(self.seat.mailbox.take());
        let (position, rows) = self.seat.picture.rows(|row| self.filter.shows(row));
        self.shown = rows.iter().map(|stamped| stamped.row.employee).collect();
        let resume = resume.filter(|point| point.position.log_number <= position.log_number);
        match resume {
            None => Opening { rows, resumed: None, position },
            Some(point) => {
                let ids = rows.iter().map(|stamped| stamped.row.employee).collect();
                let missed = rows.into_iter().filter(|stamped| point.misses(stamped)).collect();
                Opening { rows: missed, resumed: Some(ids), position }
            }
        }
    }

    /// Waits until something happened.
    pub async fn arrived(&self) {
        self.seat.mailbox.arrived().await;
    }

    /// What happened since the last time.
    pub fn news(&mut self) -> News {
        let mut news = News::default();
        for employee in self.seat.mailbox.take() {
            match self.seat.picture.row(employee).filter(|stamped| self.filter.shows(&stamped.row)) {
                Some(stamped) => {
                    self.shown.insert(employee);
                    news.changed.push(stamped);
                }
                None if self.shown.remove(&employee) => news.removed.push(employee),
                None => {}
            }
        }
        news
    }

    /// Where the board is.
    pub fn position(&self) -> Position {
        self.seat.picture.position()
    }

    /// Counts of the planning units and groups watched, the target score, how many persons are being recomputed.
    pub fn summary(&self) -> (Counts, f64, usize) {
        self.seat.picture.summary(|unit, groups| self.filter.holds(unit, groups))
    }
}
