//! The web service of an integration: its settings as requests have them, and a test of it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use kadans_proto::v1::{
    self, TestWebServiceRequest, TestWebServiceResponse, WebServiceAuthentication, WebServiceState,
    WebServiceTestResult,
};
use parking_lot::Mutex;

use crate::{
    auth::{caller::Caller, sealing::Sealing},
    break_details::{
        BreakDetails as _, Failure,
        health::{Health, State},
        network::Network,
        password::Password,
        rest::Rest,
        worker::Worker,
    },
    clock::Clock,
    domain::{
        ids::{AccountId, IntegrationId},
        instant::{Instant, Span},
    },
    odigo::web_service::{Authentication, Endpoints, WebServiceSettings},
    rpc::{
        error::RpcError,
        read::{Reader, timestamp},
    },
    store::{
        Store, integrations,
        sealed::Drawer,
        web_services::{self, NewWebService, WebService, WebServiceUpdate},
    },
};

const LONGEST_PASSWORD: usize = 500;
const LONGEST_LOGIN: usize = 200;
/// How often an account may test.
const TEST_EVERY: Span = Span::from_secs(1);
/// Whom a test asks for that names nobody: an answer that nobody is called so shows that all is well.
const NOBODY: &str = "kadans";

/// What handlers need for web services. Cheap to clone.
#[derive(Clone, Debug)]
pub struct WebServices {
    sealing: Sealing,
    network: Network,
    worker: Worker,
    clock: Clock,
    tests: Arc<Mutex<HashMap<AccountId, Instant>>>,
}

/// A web service as it was given, without faults.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) settings: WebServiceSettings,
    endpoints: Endpoints,
    /// None if the stored one is to be used.
    password: Option<Password>,
}

impl WebServices {
    /// What handlers need. `worker` is told of settings that changed.
    pub fn new(sealing: Sealing, network: Network, worker: Worker, clock: Clock) -> Self {
        Self { sealing, network, worker, clock, tests: Arc::default() }
    }

    /// Reads the message in `field`; every fault is noted. Without a password the one of `stored` is used, if the URL
    /// is the same.
    pub(super) fn read(
        &self,
        reader: &mut Reader,
        field: &str,
        given: v1::WebService,
        stored: Option<&WebServiceSettings>,
    ) -> Option<Given> {
        let authentication = match WebServiceAuthentication::try_from(given.authentication) {
            Ok(WebServiceAuthentication::Unspecified | WebServiceAuthentication::Basic) => Authentication::Basic,
            Ok(WebServiceAuthentication::BasicThenToken) => Authentication::BasicThenToken,
            Err(_) => {
                reader.refuse(format!("{field}.authentication"), "UNKNOWN", "must be one of those there are");
                Authentication::Basic
            }
        };
        let password = Password::new(given.password);
        let settings = WebServiceSettings {
            url: given.url,
            username: given.username,
            authentication,
            agent_url_template: given.agent_url_template,
            token_url_template: given.token_url_template,
            token_pointer: given.token_pointer,
            token_header: given.token_header,
            detail_pointer: given.detail_pointer,
            break_statuses: given.break_statuses,
        }
        .with_defaults();
        let endpoints = Endpoints::read(&settings, self.network.reach()).map_err(|faults| {
            for fault in faults {
                reader.refuse(format!("{field}.{}", fault.field), fault.reason, fault.description);
            }
        });
        let password = read_password(reader, &format!("{field}.password"), password, &settings.url, stored);
        Some(Given { settings, endpoints: endpoints.ok()?, password })
    }

    /// What is stored of a web service of a new integration.
    pub(super) fn new_web_service(&self, store: &Store, account: AccountId, given: Given) -> Option<NewWebService> {
        let integration = web_services::new_integration_id(store);
        let sealed_password = self.seal(account, integration, given.password.as_ref()?);
        Some(NewWebService { integration, settings: given.settings, sealed_password })
    }

    /// What is stored of a web service that changes; `given` is none if there is to be none.
    pub(super) fn update(
        &self,
        account: AccountId,
        integration: IntegrationId,
        given: Option<Given>,
    ) -> WebServiceUpdate {
        let Some(Given { settings, password, .. }) = given else { return WebServiceUpdate::Remove };
        let sealed_password = password.map(|password| self.seal(account, integration, &password));
        WebServiceUpdate::Set { settings, sealed_password }
    }

    /// Tells whoever asks web services that settings changed.
    pub(super) fn changed(&self) {
        self.worker.settings_changed();
    }

    /// How the web service of an integration has been doing.
    pub fn health(&self, integration: &integrations::Integration) -> v1::WebServiceHealth {
        match &integration.web_service {
            None => stateless(WebServiceState::NotUsed),
            Some(_) => self
                .worker
                .health()
                .of(integration.id)
                .map_or_else(|| stateless(WebServiceState::Untried), |health| render_health(&health)),
        }
    }

    fn seal(&self, account: AccountId, integration: IntegrationId, password: &Password) -> Vec<u8> {
        self.sealing.seal(Drawer::WebService(account, integration), password.reveal().as_bytes())
    }

    fn open(&self, stored: &WebService) -> Option<Password> {
        let drawer = Drawer::WebService(stored.account, stored.integration);
        let opened = self.sealing.open(drawer, &stored.sealed_password).inspect_err(|error| {
            let integration = stored.integration;
            tracing::error!(%integration, %error, "the password of a web service has to be given again");
        });
        Password::from_bytes(&opened.ok()?)
    }

