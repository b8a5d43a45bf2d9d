//! Invites people, and makes new links for those whose link was lost or whose password was forgotten.

use kadans_proto::v1::{InviteUserRequest, InviteUserResponse, RenewInvitationRequest, RenewInvitationResponse};

use super::{
    render,
    users::{LONGEST_NAME, read_roles, read_units},
};
use crate::{
    auth::{
        caller::{Caller, Role},
        email::{Email, NotAnEmail},
        invitations::{self, NewPerson},
    },
    rpc::{
        error::RpcError,
        read::{Reader, timestamp},
        taken::USER_EMAIL,
    },
    store::{Store, principals::PrincipalKind},
};

pub(super) async fn invite(
    store: &Store,
    public_url: &str,
    caller: &Caller,
    request: InviteUserRequest,
) -> Result<InviteUserResponse, RpcError> {
    let mut reader = Reader::new();
    let email = read_email(&mut reader, &request.email);
    if let Some(email) = &email
        && store.email_is_taken(email.as_str()).await?
    {
        USER_EMAIL.refuse(&mut reader);
    }
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let roles = read_roles(&mut reader, "roles", PrincipalKind::Person, &request.roles);
    let ids = &request.planning_unit_ids;
    let planning_units = read_units(&mut reader, store, caller, "planning_unit_ids", ids).await?;
    if roles == [Role::Supervisor] && ids.is_empty() {
        let description = "a supervisor sees only the planning units named here: name at least one";
        reader.refuse("planning_unit_ids", "REQUIRED", description);
    }
    let email = reader.finish_with(email)?;
    let person = NewPerson { email, name, roles, planning_units };
    let invited = invitations::invite(store, caller.author(), person).await;
    let (user, invitation) = invited.map_err(|error| USER_EMAIL.explain(error))?;
    Ok(InviteUserResponse {
        user: Some(render::user(user)),
        invitation_url: invitation.link(public_url).to_string(),
        expire_time: Some(timestamp(invitation.expires_at)),
    })
}

pub(super) async fn renew(
    store: &Store,
    public_url: &str,
    caller: &Caller,
    request: RenewInvitationRequest,
) -> Result<RenewInvitationResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("user_id", &request.user_id);
    let id = reader.finish_with(id)?;
    let invitation = invitations::renew(store, caller.author(), id).await?;
    Ok(RenewInvitationResponse {
        invitation_url: invitation.link(public_url).to_string(),
        expire_time: Some(timestamp(invitation.expires_at)),
    })
}

fn read_email(reader: &mut Reader, text: &str) -> Option<Email> {
    if text.trim().is_empty() {
        reader.refuse("email", "REQUIRED", "must be the e-mail address to sign in with");
        return None;
    }
    text.parse().map_err(|error: NotAnEmail| reader.refuse("email", "NOT_AN_EMAIL", error.to_string())).ok()
}
