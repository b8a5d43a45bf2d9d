//! An account's log: each change that can alter a figure takes the next number, in the transaction that makes it.
//!
//! The number is taken with a row lock that is held to the commit, so numbers have no gaps and their order is the
//! order of commits. Whoever keeps a picture of an account reads this log on, and needs nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    pin::Pin,
    sync::Arc,
};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
    sea_query::{self, Expr},
};
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, broadcast};
use tracing::{Instrument as _, Span};
use uuid::Uuid;

use super::{
    Store, StoreError, begin,
    entity::{account, change},
    journal::StoredBatch,
};
use crate::domain::{
    ids::{AccountId, ActivityId, EmployeeId, ExternalUserId, IntegrationId},
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
    /// Notifications of an integration were read anew: the past of these external users is another.
    Replay {
        /// Which integration.
        integration: IntegrationId,
        /// Everybody who gained or lost a state.
        users: Vec<ExternalUserId>,
    },
}

/// What one log number stands for.
#[derive(Clone, Debug)]
pub enum Logged {
    /// A batch of states and what else their notifications brought; may have no state.
    States(StoredBatch),
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
    /// The work that made it.
    pub span: Span,
}

/// How many commits a listener may lag behind before it has to read on from the store.
const COMMITS_KEPT: usize = 4096;

/// Commits, and tells whoever listens; a listener that lags reads on from the store.
#[derive(Clone, Debug)]
pub(crate) struct Announcer {
    commits: broadcast::Sender<Arc<Commit>>,
    turn: Arc<Mutex<()>>,
}

impl Default for Announcer {
    fn default() -> Self {
        Self { commits: broadcast::Sender::new(COMMITS_KEPT), turn: Arc::default() }
    }
}

impl Announcer {
    /// What is committed from now on.
    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<Commit>> {
        self.commits.subscribe()
    }

