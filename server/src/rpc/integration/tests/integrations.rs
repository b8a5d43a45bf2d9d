//! Integrations and vendors.

use kadans_proto::v1::{
    CreateIntegrationRequest, Edition, GetIntegrationRequest, Integration, IntegrationState, ListIntegrationsRequest,
    ListIntegrationsResponse, PauseIntegrationRequest, ResumeIntegrationRequest,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    auth::caller::Caller,
    live::health::Health,
    rpc::{
        error::RpcError,
        integration::{
            integrations::{create, get, list, pause, resume},
            vendors,
        },
        testing::{World, pages, told, violations},
    },
    store::{
        Change,
        accounts::{self, NewAccount},
    },
};

fn named(name: &str) -> CreateIntegrationRequest {
    CreateIntegrationRequest {
        vendor_id: "odigo".to_owned(),
        name: name.to_owned(),
        ..CreateIntegrationRequest::default()
    }
}

async fn integration(world: &World, caller: &Caller, name: &str) -> Integration {
    create(&world.store, &world.web_services, caller, named(name)).await.unwrap().integration.unwrap()
}

async fn listed(world: &World, request: ListIntegrationsRequest) -> ListIntegrationsResponse {
    let health = Health::start(world.store.clone(), world.store.clock().clone(), CancellationToken::new());
    list(&world.store, &world.pages, &health, &world.web_services, &world.caller, request).await.unwrap()
}

async fn in_basic_edition(world: &World) -> Caller {
    let new = NewAccount {
        edition: "Basic".parse().unwrap(),
        name: "Small".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        retention_months: 6,
    };
    let account = accounts::create(&world.store, new).await.unwrap().id;
    Caller { account, ..world.caller.clone() }
}

#[tokio::test]
async fn a_new_integration_is_active_and_in_the_zone_of_its_account() {
    let world = World::new().await;
    let created = integration(&world, &world.caller, "  Odigo Madrid ").await;
    assert_eq!(created.name, "Odigo Madrid");
    assert_eq!(created.state(), IntegrationState::Active);
    assert_eq!(created.time_zone, "Europe/Madrid");
    assert_eq!((created.last_notification_time, created.has_active_url_token), (None, false));
    let request = GetIntegrationRequest { id: created.id.clone() };
    assert_eq!(get(&world.store, &world.caller, request).await.unwrap().integration, Some(created));
}

#[tokio::test]
async fn everything_wrong_with_an_integration_is_told_at_once() {
    let world = World::new().await;
    integration(&world, &world.caller, "Odigo").await;
    let wrong = CreateIntegrationRequest {
        vendor_id: "acme".to_owned(),
        name: " ODIGO".to_owned(),
        time_zone: "Madrid".to_owned(),
        validate_only: true,
        ..CreateIntegrationRequest::default()
    };
    let told = violations(create(&world.store, &world.web_services, &world.caller, wrong).await);
    let told: Vec<_> = told.iter().map(|(field, reason)| (field.as_str(), *reason)).collect();
    assert_eq!(told, [("vendor_id", "UNKNOWN_VENDOR"), ("time_zone", "UNKNOWN_TIME_ZONE"), ("name", "TAKEN")]);
}

#[tokio::test]
async fn only_validating_creates_nothing() {
    let world = World::new().await;
    let request = CreateIntegrationRequest { validate_only: true, ..named("Odigo") };
    let proposed =
        create(&world.store, &world.web_services, &world.caller, request).await.unwrap().integration.unwrap();
    assert_eq!((proposed.id.as_str(), proposed.name.as_str()), ("", "Odigo"));
    let listed = listed(&world, ListIntegrationsRequest::default()).await;
    assert!(listed.integrations.is_empty());
    assert_eq!(world.store.log_number(world.caller.account).await.unwrap(), 0);
}

#[tokio::test]
async fn an_edition_without_the_vendor_is_told_which_ones_have_it() {
    let world = World::new().await;
    let caller = in_basic_edition(&world).await;
    let vendor = vendors::list(&world.store, &caller).await.unwrap().vendors.remove(0);
    assert_eq!((vendor.id.as_str(), vendor.available), ("odigo", false));
    assert_eq!(vendor.editions, [i32::from(Edition::Advanced), i32::from(Edition::Enterprise)]);
    let Err(RpcError::Precondition { reason, message }) =
        create(&world.store, &world.web_services, &caller, named("Odigo")).await
    else {
        panic!("created without the edition");
    };
    assert_eq!(reason, "EDITION_REQUIRED");
    assert_eq!(message, "Odigo is not part of your edition: change to Advanced or Enterprise");
    assert!(vendors::list(&world.store, &world.caller).await.unwrap().vendors[0].available);
}

#[tokio::test]
async fn integrations_are_listed_by_name_over_several_pages() {
    let world = World::new().await;
    for name in ["delta", "Bravo", "alpha", "echo", "Charlie"] {
        integration(&world, &world.caller, name).await;
    }
    integration(&world, &world.stranger().await, "foreign").await;
    let read = pages(async |page_token| {
        let request = ListIntegrationsRequest { page_size: 2, page_token };
        let response = listed(&world, request).await;
        (response.integrations.into_iter().map(|integration| integration.name).collect(), response.next_page_token)
    });
    assert_eq!(read.await, [vec!["alpha", "Bravo"], vec!["Charlie", "delta"], vec!["echo"]]);
}

#[tokio::test]
async fn pausing_and_resuming_take_effect_once() {
    let world = World::new().await;
    let account = world.caller.account;
    let created = integration(&world, &world.caller, "Odigo").await;
    let pause_it = async || {
        let request = PauseIntegrationRequest { id: created.id.clone() };
        pause(&world.store, &world.caller, request).await.unwrap().integration.unwrap()
    };
    let resume_it = async || {
        let request = ResumeIntegrationRequest { id: created.id.clone() };
        resume(&world.store, &world.caller, request).await.unwrap().integration.unwrap()
    };
    assert_eq!(resume_it().await, created);
    let paused = pause_it().await;
    assert_eq!(paused.state(), IntegrationState::Paused);
    assert_ne!(paused.etag, created.etag);
    assert_eq!(pause_it().await, paused);
    assert_eq!(resume_it().await.state(), IntegrationState::Active);
    assert_eq!(pause_it().await.state(), IntegrationState::Paused);
    let change = Change::Integration { integration: created.id.parse().unwrap() };
    let logged = world.store.changes_after(account, 0).await.unwrap();
    assert_eq!(logged, [1, 2, 3, 4].map(|number| (number, change.clone())));
}

#[tokio::test]
async fn a_foreign_integration_reads_as_one_that_is_not_there() {
    let world = World::new().await;
    let theirs = integration(&world, &world.stranger().await, "Odigo").await.id;
    let absent = Uuid::from_u128(9).to_string();
    let shown =
        async |id: &String| told(get(&world.store, &world.caller, GetIntegrationRequest { id: id.clone() }).await);
    let paused =
        async |id: &String| told(pause(&world.store, &world.caller, PauseIntegrationRequest { id: id.clone() }).await);
    assert_eq!(shown(&theirs).await, shown(&absent).await);
    assert_eq!(paused(&theirs).await, paused(&absent).await);
    assert_eq!(shown(&theirs).await, paused(&theirs).await);
}
