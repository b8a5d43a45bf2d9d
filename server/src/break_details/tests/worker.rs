//! The worker, from the commit of a break to the state that refines it, and what is known of its health.

use std::{future::Future, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{
    auth::sealing::Sealing,
    break_details::{
        Failure,
        breaker::{FAILURES, OPEN_FOR},
        health::{Health, State as HealthState},
        network::Network,
        worker::{BreakDetailsMetrics, Worker, WorkerParts},
    },
    domain::{ids::IntegrationId, instant::Instant},
    odigo::{
        format::Format,
        simulator::{
            agent::State,
            plan::PauseType,
            web_service::{AnswerFaults, OdigoWebService, Presence, WebServiceOptions},
        },
        web_service::{Authentication, Reach, WebServiceSettings},
    },
    rpc::testing::World,
    store::{
        integrations::{self, IntegrationUpdate, NewIntegration},
        journal::{FROM_WEB_SERVICE, NewNotification, NewState, StoredNotification, Submission},
        sealed::Drawer,
        web_services::{self, NewWebService, WebServiceUpdate},
    },
};

struct Centre {
    world: World,
    integration: IntegrationId,
    settings: WebServiceSettings,
    sealing: Sealing,
    presence: Presence,
    service: OdigoWebService,
    worker: Worker,
    _stop: DropGuard,
}

impl Centre {
    /// An integration whose web service is asked with this password; the right one is `right`.
    async fn open(password: &str) -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let settings = WebServiceSettings {
            url: format!("http://{}/acme", listener.local_addr().unwrap()),
            username: "kadans".to_owned(),
            authentication: Authentication::Basic,
            agent_url_template: String::new(),
            token_url_template: String::new(),
            token_pointer: String::new(),
            token_header: String::new(),
            detail_pointer: String::new(),
            break_statuses: Vec::new(),
        }
        .with_defaults();
        let options = WebServiceOptions {
            tenant: "acme".to_owned(),
            username: "kadans".to_owned(),
            password: "right".to_owned(),
            seed: 1,
            faults: AnswerFaults::default(),
        };
        let (presence, stop) = (Presence::default(), CancellationToken::new());
        let service = OdigoWebService::new(options, presence.clone());
        tokio::spawn(service.clone().serve(listener, stop.clone()));
        let sealing = world.key.sealing();
        let integration = web_services::new_integration_id(&world.store);
        let drawer = Drawer::WebService(world.caller.account, integration);
        let new = NewIntegration {
            vendor: "odigo".to_owned(),
            name: "Odigo".to_owned(),
            zone: "UTC".to_owned(),
            format: serde_json::to_string(&Format::default()).unwrap(),
            format_etag: Format::default().etag(),
            web_service: Some(NewWebService {
                integration,
                settings: settings.clone(),
                sealed_password: sealing.seal(drawer, password.as_bytes()),
            }),
        };
        integrations::create(&world.store, new, world.caller.author()).await.unwrap();
        let worker = Worker::start(WorkerParts {
            store: world.store.clone(),
            clock: world.clock.clone(),
            sealing: sealing.clone(),
            network: Network::new(Reach::ThisMachineToo),
            metrics: BreakDetailsMetrics::default(),
            draining: stop.clone(),
        });
        Self { world, integration, settings, sealing, presence, service, worker, _stop: stop.drop_guard() }
    }

    async fn notify(&self, agent: &str, status: &str) -> Instant {
        let received_at = self.world.pass(1);
        let state = NewState {
            agent: agent.to_owned(),
            status: status.to_owned(),
            detail: String::new(),
            sent_at: None,
            event_id: None,
            flags: 0,
            end_at: None,
        };
        let notification = NewNotification {
            received_at,
            method: "POST".to_owned(),
            content_type: String::new(),
            query: String::new(),
            body: Vec::new(),
            states: vec![state],
            unreadable: Vec::new(),
            snapshot_at: None,
        };
        let submission = Submission {
            account: self.world.caller.account,
            integration: self.integration,
            format_etag: String::new(),
            oldest_kept: Instant::MIN,
            notifications: vec![notification],
        };
        self.world.store.journal().append(submission).await.unwrap();
        received_at
    }

    /// What the web service told, the newest first.
    async fn told(&self) -> Vec<StoredNotification> {
        let account = self.world.caller.account;
        let mut all =
            self.world.store.journal().recent_notifications(account, self.integration, None, 1_000).await.unwrap();
        all.retain(|notification| notification.method == FROM_WEB_SERVICE);
        all
    }

    fn health(&self) -> Option<Health> {
        self.worker.health().of(self.integration)
    }

    async fn until_health(&self, what: &str, holds: impl Fn(Option<Health>) -> bool) {
        until(what, async || holds(self.health())).await;
    }
}

async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let reached = async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), reached).await.unwrap_or_else(|_| panic!("does not come: {what}"));
}

#[tokio::test]
async fn an_answer_has_the_time_and_the_receipt_of_the_break_it_refines() {
    let centre = Centre::open("right").await;
    assert_eq!(centre.health(), None, "nobody was asked yet");
    centre.presence.note(&"ana".into(), State::pause(PauseType::Lunch));
    let began = centre.notify("ana", "pause").await;
    until("the type", async || !centre.told().await.is_empty()).await;
    let told = centre.told().await.remove(0);
    assert_eq!(told.received_at, began);
    let state = &told.states[0];
    let said = (state.agent.as_str(), state.status.as_str(), state.detail.as_str(), state.at);
    assert_eq!(said, ("ana", "pause", "LUNCH", began));
    centre
        .until_health("answering", |health| health.is_some_and(|health| health.state == HealthState::Answering))
        .await;
    let account = centre.world.caller.account;
    let signs =
        centre.world.store.journal().signs_of_life(account, centre.integration, Instant::MIN, Instant::MAX).await;
    assert_eq!(signs.unwrap(), [began], "an answer is no sign of life");
}

