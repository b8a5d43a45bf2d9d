//! Tokens that the server did issue, for another account, person, session, time or use.

use kadans_proto::v1::SignOutRequest;
use kadans_server::{auth::caller::Role, domain::instant::Span};
use kadans_tests::{people::PASSWORD, world::World};

use super::forge::Forge;

/// Each with the reason it is refused for.
pub(super) async fn attacks(world: &World, forge: &Forge) -> Vec<(&'static str, String, &'static str)> {
    let absent = "018f0000-0000-7000-8000-000000000001";
    let neighbour = world.another_account().await;
    let theirs = neighbour.mint(&[Role::Admin], &[]).await;
    let colleague = world.account.add_person("ben@acme.example", Role::Admin, &[]).await;

    let mut stranger = world.stranger().await;
    let signed_in = stranger.sign_in("ben@acme.example", PASSWORD).await.unwrap();
    let cookie = signed_in.metadata().get("set-cookie").unwrap().to_str().unwrap().to_owned();
    let refresh_token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();

    let mut left = world.person("left@acme.example", Role::Admin, &[]).await;
    left.sessions.sign_out(SignOutRequest {}).await.unwrap();
    let revoked = world.account.mint(&[Role::Admin], &[]).await;
    world.account.revoke(revoked.principal).await;
    let expired = world.account.mint_for(Span::from_secs(1), &[Role::Admin], &[]).await;
    let past = forge.claim("exp", forge.now + 1);
    world.set_clock(world.now() + Span::from_secs(1));

    let mut owner = world.program().await;
    let integration = owner.integration("Odigo", "UTC").await;
    let url_token = owner.url_token(&integration).await;
    vec![
        ("another account", forge.claim("account", neighbour.id.to_string()), "SESSION_ENDED"),
        ("an account that is not there", forge.claim("account", absent), "SESSION_ENDED"),
        ("another account's person", forge.claim("sub", theirs.principal.to_string()), "SESSION_ENDED"),
        ("a colleague", forge.claim("sub", colleague.to_string()), "SESSION_ENDED"),
        ("somebody who is not there", forge.claim("sub", absent), "SESSION_ENDED"),
        ("a session that is not there", forge.claim("sid", absent), "SESSION_ENDED"),
        ("an ended session", left.token, "SESSION_ENDED"),
        ("a revoked program", revoked.token, "SESSION_ENDED"),
        ("an expired program", expired.token, "TOKEN_EXPIRED"),
        ("expired a moment ago", past, "TOKEN_EXPIRED"),
        ("a refresh token", refresh_token, "TOKEN_INVALID"),
        ("a URL token", url_token, "TOKEN_INVALID"),
    ]
}
