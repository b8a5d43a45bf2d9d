//! Begins, continues and ends sessions. The refresh token travels in a cookie, never in a message.

use kadans_proto::v1::{
    RedeemInvitationRequest, RedeemInvitationResponse, RefreshSessionRequest, RefreshSessionResponse, SignInRequest,
    SignInResponse, SignOutResponse,
};
use tonic::{Request, Response, Status, metadata::MetadataMap};
use zeroize::Zeroizing;

use super::{Answer, SessionRpc, password, render};
use crate::{
    auth::{
        caller::Caller,
        cookie::refresh_token,
        email::NotAnEmail,
        gate::{Call, client_address},
        sign_in::{Chosen, Continued, SESSION_LIFE},
    },
    rpc::{
        error::RpcError,
        read::{Reader, timestamp},
    },
};

const LONGEST_NAME: usize = 200;

impl SessionRpc {
    pub(super) async fn with_password(&self, request: Request<SignInRequest>) -> Answer<SignInResponse> {
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
        let message = SignInResponse {
            access_token,
            access_token_expire_time: Some(timestamp(access_token_expires_at)),
            session: Some(render::session(facts)),
        };
        Ok(self.with_new_cookie(&refresh_token, message))
    }

    pub(super) async fn with_cookie(&self, request: &Request<RefreshSessionRequest>) -> Answer<RefreshSessionResponse> {
        let token = required_cookie(request.metadata())?;
        let continued = self.sign_in.refresh(&token, Call::from(request).origin()).await;
        let continued = continued.map_err(|error| self.not_refreshed(error))?;
        let Continued { access_token, access_token_expires_at, refresh_token, facts } = continued;
        let message = RefreshSessionResponse {
            access_token,
            access_token_expire_time: Some(timestamp(access_token_expires_at)),
            session: Some(render::session(facts)),
        };
        Ok(self.with_new_cookie(&refresh_token, message))
    }

    pub(super) async fn with_invitation(
        &self,
        request: Request<RedeemInvitationRequest>,
    ) -> Answer<RedeemInvitationResponse> {
        let origin = Call::from(&request).origin();
        let request = request.into_inner();
        let mut reader = Reader::new();
        if request.token.is_empty() {
            reader.refuse("token", "REQUIRED", "must be the secret from the invitation link");
        }
        let email = Some(request.email.trim()).filter(|email| !email.is_empty());
        let email = email.and_then(|email| {
            email.parse().map_err(|error: NotAnEmail| reader.refuse("email", "NOT_AN_EMAIL", error.to_string())).ok()
        });
        let name = reader.optional_text("name", &request.name, LONGEST_NAME);
        let password = password::read(&mut reader, "password", &request.password);
        let password = reader.finish_with(password)?;
        let chosen = Chosen { email, name: Some(name).filter(|name| !name.is_empty()), password };
        let continued = self.sign_in.with_invitation(&request.token, chosen, origin).await?;
        let Continued { access_token, access_token_expires_at, refresh_token, facts } = continued;
        let message = RedeemInvitationResponse {
            access_token,
            access_token_expire_time: Some(timestamp(access_token_expires_at)),
            session: Some(render::session(facts)),
        };
        Ok(self.with_new_cookie(&refresh_token, message))
    }

    pub(super) async fn leave(&self, caller: &Caller) -> Answer<SignOutResponse> {
        self.sign_in.sign_out(caller.account, caller.session).await?;
        let mut response = Response::new(SignOutResponse {});
        self.cookie.clear(response.metadata_mut());
        Ok(response)
    }

    /// A response with the refresh cookie beside it.
    fn with_new_cookie<T>(&self, refresh_token: &str, message: T) -> Response<T> {
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

fn required_cookie(metadata: &MetadataMap) -> Result<Zeroizing<String>, RpcError> {
    let absent = RpcError::Unauthenticated { reason: "NO_SESSION", message: "nobody is signed in: sign in first" };
    refresh_token(metadata).filter(|token| !token.is_empty()).ok_or(absent)
}
