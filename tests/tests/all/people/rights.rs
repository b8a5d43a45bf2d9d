//! Changing what people may do, and what an account is never left without.

use kadans_proto::v1::{
    GetSessionRequest, ListUsersRequest, ListUsersResponse, ReactivateUserRequest, Role as WireRole, UserKind,
    UserState,
};
use kadans_server::auth::caller::Role;
use kadans_tests::{clients::Clients, failures::Failure as _, journeys, world::World};
use tonic::Code;

use super::office::{deactivate, invite, renew, update, user, users};

journeys! {
    the_last_active_admin_keeps_the_role_and_stays,
    of_two_admins_who_deactivate_each_other_one_stays,
    nobody_deactivates_themselves,
    a_lost_role_bites_at_once,
    an_update_that_somebody_else_overtook_is_refused,
    an_update_that_can_not_be_is_refused_with_every_reason,
    a_program_that_is_deactivated_is_out_for_good,
    users_are_listed_by_name_in_pages_and_searched,
    users_of_another_account_are_not_there,
}

async fn the_last_active_admin_keeps_the_role_and_stays(world: &mut World) {
    let mut admin = world.admin().await;
    // Neither somebody who has still to come nor a program can manage the account.
    invite(&mut admin, "next@acme.example", WireRole::Admin, &[]).await.unwrap();
    let mut program = world.program().await;
    let mut me = user(&mut admin, "admin@acme.example").await;
    let refused = deactivate(&mut program, &me.id).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "LAST_ADMIN"));
    me.roles = vec![WireRole::Planner.into()];
    let refused = update(&mut admin, me.clone(), &["roles"]).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "LAST_ADMIN"));
    world.account.add_person("second@acme.example", Role::Admin, &[]).await;
    let me = update(&mut admin, me, &["roles"]).await.unwrap();
    assert_eq!(me.roles, [i32::from(WireRole::Planner)]);
}

async fn of_two_admins_who_deactivate_each_other_one_stays(world: &mut World) {
    let mut ana = world.person("ana@acme.example", Role::Admin, &[]).await;
    let mut ben = world.person("ben@acme.example", Role::Admin, &[]).await;
    let ids = [user(&mut ana, "ana@acme.example").await.id, user(&mut ana, "ben@acme.example").await.id];
    let answers = tokio::join!(deactivate(&mut ana, &ids[1]), deactivate(&mut ben, &ids[0]));
    let refused = [answers.0.err(), answers.1.err()].into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(refused.len(), 1, "{refused:?}");
    let mut program = world.program().await;
    let left = users(&mut program).await.into_iter().filter(|user| user.kind() == UserKind::Person);
    assert_eq!(left.filter(|user| user.state() == UserState::Active).count(), 1);
}

async fn nobody_deactivates_themselves(world: &mut World) {
    world.account.add_person("second@acme.example", Role::Admin, &[]).await;
    let mut admin = world.admin().await;
    let me = user(&mut admin, "admin@acme.example").await.id;
    let refused = deactivate(&mut admin, &me).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "SELF"));
}

async fn a_lost_role_bites_at_once(world: &mut World) {
    let mut admin = world.admin().await;
    let mut second = world.person("second@acme.example", Role::Admin, &[]).await;
    users(&mut second).await;
    let mut changed = user(&mut admin, "second@acme.example").await;
    changed.roles = vec![WireRole::Supervisor.into()];
    "not in the mask".clone_into(&mut changed.name);
    let changed = update(&mut admin, changed, &["roles"]).await.unwrap();
    assert_eq!(changed.name, "second");
    let refused = second.sessions.list_users(ListUsersRequest::default()).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}

async fn an_update_that_somebody_else_overtook_is_refused(world: &mut World) {
    let mut admin = world.admin().await;
    world.account.add_person("ben@acme.example", Role::Planner, &[]).await;
    let mut seen = user(&mut admin, "ben@acme.example").await;
    "Ben".clone_into(&mut seen.name);
    let updated = update(&mut admin, seen.clone(), &["name"]).await.unwrap();
    assert_ne!(updated.etag, seen.etag);
    let stale = update(&mut admin, seen.clone(), &["name"]).await.unwrap_err();
    assert_eq!(stale.code(), Code::Aborted);
    seen.etag = String::new();
    assert_eq!(update(&mut admin, seen, &["name"]).await.unwrap(), updated, "nothing was changed");
}

