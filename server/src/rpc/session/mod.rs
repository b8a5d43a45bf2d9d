//! `SessionService`: signs people in and out, says who may do so, and who changed what.

mod audit;
mod invitations;
mod password;
mod render;
mod sign_in;
#[cfg(test)]
mod tests;
mod users;

use std::sync::Arc;

use kadans_proto::v1::{
    ChangePasswordRequest, ChangePasswordResponse, DeactivateUserRequest, DeactivateUserResponse, GetSessionRequest,
    GetSessionResponse, InviteUserRequest, InviteUserResponse, ListAuditEventsRequest, ListAuditEventsResponse,
    ListUsersRequest, ListUsersResponse, ReactivateUserRequest, ReactivateUserResponse, RedeemInvitationRequest,
    RedeemInvitationResponse, RefreshSessionRequest, RefreshSessionResponse, RenewInvitationRequest,
    RenewInvitationResponse, SignInRequest, SignInResponse, SignOutRequest, SignOutResponse, UpdateUserRequest,
    UpdateUserResponse, session_service_server::SessionService,
};
use tonic::{Request, Response, Status};

use super::page::Pages;
use crate::{
    auth::{cookie::RefreshCookie, gate::Gate, sign_in::SignIn},
    store::Store,
};

type Answer<T> = Result<Response<T>, Status>;

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SessionRpc {
    store: Store,
    gate: Gate,
    pages: Pages,
    sign_in: SignIn,
    cookie: RefreshCookie,
    public_url: Arc<str>,
}

impl SessionRpc {
    /// The service. `public_url` is how the world reaches this server, such as `https://kadans.example`.
    pub fn new(store: Store, gate: Gate, pages: Pages, sign_in: SignIn, public_url: &str) -> Self {
        let cookie = RefreshCookie::for_url(Some(public_url));
        Self { store, gate, pages, sign_in, cookie, public_url: public_url.into() }
    }
}

#[tonic::async_trait]
impl SessionService for SessionRpc {
    async fn sign_in(&self, request: Request<SignInRequest>) -> Answer<SignInResponse> {
        self.with_password(request).await
    }

    async fn refresh_session(&self, request: Request<RefreshSessionRequest>) -> Answer<RefreshSessionResponse> {
        self.with_cookie(&request).await
    }

    async fn sign_out(&self, request: Request<SignOutRequest>) -> Answer<SignOutResponse> {
        let caller = self.gate.admit(&request, "SessionService/SignOut").await?;
        self.leave(&caller).await
    }

    async fn get_session(&self, request: Request<GetSessionRequest>) -> Answer<GetSessionResponse> {
        let caller = self.gate.admit(&request, "SessionService/GetSession").await?;
        let facts = self.sign_in.facts(caller.session).await?;
        Ok(Response::new(GetSessionResponse { session: Some(render::session(facts)) }))
    }

    async fn redeem_invitation(&self, request: Request<RedeemInvitationRequest>) -> Answer<RedeemInvitationResponse> {
        self.with_invitation(request).await
    }

    async fn change_password(&self, request: Request<ChangePasswordRequest>) -> Answer<ChangePasswordResponse> {
        let caller = self.gate.admit(&request, "SessionService/ChangePassword").await?;
        Ok(Response::new(password::change(&self.sign_in, &caller, request.into_inner()).await?))
    }

    async fn list_users(&self, request: Request<ListUsersRequest>) -> Answer<ListUsersResponse> {
        let caller = self.gate.admit(&request, "SessionService/ListUsers").await?;
        Ok(Response::new(users::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn invite_user(&self, request: Request<InviteUserRequest>) -> Answer<InviteUserResponse> {
        let caller = self.gate.admit(&request, "SessionService/InviteUser").await?;
        Ok(Response::new(invitations::invite(&self.store, &self.public_url, &caller, request.into_inner()).await?))
    }

    async fn renew_invitation(&self, request: Request<RenewInvitationRequest>) -> Answer<RenewInvitationResponse> {
        let caller = self.gate.admit(&request, "SessionService/RenewInvitation").await?;
        Ok(Response::new(invitations::renew(&self.store, &self.public_url, &caller, request.into_inner()).await?))
    }

    async fn update_user(&self, request: Request<UpdateUserRequest>) -> Answer<UpdateUserResponse> {
        let caller = self.gate.admit(&request, "SessionService/UpdateUser").await?;
        Ok(Response::new(users::update(&self.store, &self.gate, &caller, request.into_inner()).await?))
    }

    async fn deactivate_user(&self, request: Request<DeactivateUserRequest>) -> Answer<DeactivateUserResponse> {
        let caller = self.gate.admit(&request, "SessionService/DeactivateUser").await?;
        Ok(Response::new(users::deactivate(&self.store, &self.gate, &caller, request.into_inner()).await?))
    }

    async fn reactivate_user(&self, request: Request<ReactivateUserRequest>) -> Answer<ReactivateUserResponse> {
        let caller = self.gate.admit(&request, "SessionService/ReactivateUser").await?;
        Ok(Response::new(users::reactivate(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_audit_events(&self, request: Request<ListAuditEventsRequest>) -> Answer<ListAuditEventsResponse> {
        let caller = self.gate.admit(&request, "SessionService/ListAuditEvents").await?;
        Ok(Response::new(audit::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }
}
