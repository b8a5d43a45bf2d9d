//! The two sides that are measured: a real server with a database of its own, and an endpoint that does nothing.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::routing::any;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use http::StatusCode;
use kadans_proto::v1::{
    AssignExternalUsersRequest, Assignment, CreateEmployeeRequest, CreateIntegrationRequest, CreatePlanningUnitRequest,
    GenerateUrlTokenRequest,
};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::super::desk::Desk;
use super::BenchArgs;
use crate::app::{Listeners, RunningServer, Server};
use crate::auth::caller::Role;
use crate::auth::keys::Keys;
use crate::auth::master_key::{IfAbsent, MasterKey};
use crate::auth::programs::{self, NewProgram};
use crate::clock::Clock;
use crate::config::{Config, DatabaseUrl, Limits};
use crate::domain::instant::Span;
use crate::listener::{self, ConnectionMetrics};
use crate::odigo::simulator::agent::State;
use crate::odigo::simulator::centre::logins;
use crate::odigo::simulator::encode::encode_all;
use crate::odigo::simulator::play::http::Target;
use crate::odigo::simulator::traffic::Note;
use crate::odigo::simulator::watch::watcher::{Authorized, WatchError, connect};
use crate::store::Store;
use crate::store::accounts::{self, Edition, NewAccount};
use crate::store::audit::Author;

/// How many agents are introduced in one request.
const AT_A_TIME: usize = 300;
/// How many calls are under way at a time.
const CALLS_AT_A_TIME: usize = 16;
/// How long everything together may take.
const TOKEN_LIFE: Span = Span::from_hours(24);

/// The agents that are measured with.
pub(super) fn agents(count: usize) -> impl Iterator<Item = Arc<str>> {
    logins("agent", count)
}

/// A real server, with an employee for each agent.
pub(super) struct World {
    server: RunningServer,
    token: String,
    target: Target,
    config: Config,
}

impl World {
    /// Starts the server and sets its account up.
    pub(super) async fn start(args: &BenchArgs, clock: &Clock, directory: &Path) -> anyhow::Result<Self> {
        let mut config = Config::default_in(directory);
        if let Some(url) = &args.database_url {
            config.database = DatabaseUrl::parse(url).map_err(|fault| anyhow::anyhow!("--database-url: {fault}"))?;
        }
        let token = prepare(&config, clock).await?;
        let listeners = Listeners { main: any_port().await?, admin: any_port().await? };
        let server = Server::start(config.clone(), clock.clone(), listeners).await?;
        let mut desk = Desk::open(server.addr(), &token).await?;
        let target = introduce(&mut desk, args.agents.get(), clock).await?;
        Ok(Self { server, token, target, config })
    }

    /// Where notifications go.
    pub(super) const fn target(&self) -> &Target {
        &self.target
    }

    /// A connection of its own for a watcher.
    pub(super) async fn watcher(&self) -> Result<Authorized, WatchError> {
        connect(&format!("http://{}", self.server.addr()), &self.token).await
    }

    /// Another account with an employee for each of that many agents: its desk, and a connection for its watchers.
    pub(super) async fn large_account(&self, people: usize, clock: &Clock) -> anyhow::Result<(Desk, Authorized)> {
        let token = prepare(&self.config, clock).await?;
        let mut desk = Desk::open(self.server.addr(), &token).await?;
        introduce(&mut desk, people, clock).await?;
        let channel = connect(&format!("http://{}", self.server.addr()), &token).await?;
        Ok((desk, channel))
    }

    /// What it stores in.
    pub(super) fn database(&self) -> &'static str {
        if self.config.database.is_sqlite() { "SQLite" } else { "PostgreSQL" }
    }

    /// Stops the server.
    pub(super) async fn stop(self) {
        self.server.stop().await;
    }
}

async fn any_port() -> anyhow::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no port can be bound")
}

