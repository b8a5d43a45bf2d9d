//! The session service: reads requests, signs people in and out, and renders who is signed in.

use kadans_proto::v1::{self as wire, session_service_server::SessionService};
use tonic::{Request, Response, Status, metadata::MetadataMap};

use super::{
    error::RpcError,
    read::{Reader, timestamp},
};
use crate::{
    auth::{
        caller::{Role, UnitScope},
        cookie::{RefreshCookie, refresh_token},
        email::{Email, NotAnEmail},
        gate::{Gate, client_address},
        passwords::Password,
        sign_in::{Continued, SESSION_LIFE, SessionFacts, SignIn},
    },
    store::accounts::Edition,
};

/// `kadans.v1.SessionService`.
#[derive(Clone, Debug)]
pub struct Sessions {
    gate: Gate,
    sign_in: SignIn,
    cookie: RefreshCookie,
}

impl Sessions {
    /// The service.
    pub fn new(gate: Gate, sign_in: SignIn, cookie: RefreshCookie) -> Self {
        Self { gate, sign_in, cookie }
    }

    /// A response with the refresh cookie beside it.
    fn continued<T>(&self, refresh_token: &str, message: T) -> Response<T> {
        let mut response = Response::new(message);
        self.cookie.set(response.metadata_mut(), refresh_token, SESSION_LIFE.whole_secs());
        response
    }

    /// The failure of a refresh. A cookie that can't be used again is taken away; after a mere outage it still holds.
    fn not_refreshed(&self, error: RpcError) -> Status {
        let ended = matches!(error, RpcError::Unauthenticated { .. });
        let mut status = Status::from(error);
        if ended {
            self.cookie.clear(status.metadata_mut());
        }
        status
    }
}

#[tonic::async_trait]
impl SessionService for Sessions {
    async fn sign_in(&self, request: Request<wire::SignInRequest>) -> Result<Response<wire::SignInResponse>, Status> {
        let address = client_address(&request);
        let request = request.into_inner();
        let mut reader = Reader::new();
        if request.email.trim().is_empty() {
            reader.refuse("email", "REQUIRED", "must not be empty");
        }
        if request.password.is_empty() {
            reader.refuse("password", "REQUIRED", "must not be empty");
        }
        reader.finish()?;
        let continued = self.sign_in.with_password(&request.email, &request.password, address).await?;
        let Continued { access_token, access_token_expires_at, refresh_token, facts } = continued;
        let message = wire::SignInResponse {
            access_token,
            access_token_expire_time: Some(timestamp(access_token_expires_at)),
            session: Some(render(facts)),
        };
        Ok(self.continued(&refresh_token, message))
    }

    async fn refresh_session(
        &self,
        request: Request<wire::RefreshSessionRequest>,
    ) -> Result<Response<wire::RefreshSessionResponse>, Status> {
        let token = required_cookie(request.metadata())?;
        let continued = self.sign_in.refresh(&token).await.map_err(|error| self.not_refreshed(error))?;
        let Continued { access_token, access_token_expires_at, refresh_token, facts } = continued;
        let message = wire::RefreshSessionResponse {
            access_token,
            access_token_expire_time: Some(timestamp(access_token_expires_at)),
            session: Some(render(facts)),
        };
        Ok(self.continued(&refresh_token, message))
    }

    async fn sign_out(
        &self,
        request: Request<wire::SignOutRequest>,
    ) -> Result<Response<wire::SignOutResponse>, Status> {
        let caller = self.gate.admit(&request, "SessionService/SignOut").await?;
        self.sign_in.sign_out(caller.account, caller.session).await?;
        let mut response = Response::new(wire::SignOutResponse {});
        self.cookie.clear(response.metadata_mut());
        Ok(response)
    }

    async fn get_session(
        &self,
        request: Request<wire::GetSessionRequest>,
    ) -> Result<Response<wire::GetSessionResponse>, Status> {
        let caller = self.gate.admit(&request, "SessionService/GetSession").await?;
        let facts = self.sign_in.facts(caller.session).await?;
        Ok(Response::new(wire::GetSessionResponse { session: Some(render(facts)) }))
    }

