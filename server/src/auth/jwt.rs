//! Access tokens: JWTs that only this server's own keys sign (RFC 8725, RFC 9068).

use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::domain::{
    ids::AccountId,
    instant::{Instant, Span},
};

const ISSUER: &str = "kadans";
const AUDIENCE: &str = "kadans";
const TYPE: &str = "at+jwt";

/// Length of a token that is looked at; ours are less than half as long.
const LONGEST: usize = 2048;

/// How far the clocks of replicas may lie apart: a token just issued by one must not be *not yet valid* on the next.
/// It does not lengthen a token's life.
const CLOCK_SKEW: Span = Span::from_secs(5);

/// What an access token says: who, in which account, by which session, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The account.
    pub account: AccountId,
    /// The person or program.
    pub principal: Uuid,
    /// The session, without which the token does not hold.
    pub session: Uuid,
    /// From when on it does not hold; tokens count in whole seconds.
    pub expires_at: Instant,
}

/// Why an access token does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is not one of ours, or was tampered with.
    #[error("the access token is not valid")]
    Invalid,
    /// It was one of ours.
    #[error("the access token has expired")]
    Expired,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    exp: i64,
    nbf: i64,
    iat: i64,
    account: AccountId,
    sid: Uuid,
}

/// A key that signs and verifies access tokens.
pub(crate) struct SigningKey {
    id: Uuid,
    header: Header,
    signs: EncodingKey,
    verifies: DecodingKey,
    public_key: [u8; 32],
}

impl SigningKey {
    /// The Ed25519 key made of 32 random bytes.
    pub(crate) fn new(id: Uuid, seed: &Zeroizing<[u8; 32]>) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let der = key.to_pkcs8_der().expect("an Ed25519 key always has a PKCS #8 form");
        let public_key = key.verifying_key().to_bytes();
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(id.to_string());
        Self {
            id,
            header,
            signs: EncodingKey::from_ed_der(der.as_bytes()),
            verifies: DecodingKey::from_ed_der(&public_key),
            public_key,
        }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.id
    }

    pub(crate) fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// An access token that says this.
    pub(crate) fn sign(&self, grant: &Grant, now: Instant) -> String {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: grant.principal,
            exp: grant.expires_at.floor_secs(),
            nbf: now.floor_secs(),
            iat: now.floor_secs(),
            account: grant.account,
            sid: grant.session,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signs)
            .expect("claims are plain JSON, and the key was made for this algorithm")
    }

    /// What a token says, if this key signed it and it holds now.
    pub(crate) fn verify(&self, token: &str, now: Instant) -> Result<Grant, TokenError> {
        let decoded = jsonwebtoken::decode::<Claims>(token, &self.verifies, &rules());
        let decoded = decoded.map_err(|_| TokenError::Invalid)?;
        // Our headers say exactly this. Whatever else a header may ask for (`crit`, `jku`, `jwk`, another type) is
        // refused rather than passed over.
        if decoded.header != self.header {
            return Err(TokenError::Invalid);
        }
        let claims = decoded.claims;
        let starts_at = Instant::from_secs(claims.nbf.max(claims.iat));
        if starts_at > now + CLOCK_SKEW || claims.exp <= claims.nbf {
            return Err(TokenError::Invalid);
        }
        let expires_at = Instant::from_secs(claims.exp);
        if expires_at <= now {
            return Err(TokenError::Expired);
        }
        Ok(Grant { account: claims.account, principal: claims.sub, session: claims.sid, expires_at })
    }
}

/// The key a token says it was signed with. Nothing else of the token may be believed yet.
pub(crate) fn key_id(token: &str) -> Result<Uuid, TokenError> {
    if token.len() > LONGEST {
        return Err(TokenError::Invalid);
    }
    let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Invalid)?;
    header.kid.and_then(|kid| kid.parse().ok()).ok_or(TokenError::Invalid)
}

fn rules() -> Validation {
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
    // The library asks the machine's clock; we compare with the one we were given.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    rules.leeway = 0;
    rules
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({}, [redacted])", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> Grant {
        Grant {
            account: AccountId::new(Uuid::from_u128(3)),
            principal: Uuid::from_u128(4),
            session: Uuid::from_u128(5),
            expires_at: Instant::from_secs(1_600),
        }
    }

    #[test]
    fn a_token_says_what_was_granted_until_the_second_it_expires() {
        let key = SigningKey::new(Uuid::from_u128(1), &Zeroizing::new([7; 32]));
        let token = key.sign(&grant(), Instant::from_secs(1_000));
        assert_eq!(key_id(&token), Ok(key.id()));
        assert_eq!(key.verify(&token, Instant::from_secs(1_000)), Ok(grant()));
        assert_eq!(key.verify(&token, Instant::from_micros(1_599_999_999)), Ok(grant()));
        assert_eq!(key.verify(&token, Instant::from_secs(1_600)), Err(TokenError::Expired));
    }

    #[test]
    fn a_token_holds_on_a_replica_whose_clock_is_a_little_behind() {
        let key = SigningKey::new(Uuid::from_u128(1), &Zeroizing::new([7; 32]));
        let token = key.sign(&grant(), Instant::from_secs(1_000));
        assert_eq!(key.verify(&token, Instant::from_secs(995)), Ok(grant()));
        assert_eq!(key.verify(&token, Instant::from_secs(994)), Err(TokenError::Invalid));
    }

    #[test]
    fn a_token_of_another_key_with_the_same_id_does_not_hold() {
        let key = SigningKey::new(Uuid::from_u128(1), &Zeroizing::new([7; 32]));
        let other = SigningKey::new(Uuid::from_u128(1), &Zeroizing::new([8; 32]));
        assert_eq!(
            key.verify(&other.sign(&grant(), Instant::from_secs(1_000)), Instant::from_secs(1_000)),
            Err(TokenError::Invalid)
        );
    }

    #[test]
    fn tokens_stay_far_below_the_length_that_is_looked_at() {
        let key = SigningKey::new(Uuid::from_u128(u128::MAX), &Zeroizing::new([7; 32]));
        let grant = Grant { expires_at: Instant::MAX, ..grant() };
        assert!(key.sign(&grant, Instant::MAX).len() < LONGEST / 2);
    }
}
