//! The rows of the session service.

use kadans_proto::v1::{
    ChangePasswordRequest, DeactivateUserRequest, GetSessionRequest, InviteUserRequest, ListAuditEventsRequest,
    ListUsersRequest, ReactivateUserRequest, RedeemInvitationRequest, RefreshSessionRequest, RenewInvitationRequest,
    Role, SignInRequest, SignOutRequest, UpdateUserRequest, User,
};

use super::{
    row::Row,
    things::{mask, new_name},
};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = of_users();
    rows.extend(of_sessions());
    rows
}

fn of_users() -> Vec<Row> {
    vec![
        Row::of("SessionService/ListUsers", "admin", |_| ListUsersRequest::default()).names_nothing(),
        Row::of("SessionService/InviteUser", "admin", |ids| InviteUserRequest {
            email: format!("{}@kadans.example", new_name()),
            name: "Zoé".to_owned(),
            roles: vec![Role::Supervisor.into()],
            planning_unit_ids: vec![ids.unit.clone()],
        }),
        Row::of("SessionService/RenewInvitation", "admin", |ids| RenewInvitationRequest {
            user_id: ids.person.clone(),
        }),
        Row::of("SessionService/UpdateUser", "admin", |ids| UpdateUserRequest {
            user: Some(User { id: ids.person.clone(), name: "Zoé".to_owned(), ..User::default() }),
            update_mask: mask("name"),
        }),
        Row::of("SessionService/UpdateUser", "admin", |ids| UpdateUserRequest {
            user: Some(User {
                id: ids.own.person.clone(),
                planning_unit_ids: vec![ids.unit.clone()],
                ..User::default()
            }),
            update_mask: mask("planning_unit_ids"),
        }),
        Row::of("SessionService/DeactivateUser", "admin", |ids| DeactivateUserRequest { id: ids.person.clone() })
            .consumes(),
        Row::of("SessionService/ReactivateUser", "admin", |ids| ReactivateUserRequest { id: ids.person.clone() }),
        Row::of("SessionService/ListAuditEvents", "admin", |_| ListAuditEventsRequest::default()).names_nothing(),
    ]
}

fn of_sessions() -> Vec<Row> {
    vec![
        Row::of("SessionService/SignIn", "anybody", |_| SignInRequest::default())
            .names_nothing()
            .refused_with("INVALID_REQUEST"),
        Row::of("SessionService/RefreshSession", "anybody", |_| RefreshSessionRequest {})
            .names_nothing()
            .refused_with("NO_SESSION"),
        Row::of("SessionService/RedeemInvitation", "anybody", |_| RedeemInvitationRequest::default())
            .names_nothing()
            .refused_with("INVALID_REQUEST"),
        Row::of("SessionService/ChangePassword", "signed-in", |_| ChangePasswordRequest::default())
            .names_nothing()
            .refused_with("INVALID_REQUEST"),
        Row::of("SessionService/GetSession", "signed-in", |_| GetSessionRequest {}).names_nothing(),
        Row::of("SessionService/SignOut", "signed-in", |_| SignOutRequest {}).names_nothing().signs_out(),
    ]
}