    async fn redeem_invitation(
        &self,
        request: Request<wire::RedeemInvitationRequest>,
    ) -> Result<Response<wire::RedeemInvitationResponse>, Status> {
        let request = request.into_inner();
        let mut reader = Reader::new();
        if request.token.is_empty() {
            reader.refuse("token", "REQUIRED", "must be the secret from the invitation link");
        }
        let email = read_email(&mut reader, &request.email);
        let name = reader.text("name", &request.name, 200);
        let password = Password::chosen(&request.password);
        if let Err(unfit) = &password {
            reader.refuse("password", "UNFIT_PASSWORD", unfit.to_string());
        }
        reader.finish()?;
        let password = password.map_err(|unfit| RpcError::field("password", "UNFIT_PASSWORD", unfit.to_string()))?;
        let continued = self.sign_in.with_invitation(&request.token, email, name, password).await?;
        let Continued { access_token, access_token_expires_at, refresh_token, facts } = continued;
        let message = wire::RedeemInvitationResponse {
            access_token,
            access_token_expire_time: Some(timestamp(access_token_expires_at)),
            session: Some(render(facts)),
        };
        Ok(self.continued(&refresh_token, message))
    }

    async fn change_password(
        &self,
        _: Request<kadans_proto::v1::ChangePasswordRequest>,
    ) -> Result<Response<kadans_proto::v1::ChangePasswordResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn list_users(
        &self,
        _: Request<kadans_proto::v1::ListUsersRequest>,
    ) -> Result<Response<kadans_proto::v1::ListUsersResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn invite_user(
        &self,
        _: Request<kadans_proto::v1::InviteUserRequest>,
    ) -> Result<Response<kadans_proto::v1::InviteUserResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn renew_invitation(
        &self,
        _: Request<kadans_proto::v1::RenewInvitationRequest>,
    ) -> Result<Response<kadans_proto::v1::RenewInvitationResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn update_user(
        &self,
        _: Request<kadans_proto::v1::UpdateUserRequest>,
    ) -> Result<Response<kadans_proto::v1::UpdateUserResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn deactivate_user(
        &self,
        _: Request<kadans_proto::v1::DeactivateUserRequest>,
    ) -> Result<Response<kadans_proto::v1::DeactivateUserResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn reactivate_user(
        &self,
        _: Request<kadans_proto::v1::ReactivateUserRequest>,
    ) -> Result<Response<kadans_proto::v1::ReactivateUserResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn list_audit_events(
        &self,
        _: Request<kadans_proto::v1::ListAuditEventsRequest>,
    ) -> Result<Response<kadans_proto::v1::ListAuditEventsResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }
}

fn required_cookie(metadata: &MetadataMap) -> Result<zeroize::Zeroizing<String>, RpcError> {
    let absent = RpcError::Unauthenticated { reason: "NO_SESSION", message: "nobody is signed in: sign in first" };
    refresh_token(metadata).filter(|token| !token.is_empty()).ok_or(absent)
}

fn read_email(reader: &mut Reader, text: &str) -> Option<Email> {
    if text.trim().is_empty() {
        return None;
    }
    let email = text.parse();
    email.map_err(|error: NotAnEmail| reader.refuse("email", "NOT_AN_EMAIL", error.to_string())).ok()
}

fn render(facts: SessionFacts) -> wire::Session {
    let SessionFacts { session, account } = facts;
    let roles = Role::known(&session.principal.roles);
    let limits = match UnitScope::of(&roles, &session.principal.planning_units) {
        UnitScope::All => Vec::new(),
        UnitScope::Only(units) => units.iter().map(ToString::to_string).collect(),
    };
    let edition = match account.edition {
        Edition::Basic => wire::Edition::Basic,
        Edition::Advanced => wire::Edition::Advanced,
        Edition::Enterprise => wire::Edition::Enterprise,
    };
    wire::Session {
        id: session.id.to_string(),
        principal: Some(wire::Principal {
            id: session.principal.id.to_string(),
            name: session.principal.name,
            email: session.principal.email.unwrap_or_default(),
            roles: roles.into_iter().map(|role| wire_role(role).into()).collect(),
            planning_unit_ids: limits,
        }),
        account: Some(wire::Account {
            id: account.id.to_string(),
            name: account.name,
            edition: edition.into(),
            time_zone: account.zone,
        }),
        create_time: Some(timestamp(session.created_at)),
    }
}

fn wire_role(role: Role) -> wire::Role {
    match role {
        Role::Admin => wire::Role::Admin,
        Role::Planner => wire::Role::Planner,
        Role::Supervisor => wire::Role::Supervisor,
        Role::Service => wire::Role::Service,
    }
}
