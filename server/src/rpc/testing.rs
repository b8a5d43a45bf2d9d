//! An account in a database of its own, for tests of the services' rooms.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic_types::StatusExt;
use uuid::Uuid;

use crate::{
    auth::{
        caller::{Caller, Origin, Role, UnitScope},
        master_key::MasterKey,
    },
    break_details::{
        network::Network,
        worker::{BreakDetailsMetrics, Worker, WorkerParts},
    },
    clock::Clock,
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::Instant,
    },
    odigo::web_service::Reach,
    rpc::{error::RpcError, integration::web_service::WebServices, page::Pages},
    store::{
        Store,
        accounts::{self, Edition, NewAccount},
        audit::FieldChange,
        entity::{audit_event, external_status, external_user, principal, state},
        integrations::{self, NewIntegration},
        new_id,
    },
};

/// Names the PostgreSQL server to test on instead of SQLite: each test makes itself a database there.
const POSTGRES_URL: &str = "KADANS_TEST_POSTGRES_URL";

pub(crate) struct World {
    _folder: TempDir,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) key: MasterKey,
    pub(crate) pages: Pages,
    pub(crate) web_services: WebServices,
    /// A person who may do everything in an account of edition Advanced.
    pub(crate) caller: Caller,
}

/// Web services that are asked over the public Internet alone.
fn web_services(store: &Store, clock: &Clock, key: &MasterKey) -> WebServices {
    let network = Network::new(Reach::Public);
    let parts = WorkerParts {
        store: store.clone(),
        clock: clock.clone(),
        sealing: key.sealing(),
        network: network.clone(),
        metrics: BreakDetailsMetrics::default(),
        draining: CancellationToken::new(),
    };
    WebServices::new(key.sealing(), network, Worker::start(parts), clock.clone())
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual("2026-03-02T08:00:00Z".parse().unwrap());
        let url = match std::env::var(POSTGRES_URL) {
            Ok(server) => new_postgres_database(&server).await,
            Err(_) => format!("sqlite://{}", folder.path().join("kadans.db").display()),
        };
        let store = Store::open(&url, clock.clone()).await.unwrap();
        let key = MasterKey::from_bytes([7; 32]);
        let pages = Pages::new(key.page_token_key());
        let caller = new_caller(&store, Edition::Advanced).await;
        let web_services = web_services(&store, &clock, &key);
        Self { _folder: folder, clock, store, key, pages, web_services, caller }
    }

    /// A person of another account.
    pub(crate) async fn stranger(&self) -> Caller {
        new_caller(&self.store, Edition::Enterprise).await
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: i64) -> Instant {
        let now = Instant::from_micros(self.clock.now().micros() + seconds * 1_000_000);
        self.clock.set(now);
        now
    }

    /// What the account's record says was done since the account was made, in order: the action, the subject's name, and each field that changed
    /// as `field: before > after`.
    pub(crate) async fn deeds(&self, account: AccountId) -> Vec<(String, String, Vec<String>)> {
        let rows = audit_event::Entity::find()
            .filter(audit_event::Column::AccountId.eq(account.uuid()))
            .filter(audit_event::Column::Action.ne("account.create"))
            .order_by_asc(audit_event::Column::Id)
            .all(self.store.reader())
            .await
            .unwrap();
        let deeds = rows.into_iter().map(|row| {
            let changes: Vec<FieldChange> = serde_json::from_str(&row.changes).unwrap();
            let changes =
                changes.iter().map(|change| format!("{}: {} > {}", change.field, change.before, change.after));
            (row.action, row.subject_name, changes.collect())
        });
        deeds.collect()
    }

    /// An integration whose format is the default but for its logged-out statuses.
    pub(crate) async fn integration(&self, caller: &Caller, name: &str) -> IntegrationId {
        let format = crate::odigo::format::Format::default();
        let new = NewIntegration {
            vendor: "odigo".to_owned(),
            name: name.to_owned(),
            zone: "Europe/Madrid".to_owned(),
            format: serde_json::to_string(&format).unwrap(),
            format_etag: format.etag(),
            web_service: None,
        };
        integrations::create(&self.store, new, caller.author()).await.unwrap().id
    }

    /// An external user as the journal leaves it at first sight.
    pub(crate) async fn external_user(
        &self,
        account: AccountId,
        integration: IntegrationId,
        identifier: &str,
    ) -> ExternalUserId {
        let now = self.clock.now();
        let row = external_user::Model {
            id: new_id(now),
            account_id: account.uuid(),
            integration_id: integration.uuid(),
            identifier: identifier.to_owned(),
            first_seen_at: now.micros(),
        };
        let id = row.id;
        self.insert::<external_user::Entity, external_user::ActiveModel>(row).await;
        id.into()
    }

    /// A state of an external user, as the journal stores it.
    pub(crate) async fn state(
        &self,
        account: AccountId,
        integration: IntegrationId,
        user: ExternalUserId,
        (id, at): (i64, Instant),
    ) {
        let row = state::Model {
            account_id: account.uuid(),
            id,
            notification_id: id,
            integration_id: integration.uuid(),
            external_user_id: user.uuid(),
            external_status_id: Uuid::nil(),
            at: at.micros(),
            sent_at: Some(at.micros()),
            received_at: at.micros(),
            flags: 0,
            event_id: None,
            content_hash: id,
            superseded_by: None,
            item: 0,
            replayed_at: None,
            end_at: None,
        };
        self.insert::<state::Entity, state::ActiveModel>(row).await;
    }

    /// An external status as the journal leaves it at first sight.
    pub(crate) async fn external_status(
        &self,
        account: AccountId,
        integration: IntegrationId,
        status: &str,
        detail: &str,
    ) -> String {
        let now = self.clock.now();
        let row = external_status::Model {
            id: new_id(now),
            account_id: account.uuid(),
            integration_id: integration.uuid(),
            status: status.to_owned(),
            detail: detail.to_owned(),
            first_seen_at: now.micros(),
            last_seen_at: now.micros(),
        };
        let id = row.id;
        self.insert::<external_status::Entity, external_status::ActiveModel>(row).await;
        id.to_string()
    }

    async fn insert<E, A>(&self, row: impl IntoActiveModel<A> + Send + 'static)
    where
        E: EntityTrait,
        A: sea_orm::ActiveModelTrait<Entity = E> + Send + 'static,
    {
        let work = self.store.write(move |transaction| {
            Box::pin(async move {
                E::insert(row.into_active_model()).exec_without_returning(transaction).await?;
                Ok(())
            })
        });
        work.await.unwrap();
    }
}

