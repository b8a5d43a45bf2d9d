//! Invitation links, from the first admin on.

use super::*;
use crate::auth::invitations::{Invitation, NewPerson, first_admin_invitations, invite, renew};

const NEW_PASSWORD: &str = "staple battery horse";

fn secret(invitation: &Invitation) -> String {
    let link = invitation.link("https://kadans.test/").to_string();
    link.strip_prefix("https://kadans.test/welcome#").unwrap().to_owned()
}

impl World {
    /// Invites somebody as planner.
    pub(super) async fn invite(&self, email: &str) -> Invitation {
        let person = NewPerson {
            email: email.parse().unwrap(),
            name: "Noa".to_owned(),
            roles: vec![Role::Planner],
            planning_units: Vec::new(),
        };
        invite(&self.store, self.operator(), person).await.unwrap().1
    }

    async fn redeem(&self, token: &str, email: &str) -> Result<Response<wire::RedeemInvitationResponse>, Status> {
        let request = wire::RedeemInvitationRequest {
            token: token.to_owned(),
            email: email.to_owned(),
            name: "Noa de Vries".to_owned(),
            password: NEW_PASSWORD.to_owned(),
        };
        self.sessions.redeem_invitation(Request::new(request)).await
    }
}

fn over() -> (Code, String) {
    (Code::FailedPrecondition, "INVITATION_OVER".to_owned())
}

#[tokio::test]
async fn the_first_admin_enters_an_empty_server_by_a_link() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let store = open_store(&folder, &world.clock).await;
    let invitations = first_admin_invitations(&store, an_account("First")).await.unwrap();
    assert_eq!(accounts::list(&store).await.unwrap().len(), 1);
    assert_eq!(invitations.len(), 1);
    let again = first_admin_invitations(&store, an_account("Second")).await.unwrap();
    assert_eq!(accounts::list(&store).await.unwrap()[0].name, "First", "the account is made once");
    assert_ne!(secret(&invitations[0]), secret(&again[0]));
}

