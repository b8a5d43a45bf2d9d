//! An account with an integration, and short words for what it sends.

use kadans_server::{
    clock::Clock,
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        Store, StoreError,
        journal::{NewNotification, NewState, Outcome, StoredState, Submission},
    },
};
use kadans_tests::database::TestDatabase;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, Value};
use uuid::Uuid;

/// A second of Monday 2 March 2026, counted from 8 o'clock UTC.
pub(crate) fn at(second: i64) -> Instant {
    Instant::from_secs(1_772_438_400 + second)
}

/// An account with one integration, and a store open on its database.
pub(crate) struct Office {
    pub(crate) store: Store,
    pub(crate) account: AccountId,
    pub(crate) integration: IntegrationId,
    database: TestDatabase,
}

impl Office {
    pub(crate) async fn open(database: TestDatabase) -> Self {
        let store = open(&database).await;
        let account = AccountId::new(Uuid::now_v7());
        let integration = IntegrationId::new(Uuid::now_v7());
        let office = Self { store, account, integration, database };
        office.add_account(account).await;
        office.add_integration(account, integration).await;
        office
    }

    /// Another store on the same database, as another replica or the same one after a restart has it.
    pub(crate) async fn replica(&self) -> Store {
        open(&self.database).await
    }

    pub(crate) async fn connection(&self) -> DatabaseConnection {
        Database::connect(self.database.url()).await.unwrap()
    }

    pub(crate) async fn add_account(&self, account: AccountId) {
        self.execute(
            "INSERT INTO account (id, name, edition, zone, retention_months, log_number, created_at) \
             VALUES ($1, 'Acme', 'standard', 'Europe/Paris', 6, 0, 0)",
            [account.uuid().into()],
        )
        .await;
    }

    pub(crate) async fn add_integration(&self, account: AccountId, integration: IntegrationId) {
        self.execute(
            "INSERT INTO integration (id, account_id, vendor, name, name_key, zone, format, format_etag, revision, \
             created_by, created_at) VALUES ($1, $2, 'odigo', $3, $3, 'Europe/Paris', '{}', 'v1', 1, $2, 0)",
            [integration.uuid().into(), account.uuid().into(), integration.to_string().into()],
        )
        .await;
    }

    async fn execute<const N: usize>(&self, sql: &str, values: [Value; N]) {
        let connection = self.connection().await;
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        connection.execute_raw(statement).await.unwrap();
    }

    pub(crate) fn submission(&self, notifications: Vec<NewNotification>) -> Submission {
        Submission {
            account: self.account,
            integration: self.integration,
            format_etag: "v1".to_owned(),
            oldest_kept: at(-86_400),
            notifications,
        }
    }

    /// Appends one notification, received at that second.
    pub(crate) async fn receive(&self, second: i64, states: Vec<NewState>) -> Result<Vec<Outcome>, StoreError> {
        let submission = self.submission(vec![notification(second, states)]);
        let outcomes = self.store.journal().append(submission).await?;
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// All states of the account, in the order of storing.
    pub(crate) async fn states(&self) -> Vec<StoredState> {
        self.store.journal().states_after(self.account, 0, 100_000).await.unwrap()
    }
}

async fn open(database: &TestDatabase) -> Store {
    Store::open(&database.url(), Clock::manual(at(0))).await.unwrap()
}

/// A notification received at that second.
pub(crate) fn notification(second: i64, states: Vec<NewState>) -> NewNotification {
    NewNotification {
        received_at: at(second),
        method: "POST".to_owned(),
        content_type: "application/x-www-form-urlencoded".to_owned(),
        query: String::new(),
        body: b"agentId=ann&state=PAUSE".to_vec(),
        states,
        unreadable: Vec::new(),
        snapshot_at: None,
    }
}

/// A state without anything that may be left out.
pub(crate) fn state(agent: &str, status: &str) -> NewState {
    NewState {
        agent: agent.to_owned(),
        status: status.to_owned(),
        detail: String::new(),
        sent_at: None,
        end_at: None,
        event_id: None,
        flags: 0,
    }
}

/// What a state may have besides.
pub(crate) trait Besides {
    fn detail(self, detail: &str) -> Self;
    fn sent(self, second: i64) -> Self;
    fn event(self, id: &str) -> Self;
}

impl Besides for NewState {
    fn detail(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }

    fn sent(self, second: i64) -> Self {
        Self { sent_at: Some(at(second)), ..self }
    }

    fn event(self, id: &str) -> Self {
        Self { event_id: Some(id.to_owned()), ..self }
    }
}
