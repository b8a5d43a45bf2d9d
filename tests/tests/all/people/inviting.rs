//! From an invitation to the last day.

use std::time::{Duration, Instant};

use kadans_proto::v1::{GetSessionRequest, ListEmployeesRequest, ReactivateUserRequest, Role, UserState};
use kadans_server::{auth::caller, clock::Clock, domain::instant::Span};
use kadans_tests::{
    board::Board, clients::Clients, database::TestDatabase, failures::Failure as _, journeys, on_both_databases,
    people::PASSWORD, time::at, time::instant, world::World,
};
use tonic::Code;

use super::office::{CHOSEN, deactivate, invite, redeem, renew, update, user};

journeys! {
    an_invited_person_is_listed_redeems_and_signs_in,
    an_invitation_that_can_not_be_is_refused_with_every_reason,
    a_link_holds_for_seven_days_and_once,
    whoever_forgot_the_password_sets_another_by_a_link,
    whoever_is_deactivated_gets_no_link_and_comes_back_when_reactivated,
}

const EMAIL: &str = "sara@acme.example";

async fn an_invited_person_is_listed_redeems_and_signs_in(world: &mut World) {
    let mut admin = world.admin().await;
    let invited = invite(&mut admin, "Sara@acme.example", Role::Planner, &[]).await.unwrap();
    assert_eq!(invited.expire_time.map(instant), Some(at("08:00") + Span::from_hours(7 * 24)));
    let listed = user(&mut admin, EMAIL).await;
    assert_eq!(Some(&listed), invited.user.as_ref());
    assert_eq!((listed.state(), listed.invitation_expire_time), (UserState::Invited, invited.expire_time));
    let early = world.stranger().await.sign_in(EMAIL, CHOSEN).await.unwrap_err();
    assert_eq!(early.reason(), "WRONG_CREDENTIALS");

    let weak = redeem(world, &invited.invitation_url, "too short").await.unwrap_err();
    assert_eq!(weak.violations(), [("password".to_owned(), "UNFIT_PASSWORD".to_owned())]);
    world.set_clock(at("09:00"));
    let redeemed = redeem(world, &invited.invitation_url, CHOSEN).await.unwrap().into_inner();
    let mut sara = world.clients(&redeemed.access_token).await;
    sara.sessions.get_session(GetSessionRequest {}).await.unwrap();
    world.set_clock(at("10:00"));
    world.stranger().await.sign_in(EMAIL, CHOSEN).await.unwrap();
    let mut admin = world.person("second@acme.example", caller::Role::Admin, &[]).await;
    let listed = user(&mut admin, EMAIL).await;
    assert_eq!((listed.state(), listed.invitation_expire_time), (UserState::Active, None));
    assert_eq!(listed.last_sign_in_time.map(instant), Some(at("10:00")));
}

async fn an_invitation_that_can_not_be_is_refused_with_every_reason(world: &mut World) {
    let mut admin = world.admin().await;
    invite(&mut admin, EMAIL, Role::Planner, &[]).await.unwrap();
    let absent = "018f0000-0000-7000-8000-000000000000";
    let refused = invite(&mut admin, EMAIL, Role::Service, &[absent, "x"]).await.unwrap_err();
    let expected = [
        ("email", "TAKEN"),
        ("roles[0]", "NOT_A_ROLE"),
        ("planning_unit_ids[0]", "NOT_FOUND"),
        ("planning_unit_ids[1]", "NOT_AN_ID"),
    ];
    assert_eq!(refused.violations(), expected.map(|(field, reason)| (field.to_owned(), reason.to_owned())));
    let blind = invite(&mut admin, "tom@acme.example", Role::Supervisor, &[]).await.unwrap_err();
    assert_eq!(blind.violations(), [("planning_unit_ids".to_owned(), "REQUIRED".to_owned())]);
    let mut planner = world.planner().await;
    let forbidden = invite(&mut planner, "tom@acme.example", Role::Admin, &[]).await.unwrap_err();
    assert_eq!(forbidden.code(), Code::PermissionDenied);
}

async fn a_link_holds_for_seven_days_and_once(world: &mut World) {
    let mut admin = world.admin().await;
    let first = invite(&mut admin, EMAIL, Role::Planner, &[]).await.unwrap().invitation_url;
    let second = invite(&mut admin, "tom@acme.example", Role::Planner, &[]).await.unwrap().invitation_url;
    world.set_clock(at("08:00") + Span::from_hours(7 * 24) - Span::from_secs(1));
    redeem(world, &first, CHOSEN).await.unwrap();
    world.set_clock(at("08:00") + Span::from_hours(7 * 24));
    for link in [&first, &second] {
        let over = redeem(world, link, CHOSEN).await.unwrap_err();
        assert_eq!((over.code(), over.reason().as_str()), (Code::FailedPrecondition, "INVITATION_OVER"));
    }
}

