//! Refresh tokens: each holds once, and one that is used a second time tells that somebody has a copy.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{LiveSession, lives};
use crate::{
    domain::{
        ids::AccountId,
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError,
        audit::{Author, Deed, record},
        entity::{principal, session},
    },
};

/// A token that was replaced less than this ago may be presented again: the answer with the next one may have got
/// lost, as when a page is loaded again in the middle of a refresh.
pub const REFRESH_GRACE: Span = Span::from_secs(10);

/// A refresh token that somebody shows.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Whose session it says it is.
    pub session: Uuid,
    /// SHA-256 of its secret.
    pub hash: [u8; 32],
    /// SHA-256 of the secret that takes its place.
    pub next_hash: [u8; 32],
    /// When the session ends then, unless it is refreshed again.
    pub expires_at: Instant,
    /// The address it was shown from.
    pub address: Option<std::net::IpAddr>,
    /// Id of the request.
    pub request_id: String,
}

/// What came of showing a refresh token.
#[derive(Clone, Debug)]
pub enum Rotation {
    /// It was the one that held, or the one just before it; now the next one does, and no other.
    Rotated(Box<LiveSession>),
    /// The session lived but the token was neither: somebody has a copy of one that was used. The session has been
    /// ended, which is on record.
    Reused,
    /// There is no such session any more.
    Gone,
}

/// What a presented token is to its session.
enum Place {
    Holds,
    JustReplaced,
    Used,
}

impl Store {
    /// Replaces the refresh token of a session by the next one.
    pub async fn rotate_refresh_token(&self, presented: Presented) -> Result<Rotation, StoreError> {
        let now = self.clock().now();
        let id = presented.session;
        // A made-up token must not cost a transaction.
        if self.live_session(id).await?.is_none() {
            return Ok(Rotation::Gone);
        }
        let rotated =
            self.write(move |transaction| Box::pin(async move { rotate(transaction, presented, now).await })).await?;
        match rotated {
            Some(Place::Holds | Place::JustReplaced) => {
                Ok(self.live_session(id).await?.map_or(Rotation::Gone, |session| Rotation::Rotated(Box::new(session))))
            }
            Some(Place::Used) => Ok(Rotation::Reused),
            None => Ok(Rotation::Gone),
        }
    }
}

async fn rotate(
    transaction: &DatabaseTransaction,
    presented: Presented,
    now: Instant,
) -> Result<Option<Place>, StoreError> {
    // Locked, so that of two calls with the same token one finds what the other has done.
    let row = session::Entity::find_by_id(presented.session).filter(lives(now)).lock_exclusive().one(transaction);
    let Some(row) = row.await? else { return Ok(None) };
    // The token of a program has no refresh token that could have been copied.
    let Some(place) = place(&row, &presented.hash, now) else { return Ok(None) };
    let mut change = session::ActiveModel { id: Set(row.id), ..session::ActiveModel::default() };
    match place {
        Place::Holds => {
            change.previous_refresh_hash = Set(row.refresh_hash);
            change.refreshed_at = Set(Some(now.micros()));
            change.refresh_hash = Set(Some(presented.next_hash.to_vec()));
            change.expires_at = Set(presented.expires_at.micros());
        }
        // The one before stays the same, and so does the end of its grace.
        Place::JustReplaced => {
            change.refresh_hash = Set(Some(presented.next_hash.to_vec()));
            change.expires_at = Set(presented.expires_at.micros());
        }
        Place::Used => {
            change.ended_at = Set(Some(now.micros()));
            record_reuse(transaction, &row, presented, now).await?;
        }
    }
    session::Entity::update(change).exec(transaction).await?;
    Ok(Some(place))
}

fn place(row: &session::Model, hash: &[u8; 32], now: Instant) -> Option<Place> {
    let is = |stored: &[u8]| bool::from(stored.ct_eq(hash));
    if is(row.refresh_hash.as_deref()?) {
        return Some(Place::Holds);
    }
    let in_grace = row.refreshed_at.is_some_and(|at| now < Instant::from_micros(at) + REFRESH_GRACE);
    let was_before = row.previous_refresh_hash.as_deref().is_some_and(is);
    Some(if was_before && in_grace { Place::JustReplaced } else { Place::Used })
}

/// Puts it on record with the address of whoever showed the used token: the person, or a thief.
async fn record_reuse(
    transaction: &DatabaseTransaction,
    row: &session::Model,
    presented: Presented,
    now: Instant,
) -> Result<(), StoreError> {
    let person = principal::Entity::find_by_id(row.principal_id).one(transaction).await?;
    let name = person.map(|person| person.name).unwrap_or_default();
    let author = Author {
        account: AccountId::new(row.account_id),
        principal: Some(row.principal_id),
        name: name.clone(),
        address: presented.address,
        request_id: presented.request_id,
    };
    record(transaction, now, &author, Deed::new("session.reuse_detected").to(row.id, name)).await
}
