//! What is on record of changes to integrations and their URL tokens.

use kadans_proto::v1::{
    CreateIntegrationRequest, DeleteIntegrationRequest, GenerateUrlTokenRequest, Integration, PauseIntegrationRequest,
    ResumeIntegrationRequest, RevokeUrlTokenRequest, UpdateIntegrationRequest,
};

use crate::{
    auth::url_token_authority::UrlTokenAuthority,
    rpc::{
        integration::{
            integrations::{create, delete, pause, resume, update},
            url_tokens,
        },
        testing::World,
    },
};

#[tokio::test]
async fn every_change_of_an_integration_is_on_record_once_and_without_secrets() {
    let world = World::new().await;
    let (store, caller) = (&world.store, &world.caller);
    let authority = UrlTokenAuthority::new(store.clone(), world.key.pepper());
    let new = CreateIntegrationRequest {
        vendor_id: "odigo".to_owned(),
        name: "Odigo".to_owned(),
        time_zone: "UTC".to_owned(),
        ..CreateIntegrationRequest::default()
    };
    let id = create(store, &world.web_services, caller, new).await.unwrap().integration.unwrap().id;
    world.pass(1);
    let renamed =
        Integration { id: id.clone(), name: "Main".to_owned(), time_zone: "UTC".to_owned(), ..Default::default() };
    for _ in 0..2 {
        let request = UpdateIntegrationRequest { integration: Some(renamed.clone()), ..Default::default() };
        update(store, &world.web_services, caller, request).await.unwrap();
        world.pass(1);
        pause(store, caller, PauseIntegrationRequest { id: id.clone() }).await.unwrap();
        world.pass(1);
    }
    resume(store, caller, ResumeIntegrationRequest { id: id.clone() }).await.unwrap();
    world.pass(1);
    let request = GenerateUrlTokenRequest { integration_id: id.clone(), overlap: None };
    let generated =
        url_tokens::generate(&world.store, &authority, "https://kadans.example", caller, request).await.unwrap();
    world.pass(1);
    let token = generated.url_token.unwrap();
    for _ in 0..2 {
        url_tokens::revoke(store, caller, RevokeUrlTokenRequest { id: token.id.clone() }).await.unwrap();
        world.pass(1);
    }
    delete(store, caller, DeleteIntegrationRequest { id, etag: String::new() }).await.unwrap();
    world.pass(1);

    let deeds = world.deeds(caller.account).await;
    let told: Vec<_> =
        deeds.iter().map(|(action, name, changes)| (action.as_str(), name.as_str(), changes.join(", "))).collect();
    let expected = [
        ("integration.create", "Odigo", "name:  > Odigo, vendor_id:  > odigo, time_zone:  > UTC"),
        ("integration.update", "Main", "name: Odigo > Main"),
        ("integration.pause", "Main", "state: active > paused"),
        ("integration.resume", "Main", "state: paused > active"),
        ("url_token.generate", token.hint.as_str(), "integration:  > Main"),
        ("url_token.revoke", token.hint.as_str(), ""),
        ("integration.delete", "Main", "name: Main > "),
    ];
    assert_eq!(told, expected.map(|(action, name, changes)| (action, name, changes.to_owned())));
    let secret = generated.notification_url.rsplit('/').next().unwrap_or_default();
    assert!(!format!("{deeds:?}").contains(secret));
}

#[tokio::test]
async fn what_was_refused_is_not_on_record() {
    let world = World::new().await;
    let before = world.deeds(world.caller.account).await.len();
    let nowhere = DeleteIntegrationRequest { id: uuid::Uuid::nil().to_string(), etag: String::new() };
    delete(&world.store, &world.caller, nowhere).await.unwrap_err();
    assert_eq!(world.deeds(world.caller.account).await.len(), before);
}