async fn whoever_forgot_the_password_sets_another_by_a_link(world: &mut World) {
    let mut admin = world.admin().await;
    let mut sara = world.person(EMAIL, caller::Role::Planner, &[]).await;
    let id = user(&mut admin, EMAIL).await.id;
    let earlier = renew(&mut admin, &id).await.unwrap();
    let link = renew(&mut admin, &id).await.unwrap();
    assert_eq!(redeem(world, &earlier, CHOSEN).await.unwrap_err().reason(), "INVITATION_OVER");
    world.stranger().await.sign_in(EMAIL, PASSWORD).await.expect("the password holds until then");
    sara.sessions.get_session(GetSessionRequest {}).await.expect("and so do sessions");
    redeem(world, &link, CHOSEN).await.unwrap();
    let ended = sara.sessions.get_session(GetSessionRequest {}).await.unwrap_err();
    assert_eq!(ended.reason(), "SESSION_ENDED");
    assert_eq!(world.stranger().await.sign_in(EMAIL, PASSWORD).await.unwrap_err().reason(), "WRONG_CREDENTIALS");
    world.stranger().await.sign_in(EMAIL, CHOSEN).await.unwrap();
}

async fn whoever_is_deactivated_gets_no_link_and_comes_back_when_reactivated(world: &mut World) {
    let mut admin = world.admin().await;
    let invited = invite(&mut admin, EMAIL, Role::Planner, &[]).await.unwrap();
    let id = invited.user.unwrap().id;
    let gone = deactivate(&mut admin, &id).await.unwrap();
    assert_eq!((gone.state(), gone.invitation_expire_time), (UserState::Deactivated, None));
    assert_eq!(redeem(world, &invited.invitation_url, CHOSEN).await.unwrap_err().reason(), "INVITATION_OVER");
    let refused = renew(&mut admin, &id).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "USER_DEACTIVATED"));
    let back = admin.sessions.reactivate_user(ReactivateUserRequest { id: id.clone() }).await.unwrap();
    assert_eq!(back.into_inner().user.unwrap().state(), UserState::Invited);
    let link = renew(&mut admin, &id).await.unwrap();
    redeem(world, &link, CHOSEN).await.unwrap();
}

mod by_the_machines_clock {
    use super::*;

    on_both_databases! { a_supervisor_loses_what_they_were_given_within_five_seconds }

    /// Within this, a loss must bite.
    const SOON: Duration = Duration::from_secs(5);

    async fn a_supervisor_loses_what_they_were_given_within_five_seconds(database: TestDatabase) {
        let world = World::start_with(database, Clock::system()).await;
        let mut admin = world.admin().await;
        let madrid = admin.unit("Madrid", "Europe/Madrid").await;
        let paris = admin.unit("Paris", "Europe/Paris").await;
        let (ana, zoe) = (admin.employee("Ana", &madrid).await, admin.employee("Zoé", &paris).await);

        let invited = invite(&mut admin, EMAIL, Role::Supervisor, &[&madrid, &paris]).await.unwrap();
        redeem(&world, &invited.invitation_url, CHOSEN).await.unwrap();
        let mut sara = sign_in(&world).await;
        let mut board = Board::open(&mut sara).await;
        board.until("both are there", |board| board.people.len() == 2).await;

        let mut less = user(&mut admin, EMAIL).await;
        less.planning_unit_ids = vec![paris.clone()];
        let less = update(&mut admin, less, &["planning_unit_ids"]).await.unwrap();
        assert_eq!(less.planning_unit_ids, [paris]);
        let lost = Instant::now();
        board.end().await;
        assert!(lost.elapsed() < SOON, "{:?}", lost.elapsed());
        let mut board = Board::open(&mut sara).await;
        board.until("Zoé is there", |board| board.people.contains_key(&zoe)).await;
        assert!(!board.people.contains_key(&ana), "Madrid is no longer theirs");
        let employees = sara.mapping.list_employees(ListEmployeesRequest::default()).await.unwrap().into_inner();
        assert_eq!(employees.employees.into_iter().map(|employee| employee.name).collect::<Vec<_>>(), ["Zoé"]);

        deactivate(&mut admin, &less.id).await.unwrap();
        let lost = Instant::now();
        assert_eq!(board.end().await.code(), Code::Unauthenticated);
        assert!(lost.elapsed() < SOON, "{:?}", lost.elapsed());
        let refused = sara.sessions.get_session(GetSessionRequest {}).await.unwrap_err();
        assert_eq!(refused.reason(), "SESSION_ENDED");
        assert_eq!(world.stranger().await.sign_in(EMAIL, CHOSEN).await.unwrap_err().reason(), "WRONG_CREDENTIALS");
        world.stop().await;
    }

    async fn sign_in(world: &World) -> Clients {
        let signed_in = world.stranger().await.sign_in(EMAIL, CHOSEN).await.unwrap().into_inner();
        world.clients(&signed_in.access_token).await
    }
}
