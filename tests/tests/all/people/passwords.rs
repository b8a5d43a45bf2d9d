//! Changing one's password.

use kadans_proto::v1::{ChangePasswordRequest, GetSessionRequest};
use kadans_server::auth::caller::Role;
use kadans_tests::{clients::Clients, failures::Failure as _, journeys, people::PASSWORD, time::at, world::World};
use tonic::{Code, Status};

use super::office::CHOSEN;

journeys! {
    a_new_password_ends_the_other_sessions_and_keeps_this_one,
    what_is_wrong_with_either_password_is_said_of_its_field,
    whoever_tries_out_the_present_password_has_to_wait,
    a_program_has_no_password,
}

const EMAIL: &str = "ana@acme.example";

async fn change(clients: &mut Clients, present: &str, new: &str) -> Result<(), Status> {
    let request = ChangePasswordRequest { present_password: present.to_owned(), new_password: new.to_owned() };
    clients.sessions.change_password(request).await.map(drop)
}

async fn a_new_password_ends_the_other_sessions_and_keeps_this_one(world: &mut World) {
    let mut here = world.person(EMAIL, Role::Planner, &[]).await;
    let elsewhere = world.stranger().await.sign_in(EMAIL, PASSWORD).await.unwrap().into_inner();
    let mut elsewhere = world.clients(&elsewhere.access_token).await;
    elsewhere.sessions.get_session(GetSessionRequest {}).await.unwrap();
    change(&mut here, PASSWORD, CHOSEN).await.unwrap();
    here.sessions.get_session(GetSessionRequest {}).await.unwrap();
    let ended = elsewhere.sessions.get_session(GetSessionRequest {}).await.unwrap_err();
    assert_eq!(ended.reason(), "SESSION_ENDED");
    assert_eq!(world.stranger().await.sign_in(EMAIL, PASSWORD).await.unwrap_err().reason(), "WRONG_CREDENTIALS");
    world.stranger().await.sign_in(EMAIL, CHOSEN).await.unwrap();
}

async fn what_is_wrong_with_either_password_is_said_of_its_field(world: &mut World) {
    let mut ana = world.person(EMAIL, Role::Planner, &[]).await;
    let expected = [("present_password", "WRONG_PASSWORD"), ("new_password", "UNFIT_PASSWORD")];
    let refused = change(&mut ana, "not my password", "short").await.unwrap_err();
    assert_eq!(refused.violations(), expected.map(|(field, reason)| (field.to_owned(), reason.to_owned())));
    let refused = change(&mut ana, "", CHOSEN).await.unwrap_err();
    assert_eq!(refused.violations(), [("present_password".to_owned(), "REQUIRED".to_owned())]);
    world.stranger().await.sign_in(EMAIL, PASSWORD).await.expect("nothing has changed");
}

async fn whoever_tries_out_the_present_password_has_to_wait(world: &mut World) {
    let mut thief = world.person(EMAIL, Role::Planner, &[]).await;
    // One that is too long is not even hashed, so this is quick.
    let long = "x".repeat(201);
    for _ in 0..10 {
        assert_eq!(change(&mut thief, &long, CHOSEN).await.unwrap_err().code(), Code::InvalidArgument);
    }
    let throttled = change(&mut thief, PASSWORD, CHOSEN).await.unwrap_err();
    assert_eq!((throttled.code(), throttled.reason().as_str()), (Code::ResourceExhausted, "THROTTLED"));
    world.set_clock(at("08:15"));
    world.stranger().await.sign_in(EMAIL, PASSWORD).await.unwrap();
}

async fn a_program_has_no_password(world: &mut World) {
    let mut program = world.program().await;
    let refused = change(&mut program, PASSWORD, CHOSEN).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "USER_IS_PROGRAM"));
}
