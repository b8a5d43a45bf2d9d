//! The one place where the services are put together with what they need.

use std::sync::Arc;

use kadans_proto::v1::{
    adherence_service_server::AdherenceServiceServer, integration_service_server::IntegrationServiceServer,
    mapping_service_server::MappingServiceServer, session_service_server::SessionServiceServer,
};
use tower::BoxError;

use super::{Context, MAX_MESSAGE, Services, integration_ages, integration_health};
use crate::{
    auth::{
        gate::Gate,
        invitations::first_admin_invitations,
        keys::Keys,
        master_key::{IfAbsent, MasterKey, MasterKeyError},
        passwords::Passwords,
        sign_in::SignIn,
        url_token::{TokenKind, UrlToken},
        url_token_authority::UrlTokenAuthority,
    },
    break_details::{
        network::Network,
        worker::{BreakDetailsMetrics, Worker, WorkerParts},
    },
    capture::{janitor, replay::Replays},
    config::Config,
    live::{health::Health, hub::Hub, watch::token::ResumeTokens},
    odigo::web_service::Reach,
    rpc::{
        adherence::{Rates, watch::Watches},
        adherence_service::AdherenceRpc,
        integration::{IntegrationParts, IntegrationRpc, web_service::WebServices},
        mapping::MappingRpc,
        page::Pages,
        session::SessionRpc,
    },
    store::accounts::{Edition, NewAccount},
};

/// The server of a service that neither takes nor sends messages beyond the limit.
macro_rules! limited {
    ($server:ident, $service:expr) => {
        $server::new($service).max_decoding_message_size(MAX_MESSAGE).max_encoding_message_size(MAX_MESSAGE)
    };
}

/// Puts the services of a server together.
pub(super) async fn assemble(context: Context) -> Result<Services, BoxError> {
    let Context { config, store, clock, public_url, metrics, draining } = context;
    metrics.register(|registry| store.journal().metrics().register(registry));
    let key = master_key(&config)?;
    let keys = Keys::open(&store, &key).await?;
    let url_tokens = UrlTokenAuthority::new(store.clone(), key.pepper());
    let gate = Gate::new(&store, keys.clone(), Arc::new(url_tokens.clone()));
    let pages = Pages::new(key.page_token_key());

    let sign_in = SignIn::new(&store, keys, gate.clone(), Passwords::new());
    let sessions = SessionRpc::new(store.clone(), gate.clone(), pages.clone(), sign_in, public_url.as_str());
    let replays = Replays::new(store.clone(), draining.clone());
    let reach = if config.allow_local_web_service { Reach::ThisMachineToo } else { Reach::Public };
    let network = Network::new(reach);
    let worker = Worker::start(WorkerParts {
        store: store.clone(),
        clock: clock.clone(),
        sealing: key.sealing(),
        network: network.clone(),
        metrics: metrics.register(BreakDetailsMetrics::register),
        draining: draining.clone(),
    });
    let health = Health::start(store.clone(), clock.clone(), draining.clone());
    let sources = integration_health::Sources {
        store: store.clone(),
        clock: clock.clone(),
        health: health.clone(),
        web_services: worker.health().clone(),
    };
    metrics.register(|registry| integration_health::watch(registry, sources, draining.clone()));
    let integrations = IntegrationRpc::new(
        IntegrationParts {
            store: store.clone(),
            gate: gate.clone(),
            pages: pages.clone(),
            url_tokens,
            web_services: WebServices::new(key.sealing(), network, worker, clock.clone()),
            health,
            replays: replays.clone(),
        },
        public_url.as_str(),
    );
    let janitor = tokio::spawn(janitor::run(store.clone(), clock.clone(), draining.clone()));
    let mapping = MappingRpc::new(store.clone(), gate.clone(), pages.clone());
    let hub = Hub::start(store.clone(), clock.clone());
    metrics.register(|registry| hub.metrics().register(registry));
    metrics.register(|registry| integration_ages::watch(registry, store.clone(), clock.clone(), draining.clone()));
    let watches = Watches {
        store: store.clone(),
        gate: gate.clone(),
        hub,
        clock,
        tokens: ResumeTokens::new(key.resume_token_key().as_bytes()),
        drain: draining,
    };
    let rates = Rates { integration: config.quotas.integration, account: config.quotas.account };
    let adherence = AdherenceRpc::new(gate, store.clone(), pages, watches, rates);

    let invitations = first_admin_invitations(&store, first_account()).await?;
    let links = invitations.iter().map(|invitation| invitation.link(public_url.as_str()).to_string());
    let journal = store.journal().clone();
    Ok(Services::new(|token| UrlToken::is_well_formed(TokenKind::NotificationUrl, token))
        .with_api_keys(|key| UrlToken::is_well_formed(TokenKind::ApiKey, key))
        .with(limited!(SessionServiceServer, sessions))
        .with(limited!(IntegrationServiceServer, integrations))
        .with(limited!(MappingServiceServer, mapping))
        .with(limited!(AdherenceServiceServer, adherence))
        .with_first_admin_links(links)
        .on_stopped(async move {
            replays.ended().await;
            // It ends when the server drains; a panic in it is on record already.
            let _ = janitor.await;
            journal.close().await;
        }))
}

/// The master key. A server that is alone with its database makes one; replicas share theirs, so none may invent it.
pub fn master_key(config: &Config) -> Result<MasterKey, MasterKeyError> {
    let if_absent = if config.database.is_sqlite() { IfAbsent::Create } else { IfAbsent::Refuse };
    MasterKey::load(&config.key_file, if_absent)
}

/// The account that a database without any begins with, so that a new server can be entered at once.
fn first_account() -> NewAccount {
    NewAccount { edition: Edition::Enterprise, name: "Kadans".to_owned(), zone: "UTC".to_owned(), retention_months: 6 }
}