#[tokio::test]
async fn an_answer_after_the_agent_moved_on_refines_the_past_alone() {
    let centre = Centre::open("right").await;
    centre.service.set_faults(AnswerFaults { failed: 1.0, ..AnswerFaults::default() });
    centre.presence.note(&"ana".into(), State::pause(PauseType::Lunch));
    let began = centre.notify("ana", "PAUSE").await;
    until("the first try", async || centre.service.asked() > 0).await;
    // Between two tries.
    centre.notify("ana", "CALL").await;
    centre.service.set_faults(AnswerFaults::default());
    until("the type", async || !centre.told().await.is_empty()).await;
    assert_eq!(centre.told().await[0].states[0].at, began);
    let account = centre.world.caller.account;
    let newest =
        centre.world.store.journal().recent_notifications(account, centre.integration, None, 10).await.unwrap();
    let newest = newest.iter().flat_map(|notification| &notification.states).max_by_key(|state| state.at).unwrap();
    assert_eq!(newest.status, "CALL");
}

#[tokio::test]
async fn a_wrong_password_leaves_the_plain_break_and_shows_in_health_until_it_is_corrected() {
    let centre = Centre::open("wrong").await;
    centre.presence.note(&"ana".into(), State::pause(PauseType::Lunch));
    centre.notify("ana", "PAUSE").await;
    centre.until_health("failing", |health| health.is_some()).await;
    let health = centre.health().unwrap();
    assert_eq!(health.state, HealthState::Failing);
    assert_eq!(health.last_failure.map(|(failure, _)| failure), Some(Failure::WrongCredentials));
    assert_eq!(centre.told().await, []);
    let drawer = Drawer::WebService(centre.world.caller.account, centre.integration);
    let sealed_password = Some(centre.sealing.seal(drawer, b"right"));
    let web_service = WebServiceUpdate::Set { settings: centre.settings.clone(), sealed_password };
    let update = IntegrationUpdate { web_service: Some(web_service), ..IntegrationUpdate::default() };
    let author = centre.world.caller.author();
    integrations::update(&centre.world.store, centre.integration, None, update, author).await.unwrap();
    centre.worker.settings_changed();
    centre.notify("ana", "PAUSE").await;
    until("the type", async || !centre.told().await.is_empty()).await;
    let refined: Vec<Instant> = centre.told().await.iter().map(|told| told.received_at).collect();
    assert_eq!(refined.len(), 2, "the break from its start, and what was said of it since");
}

#[tokio::test]
async fn who_fails_again_and_again_is_left_alone_and_recovers() {
    let centre = Centre::open("wrong").await;
    for number in 0..FAILURES {
        let asked = centre.service.asked();
        centre.notify(&format!("agent-{number}"), "PAUSE").await;
        until("a question", async || centre.service.asked() > asked).await;
    }
    centre
        .until_health("suspended", |health| health.is_some_and(|health| health.state == HealthState::Suspended))
        .await;
    let asked = centre.service.asked();
    centre.notify("late", "PAUSE").await;
    // By now it has heard of the break: this goes through the same commits.
    centre.notify("later", "CALL").await;
    assert_eq!(centre.service.asked(), asked, "nobody asks meanwhile");
    centre.world.pass(OPEN_FOR.whole_secs());
    until("a probe", async || centre.service.asked() > asked).await;
    assert_eq!(centre.health().map(|health| health.state), Some(HealthState::Suspended));
}

#[tokio::test]
async fn a_probe_that_succeeds_ends_the_suspension() {
    let centre = Centre::open("right").await;
    centre.service.set_faults(AnswerFaults { wrong: 1.0, ..AnswerFaults::default() });
    for number in 0..FAILURES {
        let asked = centre.service.asked();
        centre.notify(&format!("agent-{number}"), "PAUSE").await;
        until("a question", async || centre.service.asked() > asked).await;
    }
    centre
        .until_health("suspended", |health| health.is_some_and(|health| health.state == HealthState::Suspended))
        .await;
    centre.service.set_faults(AnswerFaults::default());
    centre.presence.note(&"ana".into(), State::pause(PauseType::Coffee));
    centre.notify("ana", "PAUSE").await;
    centre.world.pass(OPEN_FOR.whole_secs());
    until("the type", async || !centre.told().await.is_empty()).await;
    centre
        .until_health("answering", |health| health.is_some_and(|health| health.state == HealthState::Answering))
        .await;
    let failure = centre.health().unwrap().last_failure.map(|(failure, _)| failure);
    assert_eq!(failure, Some(Failure::UnexpectedAnswer), "what was wrong is still known");
}

#[tokio::test]
async fn statuses_that_are_no_breaks_ask_nobody() {
    let centre = Centre::open("right").await;
    centre.notify("ana", "LOGOUT").await;
    centre.notify("ana", "PAUSED LINE").await;
    centre.presence.note(&"ben".into(), State::pause(PauseType::Coffee));
    centre.notify("ben", "On-Break").await;
    until("the type of the one break", async || !centre.told().await.is_empty()).await;
    assert_eq!(centre.service.asked(), 1);
}
