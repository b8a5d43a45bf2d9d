//! Reads an account's log on: states and everything else, in one order.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Logged, Store, StoreError,
    entity::{account, change},
    journal::{StoredBatch, StoredState},
};
use crate::domain::ids::AccountId;

/// How many states are read at a time.
const STATES_AT_A_TIME: u64 = 10_000;

/// A part of an account's log.
#[derive(Clone, Debug, Default)]
pub struct LogPart {
    /// What was committed, in order; batches without a new state or complete list are not
    /// listed, and what else notifications brought is left out.
    pub entries: Vec<(i64, Logged)>,
    /// The log is complete in here up to this number.
    pub complete_to: i64,
}

impl Store {
    /// The next part of the account's log after `log_number`, up to `until`, a number that was committed.
    pub async fn log_after(&self, account: AccountId, log_number: i64, until: i64) -> Result<LogPart, StoreError> {
        let states = self.journal().states_after(account, log_number, STATES_AT_A_TIME).await?;
        let whole = (states.len() as u64) < STATES_AT_A_TIME;
        let last = states.last().map_or(until, StoredState::log_number);
        let complete_to = if whole { until } else { last.min(until) };
        let mut batches: BTreeMap<i64, StoredBatch> = BTreeMap::new();
        for state in states.into_iter().filter(|state| state.log_number() <= complete_to) {
            batches.entry(state.log_number()).or_default().states.push(state);
        }
        for snapshot in self.journal().snapshots_after(account, log_number, complete_to).await? {
            batches.entry(snapshot.log_number()).or_default().snapshots.push(snapshot);
        }
        let mut entries: BTreeMap<i64, Logged> =
            batches.into_iter().map(|(log_number, batch)| (log_number, Logged::States(batch))).collect();
        let changes = self.changes_after(account, log_number).await?;
        let changes = changes.into_iter().filter(|(log_number, _)| *log_number <= complete_to);
        entries.extend(changes.map(|(log_number, change)| (log_number, Logged::Change(change))));
        Ok(LogPart { entries: entries.into_iter().collect(), complete_to })
    }

    /// The newest log numbers of these accounts; accounts that are not there are left out.
    pub async fn log_numbers(&self, accounts: &[AccountId]) -> Result<HashMap<AccountId, i64>, StoreError> {
        let rows: Vec<(Uuid, i64)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::LogNumber])
            .filter(account::Column::Id.is_in(accounts.iter().map(|account| account.uuid())))
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|(id, log_number)| (AccountId::new(id), log_number)).collect())
    }

    /// The newest log number that stands for something else than states; 0 if there is none.
    pub async fn newest_change(&self, account: AccountId) -> Result<i64, StoreError> {
        let newest = change::Entity::find()
            .filter(change::Column::AccountId.eq(account.uuid()))
            .order_by_desc(change::Column::LogNumber)
            .limit(1)
            .one(self.reader())
            .await?;
        Ok(newest.map_or(0, |row| row.log_number))
    }
}
