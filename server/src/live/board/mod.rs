//! The board of an account: its present, owned by one task.
//!
//! It applies the account's log in order, steps through the instants at which something changes without an event, and
//! publishes what changed to the [`Picture`](super::picture::Picture). Nobody is polled.

mod agenda;
mod apply;
mod load;
mod people;
mod person;
mod quiet;
mod recompute;
mod task;

pub(super) use task::{Handle, Message, spawn};

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use agenda::Agenda;
use person::Person;
use quiet::Quiet;

use super::picture::{Picture, Position};
use crate::{
    clock::Clock,
    domain::{
        ids::{AccountId, EmployeeId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::{Store, StoreError, facts::Facts},
};

/// Everything a board knows.
#[derive(Debug)]
pub(super) struct Board {
    account: AccountId,
    store: Store,
    clock: Clock,
    facts: Arc<Facts>,
    people: HashMap<EmployeeId, Person>,
    /// Whom each assigned external user belongs to, now or some other time.
    owners: HashMap<ExternalUserId, Vec<EmployeeId>>,
    quiet: HashMap<IntegrationId, Quiet>,
    /// When each integration fell silent, as far back as persons are loaded.
    silences: HashMap<IntegrationId, Vec<Instant>>,
    agenda: Agenda,
    /// Persons whose past changed: to be loaded anew.
    dirty: HashSet<EmployeeId>,
    recompute: recompute::Recompute,
    position: Position,
    /// The newest log number that is not a batch of states: a row that was loaded may have changed by it.
    newest_change: i64,
    picture: Arc<Picture>,
}

impl Board {
    /// Where a board that is built now stands before anything is loaded.
    pub(super) fn origin(now: Instant) -> Position {
        Position { log_number: 0, at: now }
    }

    /// Whether anybody looks at it.
    fn is_watched(&self) -> bool {
        self.picture.is_watched()
    }

    /// Reads the account's log on from where the board is.
    async fn read_on(&mut self) -> Result<(), StoreError> {
        let until = self.store.log_number(self.account).await?;
        while self.position.log_number < until {
            let part = self.store.log_after(self.account, self.position.log_number, until).await?;
            for (log_number, logged) in part.entries {
                self.apply(log_number, &logged).await?;
            }
            self.position.log_number = self.position.log_number.max(part.complete_to);
        }
        Ok(())
    }
}
