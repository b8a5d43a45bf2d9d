//! Short words for what admins do with people.

use kadans_proto::v1::{
    AuditEvent, DeactivateUserRequest, InviteUserRequest, InviteUserResponse, ListAuditEventsRequest, ListUsersRequest,
    RedeemInvitationRequest, RedeemInvitationResponse, RenewInvitationRequest, Role, UpdateUserRequest, User,
};
use kadans_tests::{clients::Clients, world::World};
use prost_types::FieldMask;
use tonic::{Request, Response, Status};

/// The password that invited people choose.
pub(super) const CHOSEN: &str = "a stapler for each horse";

/// A request that came by a proxy on this machine from this address.
pub(super) fn from<T>(address: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("x-forwarded-for", address.parse().unwrap());
    request
}

/// The secret in an invitation link.
pub(super) fn secret(link: &str) -> String {
    let (page, secret) = link.split_once('#').expect("the secret stands where browsers don't send it");
    assert!(page.ends_with("/welcome"), "{link}");
    secret.to_owned()
}

pub(super) async fn invite(
    admin: &mut Clients,
    email: &str,
    role: Role,
    units: &[&str],
) -> Result<InviteUserResponse, Status> {
    let request = InviteUserRequest {
        email: email.to_owned(),
        name: "Sara".to_owned(),
        roles: vec![role.into()],
        planning_unit_ids: units.iter().map(|unit| (*unit).to_owned()).collect(),
    };
    Ok(admin.sessions.invite_user(from("192.0.2.7", request)).await?.into_inner())
}

pub(super) async fn renew(admin: &mut Clients, user: &str) -> Result<String, Status> {
    let request = RenewInvitationRequest { user_id: user.to_owned() };
    Ok(admin.sessions.renew_invitation(request).await?.into_inner().invitation_url)
}

pub(super) async fn redeem(
    world: &World,
    link: &str,
    password: &str,
) -> Result<Response<RedeemInvitationResponse>, Status> {
    let request = RedeemInvitationRequest {
        token: secret(link),
        email: String::new(),
        name: String::new(),
        password: password.to_owned(),
    };
    world.stranger().await.sessions.redeem_invitation(from("192.0.2.8", request)).await
}

pub(super) async fn users(admin: &mut Clients) -> Vec<User> {
    admin.sessions.list_users(ListUsersRequest::default()).await.unwrap().into_inner().users
}

pub(super) async fn user(admin: &mut Clients, email: &str) -> User {
    let users = users(admin).await;
    users.into_iter().find(|user| user.email == email).unwrap_or_else(|| panic!("{email} is listed"))
}

pub(super) async fn update(admin: &mut Clients, user: User, fields: &[&str]) -> Result<User, Status> {
    let paths = fields.iter().map(|field| (*field).to_owned()).collect();
    let request = UpdateUserRequest { user: Some(user), update_mask: Some(FieldMask { paths }) };
    Ok(admin.sessions.update_user(request).await?.into_inner().user.unwrap())
}

pub(super) async fn deactivate(admin: &mut Clients, user: &str) -> Result<User, Status> {
    let request = DeactivateUserRequest { id: user.to_owned() };
    Ok(admin.sessions.deactivate_user(request).await?.into_inner().user.unwrap())
}

/// What is on record, the newest first.
pub(super) async fn record(admin: &mut Clients, request: ListAuditEventsRequest) -> Vec<AuditEvent> {
    admin.sessions.list_audit_events(request).await.unwrap().into_inner().audit_events
}
