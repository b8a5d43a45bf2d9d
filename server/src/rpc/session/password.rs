//! Changes the caller's password.

use kadans_proto::v1::{ChangePasswordRequest, ChangePasswordResponse};

use crate::{
    auth::{caller::Caller, passwords::Password, sign_in::SignIn},
    rpc::{error::RpcError, read::Reader},
};

/// Reads a password somebody chooses.
pub(super) fn read(reader: &mut Reader, field: &str, text: &str) -> Option<Password> {
    Password::chosen(text).map_err(|unfit| reader.refuse(field, "UNFIT_PASSWORD", unfit.to_string())).ok()
}

pub(super) async fn change(
    sign_in: &SignIn,
    caller: &Caller,
    request: ChangePasswordRequest,
) -> Result<ChangePasswordResponse, RpcError> {
    let mut reader = Reader::new();
    let present = if request.present_password.is_empty() {
        reader.refuse("present_password", "REQUIRED", "must not be empty");
        None
    } else {
        let present = sign_in.confirm(caller, &request.present_password).await?;
        if present.is_none() {
            reader.refuse("present_password", "WRONG_PASSWORD", "is not your present password");
        }
        present
    };
    let new = read(&mut reader, "new_password", &request.new_password);
    let (present, new) = reader.finish_with(present.zip(new))?;
    sign_in.change_password(caller, present, new).await?;
    Ok(ChangePasswordResponse {})
}