#[tokio::test]
async fn the_link_of_an_earlier_start_no_longer_holds_and_an_account_with_people_gets_none() {
    let world = World::new().await;
    let foreign = accounts::create(&world.store, an_account("New")).await.unwrap().id;
    let earlier = first_admin_invitations(&world.store, an_account("Unused")).await.unwrap();
    let later = first_admin_invitations(&world.store, an_account("Unused")).await.unwrap();
    assert_eq!(later.iter().map(|invitation| invitation.account).collect::<Vec<_>>(), [foreign]);
    assert_eq!(why(&world.redeem(&secret(&earlier[0]), "noa@example.com").await.unwrap_err()), over());
    let response = world.redeem(&secret(&later[0]), "Noa@example.com").await.unwrap();
    assert!(!cookie(response.metadata()).is_empty());
    let message = response.into_inner();
    let session = world.get_session(&message.access_token).await.unwrap();
    assert_eq!(Some(&session), message.session.as_ref());
    let principal = session.principal.unwrap();
    assert_eq!(principal.roles, [i32::from(wire::Role::Admin)]);
    assert_eq!((principal.email.as_str(), principal.name.as_str()), ("noa@example.com", "Noa de Vries"));
    assert_eq!(session.account.unwrap().id, foreign.to_string());
    assert!(world.sign_in("noa@example.com", NEW_PASSWORD).await.is_ok());
    assert!(first_admin_invitations(&world.store, an_account("Unused")).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_invitation_holds_once_even_for_many_at_a_time() {
    let world = World::new().await;
    accounts::create(&world.store, an_account("New")).await.unwrap();
    let invitation = first_admin_invitations(&world.store, an_account("Unused")).await.unwrap().remove(0);
    let token = secret(&invitation);
    let emails = (0..4).map(|person| format!("person{person}@example.com")).collect::<Vec<_>>();
    let answers = futures::future::join_all(emails.iter().map(|email| world.redeem(&token, email))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter_map(Result::err) {
        assert_eq!(why(&refused), over());
    }
}

#[tokio::test]
async fn an_invitation_expires_after_seven_days() {
    let world = World::new().await;
    let (first, second) = (world.invite("noa@example.com").await, world.invite("bo@example.com").await);
    world.pass(7 * 86_400 - 1);
    assert!(world.redeem(&secret(&first), "").await.is_ok());
    world.pass(1);
    assert_eq!(why(&world.redeem(&secret(&second), "").await.unwrap_err()), over());
}

#[tokio::test]
async fn only_the_newest_link_of_a_person_holds() {
    let world = World::new().await;
    let first = world.invite("noa@example.com").await;
    let noa = world.store.person_by_email("noa@example.com").await.unwrap().unwrap();
    let second = renew(&world.store, world.operator(), noa.id).await.unwrap();
    assert_eq!(why(&world.redeem(&secret(&first), "").await.unwrap_err()), over());
    assert!(world.redeem(&secret(&second), "").await.is_ok());
}

#[tokio::test]
async fn who_is_deactivated_can_not_come_back_by_a_link() {
    let world = World::new().await;
    let link = world.invite("noa@example.com").await;
    let noa = world.store.person_by_email("noa@example.com").await.unwrap().unwrap();
    world.store.deactivate_user(world.operator(), noa.id).await.unwrap();
    assert_eq!(why(&world.redeem(&secret(&link), "").await.unwrap_err()), over());
    world.store.reactivate_user(world.operator(), noa.id).await.unwrap();
    assert_eq!(why(&world.redeem(&secret(&link), "").await.unwrap_err()), over());
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_old_sessions_end() {
    let world = World::new().await;
    let (access_token, refresh_token) = world.signed_in().await;
    let invitation = renew(&world.store, world.operator(), world.mia).await.unwrap();
    assert!(world.sign_in(EMAIL, PASSWORD).await.is_ok(), "until then the old one holds");
    let message = world.redeem(&secret(&invitation), "").await.unwrap().into_inner();
    assert_eq!(message.session.unwrap().principal.unwrap().id, world.mia.to_string());
    world.pass(5);
    assert_eq!(why(&world.get_session(&access_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.refresh(&refresh_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.sign_in(EMAIL, PASSWORD).await.unwrap_err()), unauthenticated("WRONG_CREDENTIALS"));
    assert!(world.sign_in(EMAIL, NEW_PASSWORD).await.is_ok());
}

#[tokio::test]
async fn an_address_that_somebody_has_is_refused_and_the_invitation_stays() {
    let world = World::new().await;
    accounts::create(&world.store, an_account("New")).await.unwrap();
    let invitation = first_admin_invitations(&world.store, an_account("Unused")).await.unwrap().remove(0);
    let taken = world.redeem(&secret(&invitation), EMAIL).await.unwrap_err();
    let violation = taken.get_error_details().bad_request().unwrap().field_violations[0].clone();
    assert_eq!(violation.field, "email");
    let request = wire::RedeemInvitationRequest {
        token: secret(&invitation),
        email: String::new(),
        name: " ".to_owned(),
        password: NEW_PASSWORD.to_owned(),
    };
    let missing = world.sessions.redeem_invitation(Request::new(request)).await.unwrap_err();
    let missing = missing.get_error_details().bad_request().unwrap().field_violations.clone();
    assert_eq!(missing.iter().map(|violation| violation.field.as_str()).collect::<Vec<_>>(), ["email", "name"]);
    assert!(world.redeem(&secret(&invitation), "noa@example.com").await.is_ok());
}

#[tokio::test]
async fn made_up_invitations_and_unfit_fields_are_refused() {
    let world = World::new().await;
    let token = secret(&renew(&world.store, world.operator(), world.mia).await.unwrap());
    let id = token.split('.').next().unwrap();
    let other_secret = format!("{id}.{}", "A".repeat(43));
    for made_up in ["x", other_secret.as_str()] {
        assert_eq!(why(&world.redeem(made_up, "").await.unwrap_err()), over(), "{made_up}");
    }
    let request = wire::RedeemInvitationRequest {
        token: String::new(),
        email: "nobody".to_owned(),
        name: " ".to_owned(),
        password: "short".to_owned(),
    };
    let refused = world.sessions.redeem_invitation(Request::new(request)).await.unwrap_err();
    let violations = refused.get_error_details().bad_request().unwrap().field_violations.clone();
    let fields: Vec<&str> = violations.iter().map(|violation| violation.field.as_str()).collect();
    assert_eq!(fields, ["token", "email", "password"]);
}