async fn an_update_that_can_not_be_is_refused_with_every_reason(world: &mut World) {
    let mut admin = world.admin().await;
    let mut me = user(&mut admin, "admin@acme.example").await;
    (me.name, me.roles, me.planning_unit_ids) = (" ".to_owned(), Vec::new(), vec!["x".to_owned()]);
    let refused = update(&mut admin, me.clone(), &["name", "roles", "planning_unit_ids", "email"]).await.unwrap_err();
    let expected = [
        ("update_mask", "UNKNOWN_FIELD"),
        ("user.name", "REQUIRED"),
        ("user.roles", "REQUIRED"),
        ("user.planning_unit_ids[0]", "NOT_AN_ID"),
    ];
    assert_eq!(refused.violations(), expected.map(|(field, reason)| (field.to_owned(), reason.to_owned())));
}

async fn a_program_that_is_deactivated_is_out_for_good(world: &mut World) {
    let mut admin = world.admin().await;
    let minted = world.account.mint(&[Role::Service], &[]).await;
    let mut program = world.clients(&minted.token).await;
    program.sessions.get_session(GetSessionRequest {}).await.unwrap();
    let id = minted.principal.to_string();
    let listed = users(&mut admin).await.into_iter().find(|user| user.id == id).unwrap();
    assert_eq!((listed.kind(), listed.state()), (UserKind::Program, UserState::Active));
    assert_eq!(deactivate(&mut admin, &id).await.unwrap().state(), UserState::Deactivated);
    let ended = program.sessions.get_session(GetSessionRequest {}).await.unwrap_err();
    assert_eq!(ended.reason(), "SESSION_ENDED");
    let refused = admin.sessions.reactivate_user(ReactivateUserRequest { id: id.clone() }).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "USER_IS_PROGRAM"));
    let refused = renew(&mut admin, &id).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::FailedPrecondition, "USER_IS_PROGRAM"));
}

async fn page(admin: &mut Clients, search: &str, page_token: &str) -> ListUsersResponse {
    let (search, page_token) = (search.to_owned(), page_token.to_owned());
    let request = ListUsersRequest { page_size: 2, page_token, search };
    admin.sessions.list_users(request).await.unwrap().into_inner()
}

async fn users_are_listed_by_name_in_pages_and_searched(world: &mut World) {
    for email in ["zoé@acme.example", "ben@acme.example", "ana@acme.example"] {
        world.account.add_person(email, Role::Planner, &[]).await;
    }
    let mut admin = world.admin().await;
    let names = |page: &ListUsersResponse| page.users.iter().map(|user| user.name.clone()).collect::<Vec<_>>();
    let first = page(&mut admin, "", "").await;
    assert_eq!(names(&first), ["admin", "ana"]);
    let second = page(&mut admin, "", &first.next_page_token).await;
    assert_eq!((names(&second), second.next_page_token.as_str()), (vec!["ben".to_owned(), "zoé".to_owned()], ""));
    assert_eq!(names(&page(&mut admin, "ZOÉ", "").await), ["zoé"]);
    assert_eq!(names(&page(&mut admin, "ben@ACME", "").await), ["ben"]);
    let request = ListUsersRequest { page_token: first.next_page_token, search: "a".to_owned(), page_size: 2 };
    let refused = admin.sessions.list_users(request).await.unwrap_err();
    assert_eq!(refused.violations(), [("page_token".to_owned(), "NOT_OF_THIS_LIST".to_owned())]);
}

async fn users_of_another_account_are_not_there(world: &mut World) {
    let mut admin = world.admin().await;
    let neighbour = world.another_account().await;
    let stranger = neighbour.add_person("them@globex.example", Role::Planner, &[]).await.to_string();
    let absent = "018f0000-0000-7000-8000-000000000000";
    let foreign = deactivate(&mut admin, &stranger).await.unwrap_err();
    let missing = deactivate(&mut admin, absent).await.unwrap_err();
    assert_eq!(foreign.code(), Code::NotFound);
    assert_eq!(foreign.everything(), missing.everything());
    let foreign = renew(&mut admin, &stranger).await.unwrap_err();
    assert_eq!(foreign.everything(), renew(&mut admin, absent).await.unwrap_err().everything());
    let mut them = user(&mut admin, "admin@acme.example").await;
    (them.id, them.etag) = (stranger, String::new());
    assert_eq!(update(&mut admin, them, &["name"]).await.unwrap_err().everything(), missing.everything());
}
