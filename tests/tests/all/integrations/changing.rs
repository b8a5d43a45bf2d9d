//! Integrations that are renamed or moved to another time zone.

use kadans_proto::v1::{GetIntegrationRequest, Integration, ResolveUrlTokenRequest, UpdateIntegrationRequest};
use kadans_tests::{clients::Clients, failures::Failure as _, journeys, world::World};
use prost_types::FieldMask;
use tonic::{Code, Status};

journeys! {
    a_renamed_integration_keeps_its_zone,
    a_taken_name_is_a_violation_of_the_name,
    another_zone_holds_for_notifications_from_then_on,
    an_update_that_somebody_else_overtook_is_aborted,
    validating_an_update_shows_it_and_changes_nothing,
}

async fn shown(clients: &mut Clients, id: &str) -> Integration {
    let request = GetIntegrationRequest { id: id.to_owned() };
    clients.integrations.get_integration(request).await.unwrap().into_inner().integration.unwrap()
}

fn only(path: &str) -> Option<FieldMask> {
    Some(FieldMask { paths: vec![path.to_owned()] })
}

async fn update(
    clients: &mut Clients,
    integration: Integration,
    update_mask: Option<FieldMask>,
) -> Result<Integration, Status> {
    let request = UpdateIntegrationRequest { integration: Some(integration), update_mask, validate_only: false };
    let response = clients.integrations.update_integration(request).await?;
    Ok(response.into_inner().integration.unwrap())
}

async fn a_renamed_integration_keeps_its_zone(world: &mut World) {
    let mut admin = world.admin().await;
    let id = admin.integration("Odigo", "Europe/Madrid").await;
    let new = Integration { id: id.clone(), name: " Odigo Madrid ".to_owned(), ..Integration::default() };
    let updated = update(&mut admin, new, only("name")).await.unwrap();
    assert_eq!((updated.name.as_str(), updated.time_zone.as_str()), ("Odigo Madrid", "Europe/Madrid"));
    assert_eq!(shown(&mut admin, &id).await, updated);
}

async fn a_taken_name_is_a_violation_of_the_name(world: &mut World) {
    let mut admin = world.admin().await;
    admin.integration("First", "UTC").await;
    let id = admin.integration("Second", "UTC").await;
    let clash = Integration { id: id.clone(), name: " FIRST".to_owned(), ..Integration::default() };
    let refused = update(&mut admin, clash, only("name")).await.unwrap_err();
    assert_eq!(refused.violations(), [("integration.name".to_owned(), "TAKEN".to_owned())]);
    let own = Integration { id, name: "SECOND".to_owned(), ..Integration::default() };
    assert_eq!(update(&mut admin, own, only("name")).await.unwrap().name, "SECOND");
}

async fn another_zone_holds_for_notifications_from_then_on(world: &mut World) {
    let mut admin = world.admin().await;
    let id = admin.integration("Odigo", "Europe/Madrid").await;
    let token = admin.url_token(&id).await;
    let moved = Integration { time_zone: "Europe/Lisbon".to_owned(), ..shown(&mut admin, &id).await };
    update(&mut admin, moved, None).await.unwrap();
    let resolved = admin.integrations.resolve_url_token(ResolveUrlTokenRequest { token }).await.unwrap();
    assert_eq!(resolved.into_inner().time_zone, "Europe/Lisbon");
}

async fn an_update_that_somebody_else_overtook_is_aborted(world: &mut World) {
    let mut admin = world.admin().await;
    let id = admin.integration("Odigo", "UTC").await;
    let seen = shown(&mut admin, &id).await;
    let first = Integration { name: "First".to_owned(), ..seen.clone() };
    update(&mut admin, first, None).await.unwrap();
    let second = Integration { name: "Second".to_owned(), ..seen };
    assert_eq!(update(&mut admin, second, None).await.unwrap_err().code(), Code::Aborted);
    assert_eq!(shown(&mut admin, &id).await.name, "First");
}

async fn validating_an_update_shows_it_and_changes_nothing(world: &mut World) {
    let mut admin = world.admin().await;
    let id = admin.integration("Odigo", "UTC").await;
    let before = shown(&mut admin, &id).await;
    let request = UpdateIntegrationRequest {
        integration: Some(Integration { name: "Other".to_owned(), ..before.clone() }),
        update_mask: None,
        validate_only: true,
    };
    let proposed = admin.integrations.update_integration(request).await.unwrap().into_inner().integration.unwrap();
    assert_eq!(proposed.name, "Other");
    assert_eq!(shown(&mut admin, &id).await, before);
}
