//! The rows of the session service.

use kadans_proto::v1::{
    GetSessionRequest, RedeemInvitationRequest, RefreshSessionRequest, SignInRequest, SignOutRequest,
};

use super::row::Row;

pub(super) fn rows() -> Vec<Row> {
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
        Row::of("SessionService/GetSession", "signed-in", |_| GetSessionRequest {}).names_nothing(),
        Row::of("SessionService/SignOut", "signed-in", |_| SignOutRequest {}).names_nothing().signs_out(),
    ]
}
