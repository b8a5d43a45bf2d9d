//! Hears of breaks after their commit, and has them asked for.
//!
//! It hears of what this process commits alone, so of several servers on a database the one asks that stored the
//! notification. It keeps no list on disk: a break that nobody could be asked about before a restart stays plain, until
//! the telephone system says it again. The web service tells of the present; later it would tell of something else.

mod ask;
mod metrics;

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::Arc,
};

use tokio::{
    sync::{Notify, broadcast::error::RecvError},
    task::{Id, JoinSet},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub use metrics::BreakDetailsMetrics;

use self::ask::ask;
use super::{
    Failure,
    health::BreakDetailsHealth,
    line::{Line, Source},
    network::Network,
    password::Password,
    rest::Rest,
};
use crate::{
    auth::sealing::Sealing,
    clock::Clock,
    domain::{
        ids::{ExternalUserId, IntegrationId},
        instant::{Instant, Span},
        mapping::fold,
    },
    odigo::web_service::Endpoints,
    store::{
        Change, Commit, Logged, Store,
        sealed::Drawer,
        web_services::{self, WebService},
    },
};

/// How old settings may be that another server may have changed.
const SETTINGS_KEPT: Span = Span::from_secs(2);
/// How many statuses are kept in memory before starting over.
const STATUSES_KEPT: usize = 100_000;

/// What the worker works with.
#[derive(Clone, Debug)]
pub struct WorkerParts {
    /// Where notifications are heard of, and answers go.
    pub store: Store,
    /// Tells the time.
    pub clock: Clock,
    /// Opens passwords.
    pub sealing: Sealing,
    /// The way out.
    pub network: Network,
    /// Told of what becomes of questions.
    pub metrics: BreakDetailsMetrics,
    /// Cancelled when the server stops.
    pub draining: CancellationToken,
}

/// The worker that was started. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Worker {
    health: BreakDetailsHealth,
    changed: Arc<Notify>,
}

impl Worker {
    /// Starts it. It ends when the server stops.
    pub fn start(parts: WorkerParts) -> Self {
        let worker = Self { health: BreakDetailsHealth::default(), changed: Arc::new(Notify::new()) };
        let draining = parts.draining.clone();
        let desk = Desk {
            parts,
            health: worker.health.clone(),
            lines: HashMap::new(),
            read_at: None,
            plain_statuses: HashMap::new(),
            tasks: JoinSet::new(),
            under_way: HashMap::new(),
        };
        let changed = Arc::clone(&worker.changed);
        // Subscribed here: what is committed from now on is heard of.
        let commits = desk.parts.store.subscribe();
        tokio::spawn(draining.run_until_cancelled_owned(desk.run(commits, changed)));
        worker
    }

    /// How the web services have been doing.
    pub const fn health(&self) -> &BreakDetailsHealth {
        &self.health
    }

    /// Settings were changed by this process: they hold from now on.
    pub fn settings_changed(&self) {
        self.changed.notify_one();
    }
}

/// Whom a task asks for.
struct UnderWay {
    integration: IntegrationId,
    user: ExternalUserId,
    /// The settings it asks with: what others found out says nothing about newer ones.
    service: WebService,
}

struct Desk {
    parts: WorkerParts,
    health: BreakDetailsHealth,
    lines: HashMap<IntegrationId, Line>,
    /// When the settings were read; none if they have to be read again.
    read_at: Option<Instant>,
    /// By the id of a status: its folded name if it has no detail.
    plain_statuses: HashMap<Uuid, Option<String>>,
    tasks: JoinSet<Option<Result<(), Failure>>>,
    under_way: HashMap<Id, UnderWay>,
}

impl Desk {
    async fn run(mut self, mut commits: tokio::sync::broadcast::Receiver<Arc<Commit>>, changed: Arc<Notify>) {
        loop {
            self.ask_what_may_be_asked();
            let look_again = self.lines.values().filter_map(Line::look_again_at).min();
            let clock = self.parts.clock.clone();
            let wake = async {
                match look_again {
                    Some(at) => clock.sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                () = changed.notified() => self.read_at = None,
                Some(ended) = self.tasks.join_next_with_id(), if !self.tasks.is_empty() => match ended {
                    Ok((id, outcome)) => self.end(id, outcome),
                    Err(lost) => self.end(lost.id(), None),
                },
                () = wake => {}
                commit = commits.recv() => match commit {
                    Ok(commit) => self.hear(&commit).await,
                    Err(RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "breaks among so many commits are not asked for: there are too many");
                    }
                    Err(RecvError::Closed) => return,
                },
            }
        }
    }

