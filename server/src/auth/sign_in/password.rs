//! Changing one's password.

use super::{SignIn, subjects};
use crate::{
    auth::{caller::Caller, gate::SESSION_ENDED, passwords::Password},
    rpc::error::RpcError,
    store::{
        StoreError,
        principals::{NewPassword, UserRule},
    },
};

impl SignIn {
    /// Whether this is the caller's password, for asking once more before something that a stolen token must not be
    /// enough for. Wrong tries count as those of signing in do. Gives the hash it was checked against.
    pub async fn confirm(&self, caller: &Caller, password: &str) -> Result<Option<String>, RpcError> {
        let person = self.0.store.live_session(caller.session).await?.ok_or(SESSION_ENDED)?.principal;
        let Some(email) = person.email else { return Err(StoreError::from(UserRule::Program).into()) };
        let subjects = subjects(Some(&email), caller.origin.address);
        self.0.throttle.count(&subjects).map_err(|retry_after| RpcError::Throttled { retry_after })?;
        let Some(password) = Password::presented(password) else { return Ok(None) };
        let right = self.0.passwords.verify(password, person.password_hash.clone()).await;
        if !matches!(right, Ok(false)) {
            self.0.throttle.take_back(&subjects);
        }
        let right = right?;
        Ok(person.password_hash.filter(|_| right))
    }

    /// Gives the caller another password. Their other sessions end.
    pub async fn change_password(&self, caller: &Caller, checked: String, new: Password) -> Result<(), RpcError> {
        let hash = self.0.passwords.hash(new).await?;
        let new = NewPassword { checked: Some(checked), hash, keep_session: Some(caller.session) };
        self.0.store.change_password(caller.author(), caller.principal, new).await?;
        self.0.gate.forget_principal(caller.principal);
        Ok(())
    }
}