    /// Lets an account test once a second.
    fn admit_test(&self, account: AccountId) -> Result<(), RpcError> {
        let now = self.clock.now();
        let mut tests = self.tests.lock();
        // A clock that was set back must not lock anybody out.
        tests.retain(|_, last| *last <= now && now - *last < TEST_EVERY);
        if let Some(last) = tests.get(&account) {
            let left = (*last + TEST_EVERY - now).micros();
            return Err(RpcError::Throttled { retry_after: Duration::from_micros(left.unsigned_abs()) });
        }
        tests.insert(account, now);
        Ok(())
    }
}

fn read_password(
    reader: &mut Reader,
    field: &str,
    password: Password,
    url: &str,
    stored: Option<&WebServiceSettings>,
) -> Option<Password> {
    let text = password.reveal();
    if text.is_empty() {
        match stored {
            Some(stored) if stored.url == url => {}
            Some(_) => reader.refuse(field, "ENTER_AGAIN", "must be entered again, because the URL is another one"),
            None => reader.refuse(field, "REQUIRED", "must be given: the web service asks for it"),
        }
        return None;
    }
    if text.chars().count() > LONGEST_PASSWORD {
        reader.refuse(field, "TOO_LONG", format!("must have at most {LONGEST_PASSWORD} characters"));
    }
    if text.contains(char::is_control) {
        reader.refuse(field, "CONTROL_CHARACTER", "must not contain control characters");
    }
    Some(password)
}

/// Asks a web service once.
pub(super) async fn test(
    store: &Store,
    web_services: &WebServices,
    caller: &Caller,
    request: TestWebServiceRequest,
) -> Result<TestWebServiceResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<IntegrationId> = reader.optional_id("integration_id", &request.integration_id);
    let stored = match id {
        Some(id) => {
            integrations::get(store, caller.account, id).await?;
            web_services::get(store, caller.account, id).await?
        }
        None => None,
    };
    let settings = stored.as_ref().map(|stored| &stored.settings);
    let given = web_services.read(&mut reader, "web_service", request.web_service.unwrap_or_default(), settings);
    let login = reader.optional_text("login", &request.login, LONGEST_LOGIN);
    if !login.is_empty() && given.as_ref().is_some_and(|given| given.endpoints.agent_url(&login).is_none()) {
        reader.refuse("login", "NOT_IN_AN_ADDRESS", "must be one that can be part of the agent's address");
    }
    let Given { endpoints, password, .. } = reader.finish_with(given)?;
    web_services.admit_test(caller.account)?;
    let password = password.or_else(|| web_services.open(stored.as_ref()?));
    let answer = match password {
        Some(password) => {
            let rest = Rest::new(endpoints, &password, web_services.network.clone());
            rest.detail(if login.is_empty() { NOBODY } else { &login }).await
        }
        // The stored one does not open any more; whatever it was, it has to be given again.
        None => Err(Failure::WrongCredentials),
    };
    let result = answer.as_ref().map_or_else(|failure| test_result(*failure), |_| WebServiceTestResult::Ok);
    let detail = answer.ok().flatten().filter(|_| !login.is_empty());
    Ok(TestWebServiceResponse { result: result.into(), detail: detail.unwrap_or_default() })
}

/// Settings as they are shown: without the password.
pub(super) fn render(settings: WebServiceSettings) -> v1::WebService {
    let authentication = match settings.authentication {
        Authentication::Basic => WebServiceAuthentication::Basic,
        Authentication::BasicThenToken => WebServiceAuthentication::BasicThenToken,
    };
    v1::WebService {
        url: settings.url,
        username: settings.username,
        password: String::new(),
        has_password: true,
        authentication: authentication.into(),
        agent_url_template: settings.agent_url_template,
        token_url_template: settings.token_url_template,
        token_pointer: settings.token_pointer,
        token_header: settings.token_header,
        detail_pointer: settings.detail_pointer,
        break_statuses: settings.break_statuses,
    }
}

fn stateless(state: WebServiceState) -> v1::WebServiceHealth {
    v1::WebServiceHealth { state: state.into(), ..v1::WebServiceHealth::default() }
}

fn render_health(health: &Health) -> v1::WebServiceHealth {
    let state = match health.state {
        State::Answering => WebServiceState::Answering,
        State::Failing => WebServiceState::Failing,
        State::Suspended => WebServiceState::Suspended,
    };
    v1::WebServiceHealth {
        state: state.into(),
        since_time: Some(timestamp(health.since)),
        last_failure: health
            .last_failure
            .map_or_else(|| WebServiceTestResult::Unspecified.into(), |(failure, _)| test_result(failure).into()),
        last_failure_time: health.last_failure.map(|(_, at)| timestamp(at)),
    }
}

/// What a failure is called outside. That it can't answer now is not what was expected, either.
fn test_result(failure: Failure) -> WebServiceTestResult {
    match failure {
        Failure::Unreachable => WebServiceTestResult::Unreachable,
        Failure::WrongCredentials => WebServiceTestResult::WrongCredentials,
        Failure::WrongTenant => WebServiceTestResult::WrongTenant,
        Failure::Overloaded | Failure::UnexpectedAnswer => WebServiceTestResult::UnexpectedAnswer,
    }
}