    async fn hear(&mut self, commit: &Commit) {
        let states = match &commit.logged {
            Logged::States(batch) => &batch.states,
            Logged::Change(Change::Integration { .. }) => {
                self.read_at = None;
                return;
            }
            Logged::Change(_) => return,
        };
        if states.is_empty() || !self.has_settings().await {
            return;
        }
        let of_lines = || states.iter().filter(|state| self.lines.contains_key(&state.integration));
        let ids = of_lines().map(|state| state.external_status);
        let unknown: HashSet<Uuid> = ids.filter(|id| !self.plain_statuses.contains_key(id)).collect();
        if !unknown.is_empty() {
            match web_services::status_names(&self.parts.store, commit.account, unknown).await {
                Ok(names) => self.learn(names),
                // Those breaks stay plain: the store has more pressing things to do.
                Err(error) => return tracing::debug!(%error, "breaks can't be told from other statuses"),
            }
        }
        let now = self.parts.clock.now();
        for state in states {
            let Some(line) = self.lines.get_mut(&state.integration) else { continue };
            let plain = self.plain_statuses.get(&state.external_status).and_then(Option::as_ref);
            if plain.is_some_and(|status| line.break_statuses.contains(status)) {
                if line.put(state.external_user, state.at, now) {
                    self.parts.metrics.given_up();
                }
            } else {
                line.withdraw(state.external_user, state.at);
            }
        }
    }

    fn learn(&mut self, names: HashMap<Uuid, (String, String)>) {
        if self.plain_statuses.len() > STATUSES_KEPT {
            self.plain_statuses.clear();
        }
        let plain = names.into_iter().map(|(id, (status, detail))| (id, detail.is_empty().then(|| fold(&status))));
        self.plain_statuses.extend(plain);
    }

    /// Sees to it that the settings are not too old; whether any integration has a web service.
    async fn has_settings(&mut self) -> bool {
        let now = self.parts.clock.now();
        let is_recent = |read_at: Instant| read_at <= now && now - read_at <= SETTINGS_KEPT;
        if !self.read_at.is_some_and(is_recent) {
            match web_services::all(&self.parts.store).await {
                Ok(services) => {
                    self.read_at = Some(now);
                    self.take_over(services);
                }
                Err(error) => tracing::debug!(%error, "the settings of web services can't be read"),
            }
        }
        !self.lines.is_empty()
    }

    fn take_over(&mut self, services: Vec<WebService>) {
        let mut before = std::mem::take(&mut self.lines);
        for service in services {
            let integration = service.integration;
            let line = before.remove(&integration).filter(|line| line.service == service);
            let line = line.unwrap_or_else(|| {
                self.health.forget(integration);
                let source = self.source(&service);
                Line::new(service, source)
            });
            self.lines.insert(integration, line);
        }
        for integration in before.keys() {
            self.health.forget(*integration);
        }
    }

    /// Who answers with these settings.
    fn source(&self, service: &WebService) -> Source {
        let WorkerParts { sealing, network, .. } = &self.parts;
        let drawer = Drawer::WebService(service.account, service.integration);
        let opened = sealing.open(drawer, &service.sealed_password).map_err(|error| {
            let integration = service.integration;
            tracing::error!(%integration, %error, "the password of a web service has to be given again");
            Failure::WrongCredentials
        })?;
        let password = Password::from_bytes(&opened).ok_or(Failure::WrongCredentials)?;
        // What may be asked depends on how the server was started, too.
        let endpoints = Endpoints::read(&service.settings, network.reach()).map_err(|_| Failure::Unreachable)?;
        Ok(Arc::new(Rest::new(endpoints, &password, network.clone())))
    }

    fn ask_what_may_be_asked(&mut self) {
        let now = self.parts.clock.now();
        for (integration, line) in &mut self.lines {
            while let Some(user) = line.next(now) {
                let question = ask::Question {
                    store: self.parts.store.clone(),
                    account: line.service.account,
                    user,
                    break_statuses: Arc::clone(&line.break_statuses),
                    source: line.source.clone(),
                };
                let task = self.tasks.spawn(ask(question));
                let under_way = UnderWay { integration: *integration, user, service: line.service.clone() };
                self.under_way.insert(task.id(), under_way);
            }
        }
    }

    fn end(&mut self, task: Id, outcome: Option<Result<(), Failure>>) {
        let Some(UnderWay { integration, user, service }) = self.under_way.remove(&task) else { return };
        self.parts.metrics.ended(outcome);
        let Some(line) = self.lines.get_mut(&integration).filter(|line| line.service == service) else { return };
        let now = self.parts.clock.now();
        let was_suspended = line.is_suspended();
        line.ended(user, outcome, now);
        if let Some(outcome) = outcome {
            self.health.note(integration, outcome, line.is_suspended(), now);
        }
        match (was_suspended, line.is_suspended(), outcome) {
            (false, true, Some(Err(failure))) => {
                tracing::warn!(%integration, %failure, "a web service is left alone for a while");
            }
            (true, false, _) => tracing::info!(%integration, "a web service answers again"),
            _ => {}
        }
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("lines", &self.lines.len()).finish_non_exhaustive()
    }
}