/// Adds the account, and returns a token for it.
async fn prepare(config: &Config, clock: &Clock) -> anyhow::Result<String> {
    let master = MasterKey::load(&config.key_file, IfAbsent::Create)?;
    let store = Store::open(config.database.reveal(), clock.clone()).await.context("the database can't be opened")?;
    let keys = Keys::open(&store, &master).await.context("the database was used before: give an empty one")?;
    let account = NewAccount {
        edition: Edition::Enterprise,
        name: "Bench".to_owned(),
        zone: "UTC".to_owned(),
        retention_months: 6,
    };
    let operator = Author::operator(accounts::create(&store, account).await?.id);
    let program = NewProgram {
        name: "Bench".to_owned(),
        roles: vec![Role::Admin, Role::Planner],
        planning_units: Vec::new(),
        life: TOKEN_LIFE,
    };
    Ok(programs::mint(&store, &keys, operator, program).await?.token)
}

/// Makes each agent known, and an employee of it.
async fn introduce(desk: &mut Desk, count: usize, clock: &Clock) -> anyhow::Result<Target> {
    let integration = CreateIntegrationRequest {
        vendor_id: "odigo".to_owned(),
        name: "Bench".to_owned(),
        ..CreateIntegrationRequest::default()
    };
    let integration = desk.integrations.create_integration(integration).await?.into_inner().integration;
    let integration_id = integration.context("the server created no integration")?.id;
    let token = GenerateUrlTokenRequest { integration_id: integration_id.clone(), overlap: None };
    let url = desk.integrations.generate_url_token(token).await?.into_inner().notification_url;
    let target: Target = url.parse()?;
    greet(&target, count, clock).await?;

    let unit = CreatePlanningUnitRequest { name: "Bench".to_owned(), time_zone: String::new() };
    let unit = desk.mapping.create_planning_unit(unit).await?.into_inner().planning_unit;
    let planning_unit_id = unit.context("the server created no planning unit")?.id;
    let users = desk.external_users(&integration_id).await?.into_iter().map(|user| {
        let (mut mapping, planning_unit_id) = (desk.mapping.clone(), planning_unit_id.clone());
        async move {
            let name = user.identifier;
            let employee = CreateEmployeeRequest { name, planning_unit_id, ..CreateEmployeeRequest::default() };
            let employee = mapping.create_employee(employee).await?.into_inner().employee;
            let employee_id = employee.context("the server created no employee")?.id;
            anyhow::Ok(Assignment { external_user_id: user.id, employee_id })
        }
    });
    let assignments: Vec<Assignment> = stream::iter(users).buffer_unordered(CALLS_AT_A_TIME).try_collect().await?;
    for some in assignments.chunks(AT_A_TIME) {
        let request = AssignExternalUsersRequest { assignments: some.to_vec() };
        desk.mapping.assign_external_users(request).await?;
    }
    Ok(target)
}

/// Lets each agent be heard of once.
async fn greet(target: &Target, count: usize, clock: &Clock) -> anyhow::Result<()> {
    let sent = clock.now();
    let notes = agents(count).map(|agent| Note { agent, state: State::LOGOUT, sent, event_id: None });
    let notes: Vec<Note> = notes.collect();
    let mut connection = target.connect().await?;
    for some in notes.chunks(AT_A_TIME) {
        let answer = connection.send(target, encode_all(some)).await?;
        anyhow::ensure!(answer.status == StatusCode::NO_CONTENT, "the shim answered {}", answer.status);
    }
    Ok(())
}

/// An endpoint that answers `204` and does nothing, behind the listener of the real server.
pub(super) struct Bare {
    target: Target,
    serving: JoinHandle<usize>,
    draining: CancellationToken,
}

impl Bare {
    /// Starts it.
    pub(super) async fn start() -> anyhow::Result<Self> {
        let listener = any_port().await?;
        let target = format!("http://{}/notify/none", listener.local_addr()?).parse()?;
        let app = Router::new().route("/notify/{token}", any(async || StatusCode::NO_CONTENT));
        let draining = CancellationToken::new();
        let serving =
            listener::serve(listener, None, app, Limits::default(), ConnectionMetrics::default(), draining.clone());
        Ok(Self { target, serving: tokio::spawn(serving), draining })
    }

    /// Where to send to.
    pub(super) const fn target(&self) -> &Target {
        &self.target
    }

    /// Stops it.
    pub(super) async fn stop(self) {
        self.draining.cancel();
        self.serving.await.ok();
    }
}
