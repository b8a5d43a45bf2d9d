//! Staying signed in when an answer gets lost, and being thrown out when somebody has a copy of the cookie.

use kadans_proto::v1::{ListAuditEventsRequest, RefreshSessionRequest, RefreshSessionResponse};
use kadans_server::auth::caller::Role;
use kadans_tests::{failures::Failure as _, journeys, people::PASSWORD, time::at, world::World};
use tonic::{Response, Status, metadata::MetadataMap};

use super::office::{from, record};

journeys! {
    a_page_reloaded_in_the_middle_of_a_refresh_stays_signed_in,
    a_cookie_used_again_later_ends_the_session_on_record,
    a_cookie_from_before_the_last_ends_the_session_at_once,
}

const EMAIL: &str = "ana@acme.example";

/// Name and value of the cookie that a browser would keep.
fn cookie(metadata: &MetadataMap) -> String {
    let set = metadata.get("set-cookie").expect("a cookie is set").to_str().unwrap();
    set.split(';').next().unwrap_or_default().to_owned()
}

async fn sign_in(world: &World) -> String {
    world.account.add_person(EMAIL, Role::Planner, &[]).await;
    cookie(world.stranger().await.sign_in(EMAIL, PASSWORD).await.unwrap().metadata())
}

async fn answer(world: &World, cookie: &str) -> Result<Response<RefreshSessionResponse>, Status> {
    let mut request = from("192.0.2.66", RefreshSessionRequest {});
    request.metadata_mut().insert("cookie", cookie.parse().unwrap());
    world.stranger().await.sessions.refresh_session(request).await
}

async fn refresh(world: &World, old: &str) -> Result<String, Status> {
    answer(world, old).await.map(|response| cookie(response.metadata()))
}

async fn a_page_reloaded_in_the_middle_of_a_refresh_stays_signed_in(world: &mut World) {
    let first = sign_in(world).await;
    let lost = refresh(world, &first).await.unwrap();
    world.set_clock(at("08:00:09"));
    let second = refresh(world, &first).await.unwrap();
    assert_ne!(lost, second);
    world.set_clock(at("09:00"));
    let third = refresh(world, &second).await.unwrap();
    let reused = refresh(world, &lost).await.unwrap_err();
    assert_eq!(reused.reason(), "SESSION_ENDED", "the answer that was lost does not hold in anybody's hands");
    assert_eq!(refresh(world, &third).await.unwrap_err().reason(), "SESSION_ENDED");
}

async fn a_cookie_used_again_later_ends_the_session_on_record(world: &mut World) {
    let first = sign_in(world).await;
    let second = refresh(world, &first).await.unwrap();
    world.set_clock(at("08:00:10"));
    let reused = answer(world, &first).await.unwrap_err();
    assert_eq!(reused.reason(), "SESSION_ENDED");
    assert_eq!(cookie(reused.metadata()), "kadans_refresh=", "a cookie that is worth nothing is taken away");
    assert_eq!(refresh(world, &second).await.unwrap_err().reason(), "SESSION_ENDED");

    let mut admin = world.admin().await;
    let search = ListAuditEventsRequest { search: "reuse".to_owned(), ..Default::default() };
    let events = record(&mut admin, search).await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0].action, "session.reuse_detected");
    assert_eq!((events[0].actor_name.as_str(), events[0].address.as_str()), ("ana", "192.0.2.66"));
}

async fn a_cookie_from_before_the_last_ends_the_session_at_once(world: &mut World) {
    let first = sign_in(world).await;
    let second = refresh(world, &first).await.unwrap();
    let third = refresh(world, &second).await.unwrap();
    assert_eq!(refresh(world, &first).await.unwrap_err().reason(), "SESSION_ENDED");
    assert_eq!(refresh(world, &third).await.unwrap_err().reason(), "SESSION_ENDED");
}
