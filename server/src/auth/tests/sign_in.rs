//! Signing in, going on, and signing out, as a client sees it.

use sea_orm::EntityTrait as _;

use super::*;
use crate::{auth::ticket::Ticket, store::entity::session};

#[tokio::test]
async fn who_signs_in_learns_who_they_are() {
    let world = World::new().await;
    let response = world.sign_in(" Mia@Example.com ", PASSWORD).await.unwrap();
    let set_cookie = response.metadata().get("set-cookie").unwrap().to_str().unwrap().to_owned();
    let attributes = "; Path=/kadans.v1.SessionService; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure";
    assert!(set_cookie.ends_with(attributes), "{set_cookie}");
    let message = response.into_inner();
    let expires_at = message.access_token_expire_time.unwrap().seconds;
    assert_eq!(expires_at, START.floor_secs() + 600);
    let session = world.get_session(&message.access_token).await.unwrap();
    assert_eq!(Some(&session), message.session.as_ref());
    assert_eq!(session.create_time.unwrap().seconds, START.floor_secs());
    let principal = session.principal.unwrap();
    assert_eq!((principal.name.as_str(), principal.email.as_str()), ("Mia Jansen", EMAIL));
    assert_eq!(principal.roles, [i32::from(wire::Role::Planner)]);
    let account = session.account.unwrap();
    assert_eq!((account.name.as_str(), account.time_zone.as_str()), ("Acme", "Europe/Madrid"));
    assert_eq!(account.edition(), wire::Edition::Enterprise);
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_are_answered_alike() {
    let world = World::new().await;
    let old = world.add_person("old@example.com", &[Role::Planner], Vec::new()).await;
    world.store.deactivate_user(world.operator(), old).await.unwrap();
    world.invite("new@example.com").await;
    let wrong_password = world.sign_in(EMAIL, "correct horse staple").await.unwrap_err();
    assert_eq!(why(&wrong_password), unauthenticated("WRONG_CREDENTIALS"));
    let long = "x".repeat(100_000);
    for (email, password) in [
        ("noa@example.com", PASSWORD),
        ("old@example.com", PASSWORD),
        ("new@example.com", PASSWORD),
        ("no address", PASSWORD),
        (EMAIL, long.as_str()),
    ] {
        let refused = world.sign_in(email, password).await.unwrap_err();
        assert_eq!(refused.message(), wrong_password.message(), "{email}");
        assert_eq!(refused.details(), wrong_password.details(), "{email}");
        assert!(refused.metadata().get("set-cookie").is_none(), "{email}");
    }
}

#[tokio::test]
async fn empty_fields_are_all_named() {
    let world = World::new().await;
    let refused = world.sign_in(" ", "").await.unwrap_err();
    let violations = refused.get_error_details().bad_request().unwrap().field_violations.clone();
    assert_eq!(violations.iter().map(|violation| violation.field.as_str()).collect::<Vec<_>>(), ["email", "password"]);
}

#[tokio::test]
async fn a_refreshed_session_goes_on_with_new_tokens() {
    let world = World::new().await;
    let (_, first) = world.signed_in().await;
    world.pass(3_600);
    let response = world.refresh(&first).await.unwrap();
    let second = cookie(response.metadata());
    assert_ne!(first, second);
    let message = response.into_inner();
    assert!(world.get_session(&message.access_token).await.is_ok());
    assert!(world.refresh(&second).await.is_ok());
}

#[tokio::test]
async fn a_refresh_token_used_again_later_ends_the_session_for_both_who_have_it() {
    let world = World::new().await;
    let (access_token, first) = world.signed_in().await;
    let second = cookie(world.refresh(&first).await.unwrap().metadata());
    world.pass(10);
    let reused = world.refresh(&first).await.unwrap_err();
    assert_eq!(why(&reused), unauthenticated("SESSION_ENDED"));
    assert_eq!(cookie(reused.metadata()), "", "the cookie is taken away");
    assert_eq!(why(&world.refresh(&second).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.get_session(&access_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert!(world.sign_in(EMAIL, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_refresh_whose_answer_was_lost_may_be_asked_for_again_for_ten_seconds() {
    let world = World::new().await;
    let (_, first) = world.signed_in().await;
    let lost = cookie(world.refresh(&first).await.unwrap().metadata());
    world.pass(9);
    let second = cookie(world.refresh(&first).await.unwrap().metadata());
    let third = cookie(world.refresh(&second).await.unwrap().metadata());
    assert!(world.refresh(&third).await.is_ok(), "the session goes on");
    let reused = world.refresh(&lost).await.unwrap_err();
    assert_eq!(why(&reused), unauthenticated("SESSION_ENDED"), "the one that was lost does not hold");
    assert_eq!(why(&world.refresh(&third).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
}

#[tokio::test]
async fn asking_again_does_not_lengthen_the_ten_seconds() {
    let world = World::new().await;
    let (_, first) = world.signed_in().await;
    world.refresh(&first).await.unwrap();
    world.pass(6);
    world.refresh(&first).await.unwrap();
    world.pass(4);
    assert_eq!(why(&world.refresh(&first).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
}

#[tokio::test]
async fn a_refresh_token_from_before_the_last_one_ends_the_session_at_once() {
    let world = World::new().await;
    let (_, first) = world.signed_in().await;
    let second = cookie(world.refresh(&first).await.unwrap().metadata());
    let third = cookie(world.refresh(&second).await.unwrap().metadata());
    assert_eq!(why(&world.refresh(&first).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.refresh(&third).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
}

#[tokio::test]
async fn of_many_refreshes_with_one_token_at_a_time_one_token_holds_in_the_end() {
    let world = World::new().await;
    let (access_token, token) = world.signed_in().await;
    let answers = futures::future::join_all((0..8).map(|_| world.refresh(&token))).await;
    let issued: Vec<String> = answers.into_iter().map(|answer| cookie(answer.unwrap().metadata())).collect();
    assert!(world.get_session(&access_token).await.is_ok());
    let session = token.split('.').next().unwrap().parse::<Uuid>().unwrap();
    let row = session::Entity::find_by_id(session).one(world.store.reader()).await.unwrap().unwrap();
    let holds = |token: &&String| {
        let ticket: Ticket = token.parse().unwrap();
        row.refresh_hash.as_deref() == Some(ticket.hash().as_slice())
    };
    assert_eq!(issued.iter().filter(holds).count(), 1);
    let in_between = issued.iter().find(|token| !holds(token)).unwrap();
    assert_eq!(why(&world.refresh(in_between).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
}

#[tokio::test]
async fn a_session_lasts_thirty_days_after_its_last_refresh() {
    let world = World::new().await;
    let (_, token) = world.signed_in().await;
    world.pass(29 * 86_400);
    let token = cookie(world.refresh(&token).await.unwrap().metadata());
    world.pass(29 * 86_400);
    let token = cookie(world.refresh(&token).await.unwrap().metadata());
    world.pass(30 * 86_400);
    assert_eq!(why(&world.refresh(&token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused_and_harms_no_session() {
    let world = World::new().await;
    let (_, token) = world.signed_in().await;
    let none = world.sessions.refresh_session(Request::new(wire::RefreshSessionRequest {})).await.unwrap_err();
    assert_eq!(why(&none), unauthenticated("NO_SESSION"));
    assert_eq!(why(&world.refresh("").await.unwrap_err()), unauthenticated("NO_SESSION"));
    let unknown = token.replace(token.split('.').next().unwrap(), &Uuid::from_u128(77).to_string());
    for made_up in ["x", &token[1..], &unknown] {
        assert_eq!(why(&world.refresh(made_up).await.unwrap_err()), unauthenticated("SESSION_ENDED"), "{made_up}");
    }
    assert!(world.refresh(&token).await.is_ok());
}

#[tokio::test]
async fn signing_out_ends_both_tokens_and_clears_the_cookie() {
    let world = World::new().await;
    let (access_token, refresh_token) = world.signed_in().await;
    let (other_session, _) = world.signed_in().await;
    let response = world.sessions.sign_out(with_token(wire::SignOutRequest {}, &access_token)).await.unwrap();
    let cleared = response.metadata().get("set-cookie").unwrap().to_str().unwrap();
    assert!(cleared.starts_with("kadans_refresh=; ") && cleared.contains("Max-Age=0"), "{cleared}");
    assert_eq!(why(&world.get_session(&access_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.refresh(&refresh_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert!(world.get_session(&other_session).await.is_ok(), "other sessions go on");
}

#[tokio::test]
async fn the_eleventh_wrong_password_has_to_wait_and_so_does_the_right_one() {
    let world = World::new().await;
    for _ in 0..10 {
        assert_eq!(why(&world.sign_in(EMAIL, "wrong horse battery").await.unwrap_err()).0, Code::Unauthenticated);
    }
    world.pass(60);
    let throttled = world.sign_in(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(why(&throttled), (Code::ResourceExhausted, "THROTTLED".to_owned()));
    let retry = throttled.get_error_details().retry_info().unwrap().retry_delay.unwrap();
    assert_eq!(retry.as_secs(), 14 * 60);
    world.pass(14 * 60);
    assert!(world.sign_in(EMAIL, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn one_address_can_not_try_out_many_people() {
    let world = World::new().await;
    let from = |address: &str, email: String, password: &str| {
        let mut request = Request::new(wire::SignInRequest { email, password: password.to_owned() });
        request.extensions_mut().insert(crate::auth::ClientAddress(address.parse().unwrap()));
        world.sessions.sign_in(request)
    };
    for person in 0..50 {
        // An overlong password fails without being hashed, so this test is quick.
        let tried = from("192.0.2.1", format!("person{person}@example.com"), &"x".repeat(201)).await;
        assert_eq!(why(&tried.unwrap_err()), unauthenticated("WRONG_CREDENTIALS"));
    }
    let throttled = from("192.0.2.1", EMAIL.to_owned(), PASSWORD).await.unwrap_err();
    assert_eq!(why(&throttled).1, "THROTTLED");
    assert!(from("192.0.2.2", EMAIL.to_owned(), PASSWORD).await.is_ok());
}