async fn new_caller(store: &Store, edition: Edition) -> Caller {
    let new = NewAccount {
        edition,
        name: "Contact centre".to_owned(),
        zone: "Europe/Madrid".to_owned(),
        retention_months: 6,
    };
    let account = accounts::create(store, new).await.unwrap().id;
    let now = store.clock().now();
    let row = principal::Model {
        id: new_id(now),
        account_id: account.uuid(),
        kind: "person".to_owned(),
        email: None,
        name: "Ada Admin".to_owned(),
        password_hash: None,
        roles: "admin".to_owned(),
        created_at: now.micros(),
        revoked_at: None,
        name_key: "ada admin".to_owned(),
        revision: 1,
        last_sign_in_at: None,
    };
    let principal = row.id;
    let insert = store.write(move |transaction| {
        Box::pin(async move {
            principal::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
            Ok(())
        })
    });
    insert.await.unwrap();
    Caller {
        account,
        principal,
        name: "Ada Admin".to_owned(),
        roles: BTreeSet::from([Role::Admin]),
        units: UnitScope::All,
        session: Uuid::nil(),
        expires_at: Instant::MAX,
        origin: Origin::default(),
    }
}

async fn new_postgres_database(server: &str) -> String {
    let name = format!("kadans_test_{}", Uuid::now_v7().simple());
    let connection = Database::connect(format!("{server}/postgres")).await.unwrap();
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    connection.close().await.unwrap();
    format!("{server}/{name}")
}

/// The fields an error names, each with its reason, in order.
pub(crate) fn violations<T: std::fmt::Debug>(result: Result<T, RpcError>) -> Vec<(String, &'static str)> {
    match result.unwrap_err() {
        RpcError::Invalid(violations) => violations.into_iter().map(|v| (v.field, v.reason)).collect(),
        other => panic!("not about fields: {other}"),
    }
}

/// Everything that a caller learns from an error.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) code: tonic::Code,
    message: String,
    reason: String,
    metadata: BTreeMap<String, String>,
    fields: Vec<(String, String)>,
}

pub(crate) fn told<T: std::fmt::Debug>(result: Result<T, RpcError>) -> Told {
    let status = Status::from(result.unwrap_err());
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    let violations = details.bad_request().map(|bad| bad.field_violations.as_slice()).unwrap_or_default();
    Told {
        code: status.code(),
        message: status.message().to_owned(),
        reason: info.reason.clone(),
        metadata: info.metadata.clone().into_iter().collect(),
        fields: violations.iter().map(|violation| (violation.field.clone(), violation.description.clone())).collect(),
    }
}

/// Reads a list to its end; `page` gives the entries of a page and the token of the next.
pub(crate) async fn pages(page: impl AsyncFn(String) -> (Vec<String>, String)) -> Vec<Vec<String>> {
    let (mut pages, mut token) = (Vec::new(), String::new());
    loop {
        let (entries, next) = page(token).await;
        pages.push(entries);
        if next.is_empty() {
            return pages;
        }
        token = next;
    }
}