    /// Commits a transaction and tells the listeners of it.
    ///
    /// One transaction at a time: the next number of an account can only be taken after the commit of the one before,
    /// so whoever took it finds that one's turn begun, and listeners hear of an account's numbers in their order.
    pub(crate) async fn commit(
        &self,
        transaction: DatabaseTransaction,
        commits: impl IntoIterator<Item = Commit>,
    ) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        transaction.commit().await?;
        for commit in commits {
            // No listener is no error: whoever comes later reads the log.
            let _ = self.commits.send(Arc::new(commit));
        }
        Ok(())
    }
}

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
    /// Makes one change of an account: takes the next log number, does `work`, records the change it names, commits,
    /// and tells the listeners. If it names none, no figure changed: the number is not used.
    ///
    /// `work` runs in a task of its own: a caller that goes away can't leave half a transaction behind.
    pub(crate) async fn change<T, F>(&self, account: AccountId, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(Numbered<'t>) -> Work<'t, (T, Option<Change>)> + Send + 'static,
    {
        let (pools, announcer, now) = (Arc::clone(&self.pools), self.announcer.clone(), self.clock.now());
        let task = async move {
            let transaction = begin(&pools.writer).await?;
            let change = async {
                let log_number = next_log_number(&transaction, account).await?;
                let numbered = Numbered { transaction: &transaction, account, log_number, now };
                let (result, change) = work(numbered).await?;
                if let Some(change) = &change {
                    record(&transaction, account, log_number, change).await?;
                }
                let commit = change.map(|change| {
                    let logged = Logged::Change(change);
                    Commit { account, log_number, logged, span: Span::current() }
                });
                Ok((result, commit))
            };
            match change.await {
                Ok((result, Some(commit))) => {
                    announcer.commit(transaction, [commit]).await?;
                    Ok(result)
                }
                // What the number would stand for did not happen, and the log has no gaps.
                Ok((result, None)) => {
                    give_back_log_number(&transaction, account).await?;
                    transaction.commit().await?;
                    Ok(result)
                }
                Err(error) => {
                    transaction.rollback().await?;
                    Err(error)
                }
            }
        };
        let task = tokio::spawn(task.in_current_span());
        task.await.unwrap_or(Err(StoreError::Closed))
    }

    /// The account's newest log number.
    pub async fn log_number(&self, account: AccountId) -> Result<i64, StoreError> {
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

/// Takes the next log numbers of several accounts, in the order of their ids: two batches that want the same
/// accounts can't wait for each other.
pub(crate) async fn next_log_numbers(
    transaction: &DatabaseTransaction,
    accounts: &BTreeSet<AccountId>,
) -> Result<BTreeMap<AccountId, i64>, StoreError> {
    let ids = || accounts.iter().map(|account| account.uuid());
    if accounts.len() > 1 && transaction.get_database_backend() == DbBackend::Postgres {
        let lock = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Id.is_in(ids()))
            .order_by_asc(account::Column::Id)
            .lock_exclusive();
        lock.into_tuple::<Uuid>().all(transaction).await?;
    }
    let mut update = sea_query::Query::update();
    update
        .table(account::Entity)
        .value(account::Column::LogNumber, Expr::col(account::Column::LogNumber).add(1))
        .and_where(account::Column::Id.is_in(ids()))
        .returning(sea_query::Query::returning().columns([account::Column::Id, account::Column::LogNumber]));
    let mut numbers = BTreeMap::new();
    for row in transaction.query_all(&update).await? {
        numbers.insert(AccountId::new(row.try_get("", "id")?), row.try_get("", "log_number")?);
    }
    if numbers.len() < accounts.len() { Err(StoreError::NotFound) } else { Ok(numbers) }
}

async fn give_back_log_number(transaction: &DatabaseTransaction, account: AccountId) -> Result<(), StoreError> {
    account::Entity::update_many()
        .col_expr(account::Column::LogNumber, Expr::col(account::Column::LogNumber).sub(1))
        .filter(account::Column::Id.eq(account.uuid()))
        .exec(transaction)
        .await?;
    Ok(())
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

#[cfg(test)]
mod tests {
    use futures::future::join_all;
    use sea_orm::{DbErr, IntoActiveModel};

    use super::*;
    use crate::{
        clock::Clock,
        domain::ids::IntegrationId,
        store::{
            entity::integration,
            journal::{NewNotification, Submission},
        },
    };

    async fn account_with_integration(store: &Store) -> Result<(AccountId, IntegrationId), DbErr> {
        let id = Uuid::from_u128(7);
        let account = account::Model {
            id,
            name: "Acme".to_owned(),
            edition: String::new(),
            zone: "UTC".to_owned(),
            retention_months: 6,
            log_number: 0,
            created_at: 0,
        };
        let integration = integration::Model {
            id,
            account_id: id,
            vendor: "odigo".to_owned(),
            name: "Odigo".to_owned(),
            name_key: "odigo".to_owned(),
            zone: "UTC".to_owned(),
            format: String::new(),
            format_etag: String::new(),
            revision: 1,
            created_by: id,
            created_at: 0,
            deleted_at: None,
            last_notification_at: None,
            raw_retention: 0,
            raw_deleted_to: 0,
            readable_since: None,
            unreadable_since: None,
            newest_state_at: None,
        };
        let writer = &store.pools.writer;
        account::Entity::insert(account.into_active_model()).exec_without_returning(writer).await?;
        integration::Entity::insert(integration.into_active_model()).exec_without_returning(writer).await?;
        Ok((id.into(), id.into()))
    }

    fn empty_notification(account: AccountId, integration: IntegrationId) -> Submission {
        let notification = NewNotification {
            received_at: Instant::from_secs(0),
            method: String::new(),
            content_type: String::new(),
            query: String::new(),
            body: Vec::new(),
            states: Vec::new(),
            unreadable: Vec::new(),
            snapshot_at: None,
        };
        let oldest_kept = Instant::MIN;
        Submission { account, integration, format_etag: String::new(), oldest_kept, notifications: vec![notification] }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn listeners_hear_of_changes_and_states_in_the_order_of_their_numbers() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("kadans.db").display());
        let store = Store::open(&url, Clock::manual(Instant::from_secs(0))).await.unwrap();
        let (account, integration) = account_with_integration(&store).await.unwrap();
        let mut announced = store.subscribe();
        let change = |change: Option<Change>| store.change(account, |_| Box::pin(async { Ok(((), change)) }));
        let changes = join_all((0..100).map(|turn| change((turn % 3 > 0).then_some(Change::Settings))));
        let appends = join_all((0..100).map(|_| store.journal().append(empty_notification(account, integration))));
        let (changes, appends) = futures::join!(changes, appends);
        assert!(changes.iter().all(Result::is_ok) && appends.iter().all(Result::is_ok));

        let mut commits = Vec::new();
        while let Ok(commit) = announced.try_recv() {
            commits.push(commit);
        }
        let numbers: Vec<_> = commits.iter().map(|commit| commit.log_number).collect();
        let last = store.log_number(account).await.unwrap();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
        let changes = commits.iter().filter(|commit| matches!(commit.logged, Logged::Change(_)));
        assert_eq!(changes.count(), 66);
    }
}
