//! An account's log: each change that can alter a figure takes the next number, in the transaction that makes it.
//!
//! The number is taken with a row lock that is held to the commit, so numbers have no gaps and their order is the
//! order of commits. Whoever keeps a picture of an account reads this log on, and needs nothing else.

use std::{future::Future, pin::Pin, sync::Arc};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    Statement,
};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use uuid::Uuid;

use super::{Store, StoreError, entity::change, journal::StoredState};
use crate::domain::{
    ids::{AccountId, ActivityId, EmployeeId, IntegrationId},
    instant::Instant,
};

/// A change that is not a batch of states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Employees or planning units came, went, or have other facts.
    Directory,
    /// Activities came, went, or have another type.
    Activities,
    /// External users of these employees changed.
    Assignments {
        /// Everybody who gained or lost an external user.
        employees: Vec<EmployeeId>,
    },
    /// External statuses mean something else.
    Mappings {
        /// The external statuses.
        statuses: Vec<Uuid>,
    },
    /// Matches of these activities changed.
    Matches {
        /// The actual activities.
        activities: Vec<ActivityId>,
    },
    /// The account's rules of adherence changed.
    Settings,
    /// Schedules of these employees changed.
    Schedules {
        /// Whose.
        employees: Vec<EmployeeId>,
    },
    /// Exceptions of these employees changed.
    Exceptions {
        /// Whose.
        employees: Vec<EmployeeId>,
    },
    /// An integration was created, paused, resumed, deleted, or has another format.
    Integration {
        /// Which.
        integration: IntegrationId,
    },
}

/// What one log number stands for.
#[derive(Clone, Debug)]
pub enum Logged {
    /// A batch of states, in the order of storing; may be empty.
    States(Vec<StoredState>),
    /// Anything else.
    Change(Change),
}

/// One number of an account's log, committed.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Whose log.
    pub account: AccountId,
    /// The number.
    pub log_number: i64,
    /// What it stands for.
    pub logged: Logged,
}

/// Sends what was committed to whoever listens; a listener that lags reads on from the store.
pub(crate) type Commits = broadcast::Sender<Arc<Commit>>;

/// A transaction that has taken the account's next log number.
#[derive(Debug)]
pub(crate) struct Numbered<'t> {
    pub(crate) transaction: &'t DatabaseTransaction,
    pub(crate) account: AccountId,
    pub(crate) log_number: i64,
    pub(crate) now: Instant,
}

/// The future a piece of database work returns.
pub(crate) type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 't>>;

impl Store {
    /// Makes one change of an account: takes the next log number, does `work`, records the change it names (nothing
    /// happens if it names none), commits, and tells the listeners.
    ///
    /// `work` runs in a task of its own: a caller that goes away can't leave half a transaction behind.
    pub(crate) async fn change<T, F>(&self, account: AccountId, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(Numbered<'t>) -> Work<'t, (T, Option<Change>)> + Send + 'static,
    {
        let (now, commits) = (self.clock.now(), self.commits.clone());
        self.write(move |transaction| {
            Box::pin(async move {
                let log_number = next_log_number(transaction, account).await?;
                let numbered = Numbered { transaction, account, log_number, now };
                let (result, change) = work(numbered).await?;
                if let Some(change) = &change {
                    record(transaction, account, log_number, change).await?;
                }
                Ok((result, change.map(|change| (log_number, change))))
            })
        })
        .await
        .map(|(result, change)| {
            if let Some((log_number, change)) = change {
                // No listener is no error: whoever comes later reads the log.
                let _ = commits.send(Arc::new(Commit { account, log_number, logged: Logged::Change(change) }));
            }
            result
        })
    }

    /// The account's newest log number.
    pub async fn log_number(&self, account: AccountId) -> Result<i64, StoreError> {
        use super::entity::account;
        let row = account::Entity::find_by_id(account.uuid()).one(self.reader()).await?;
        Ok(row.ok_or(StoreError::NotFound)?.log_number)
    }

    /// The changes after a log number, in order; batches of states are not among them.
    pub async fn changes_after(&self, account: AccountId, log_number: i64) -> Result<Vec<(i64, Change)>, StoreError> {
        let rows = change::Entity::find()
            .filter(change::Column::AccountId.eq(account.uuid()))
            .filter(change::Column::LogNumber.gt(log_number))
            .order_by_asc(change::Column::LogNumber)
            .all(self.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let change = serde_json::from_str(&row.subject)
                    .map_err(|_| StoreError::Corrupt { what: "change", value: row.subject })?;
                Ok((row.log_number, change))
            })
            .collect()
    }
}

/// Takes the account's next log number; nobody else gets one before this transaction ends.
pub(crate) async fn next_log_number(transaction: &DatabaseTransaction, account: AccountId) -> Result<i64, StoreError> {
    let statement = Statement::from_sql_and_values(
        transaction.get_database_backend(),
        "UPDATE account SET log_number = log_number + 1 WHERE id = $1 RETURNING log_number",
        [account.uuid().into()],
    );
    let row = transaction.query_one_raw(statement).await?.ok_or(StoreError::NotFound)?;
    Ok(row.try_get("", "log_number")?)
}

async fn record(
    transaction: &DatabaseTransaction,
    account: AccountId,
    log_number: i64,
    change: &Change,
) -> Result<(), StoreError> {
    let subject = serde_json::to_string(change)
        .map_err(|error| StoreError::Corrupt { what: "change", value: error.to_string() })?;
    let row =
        change::ActiveModel { account_id: Set(account.uuid()), log_number: Set(log_number), subject: Set(subject) };
    change::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(())
}
