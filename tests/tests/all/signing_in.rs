//! Signing in and out, staying signed in, and programs.

use kadans_proto::v1::{
    GetSessionRequest, ListIntegrationsRequest, RefreshSessionRequest, RefreshSessionResponse, Role as WireRole,
    SignOutRequest,
};
use kadans_server::{auth::caller::Role, domain::instant::Span};
use kadans_tests::{
    clients::Clients,
    failures::Failure as _,
    journeys,
    people::PASSWORD,
    time::{at, instant},
    world::World,
};
use tonic::{Code, Request, Response, Status, metadata::MetadataMap};

journeys! {
    a_person_signs_in_and_is_who_they_are,
    a_wrong_password_and_an_unknown_address_are_told_apart_by_nobody,
    an_access_token_holds_for_ten_minutes,
    a_refresh_goes_on_with_a_new_token_and_a_new_cookie,
    whoever_signed_out_is_out_at_once,
    a_program_calls_with_its_token_until_it_is_revoked,
    a_program_may_do_what_its_role_says_and_no_more,
}

const EMAIL: &str = "Ana.Admin@acme.example";

async fn sign_in(world: &World) -> (Clients, String) {
    world.account.add_person(&EMAIL.to_lowercase(), Role::Admin, &[]).await;
    let response = world.stranger().await.sign_in(EMAIL, PASSWORD).await.unwrap();
    let cookie = cookie(response.metadata());
    (world.clients(&response.into_inner().access_token).await, cookie)
}

/// Name and value of the cookie that a browser would keep.
fn cookie(metadata: &MetadataMap) -> String {
    let set = metadata.get("set-cookie").expect("a cookie is set").to_str().unwrap();
    let (cookie, attributes) = set.split_once(';').unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/kadans.v1.SessionService"] {
        assert!(attributes.contains(attribute), "{set}");
    }
    cookie.to_owned()
}

async fn refresh(world: &World, cookie: &str) -> Result<Response<RefreshSessionResponse>, Status> {
    let mut request = Request::new(RefreshSessionRequest {});
    request.metadata_mut().insert("cookie", cookie.parse().unwrap());
    world.stranger().await.sessions.refresh_session(request).await
}

async fn is_admitted(clients: &mut Clients) -> Result<(), Status> {
    clients.sessions.get_session(GetSessionRequest {}).await.map(drop)
}

async fn a_person_signs_in_and_is_who_they_are(world: &mut World) {
    let (mut ana, _) = sign_in(world).await;
    let session = ana.sessions.get_session(GetSessionRequest {}).await.unwrap().into_inner().session.unwrap();
    let principal = session.principal.unwrap();
    assert_eq!(principal.email, "ana.admin@acme.example");
    assert_eq!(principal.roles().collect::<Vec<_>>(), [WireRole::Admin]);
    let account = session.account.unwrap();
    assert_eq!((account.id, account.name.as_str()), (world.account.id.to_string(), "Acme"));
    assert_eq!(session.create_time.map(instant), Some(at("08:00")));
}

async fn a_wrong_password_and_an_unknown_address_are_told_apart_by_nobody(world: &mut World) {
    world.account.add_person("ana@acme.example", Role::Admin, &[]).await;
    let mut stranger = world.stranger().await;
    let wrong = stranger.sign_in("ana@acme.example", "correct horse battery stable").await.unwrap_err();
    let unknown = stranger.sign_in("nobody@acme.example", PASSWORD).await.unwrap_err();
    assert_eq!((wrong.code(), wrong.reason().as_str()), (Code::Unauthenticated, "WRONG_CREDENTIALS"));
    assert_eq!(wrong.everything(), unknown.everything());
}

async fn an_access_token_holds_for_ten_minutes(world: &mut World) {
    let (mut ana, _) = sign_in(world).await;
    world.set_clock(at("08:09:59"));
    is_admitted(&mut ana).await.unwrap();
    world.set_clock(at("08:10"));
    let refused = is_admitted(&mut ana).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::Unauthenticated, "TOKEN_EXPIRED"));
}

async fn a_refresh_goes_on_with_a_new_token_and_a_new_cookie(world: &mut World) {
    let (_, first) = sign_in(world).await;
    world.set_clock(at("12:00"));
    let response = refresh(world, &first).await.unwrap();
    let second = cookie(response.metadata());
    assert_ne!(first, second);
    let refreshed = response.into_inner();
    assert_eq!(refreshed.access_token_expire_time.map(instant), Some(at("12:10")));
    is_admitted(&mut world.clients(&refreshed.access_token).await).await.unwrap();
    world.set_clock(at("12:30"));
    refresh(world, &second).await.unwrap();
}

async fn whoever_signed_out_is_out_at_once(world: &mut World) {
    let (mut ana, first) = sign_in(world).await;
    let left = ana.sessions.sign_out(SignOutRequest {}).await.unwrap();
    assert_eq!(cookie(left.metadata()), "kadans_refresh=");
    let refused = is_admitted(&mut ana).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::Unauthenticated, "SESSION_ENDED"));
    assert_eq!(refresh(world, &first).await.unwrap_err().code(), Code::Unauthenticated);
}

async fn a_program_calls_with_its_token_until_it_is_revoked(world: &mut World) {
    let minted = world.account.mint(&[Role::Service], &[]).await;
    let mut program = world.clients(&minted.token).await;
    world.set_clock(at("08:00") + Span::from_hours(300 * 24));
    let session = program.sessions.get_session(GetSessionRequest {}).await.unwrap().into_inner().session.unwrap();
    assert_eq!(session.principal.unwrap().roles().collect::<Vec<_>>(), [WireRole::Service]);
    world.account.revoke(minted.principal).await;
    // What the gate knows of a caller it keeps for a moment, which ends within five seconds.
    world.set_clock(world.now() + Span::from_secs(5));
    let refused = is_admitted(&mut program).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::Unauthenticated, "SESSION_ENDED"));
}

async fn a_program_may_do_what_its_role_says_and_no_more(world: &mut World) {
    let minted = world.account.mint(&[Role::Service], &[]).await;
    let mut program = world.clients(&minted.token).await;
    let refused = program.integrations.list_integrations(ListIntegrationsRequest::default()).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let nobody = world.stranger().await.sessions.get_session(GetSessionRequest {}).await.unwrap_err();
    assert_eq!((nobody.code(), nobody.reason().as_str()), (Code::Unauthenticated, "TOKEN_MISSING"));
}
