//! Gives each agent and each status of a batch its id, storing those that are seen for the first time.

use std::collections::BTreeMap;

use sea_orm::{DatabaseTransaction, sea_query::OnConflict};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    names::{Known, KnownStatus, Name},
    sql::{greatest, least, upsert_all},
};
use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::{Instant, Span},
    },
    store::{
        StoreError,
        entity::{external_status, external_user},
        journal::{NewState, Submission},
        new_id,
    },
};

/// How old the stored "last seen" of a status may grow while it goes on being seen.
const SEEN_EVERY: Span = Span::from_minutes(1);

/// When a name occurs in a batch.
#[derive(Clone, Copy)]
struct Seen {
    account: AccountId,
    first: Instant,
    last: Instant,
}

impl Seen {
    fn note<'a>(seen: &mut BTreeMap<Name<'a>, Self>, name: Name<'a>, account: AccountId, at: Instant) {
        let entry = seen.entry(name).or_insert(Self { account, first: at, last: at });
        entry.first = entry.first.min(at);
        entry.last = entry.last.max(at);
    }
}

/// What the batch knows: the ids that were known before it, and those it found out.
#[derive(Clone, Copy)]
pub(in crate::store::journal) struct Ids<'a> {
    pub(in crate::store::journal) known: &'a Known,
    pub(in crate::store::journal) learned: &'a Known,
}

/// What a state says, in ids, and the hash by which an event that is reported again is told.
#[derive(Clone, Copy, Debug)]
pub(in crate::store::journal) struct Content {
    pub(in crate::store::journal) user: ExternalUserId,
    /// Stands for the status with its detail.
    pub(in crate::store::journal) status: Uuid,
    /// Of user, status, sent time and end.
    pub(in crate::store::journal) hash: i64,
}

impl<'a> Ids<'a> {
    pub(in crate::store::journal) fn content(
        self,
        integration: IntegrationId,
        state: &'a NewState,
    ) -> Result<Content, StoreError> {
        let user = Name::agent(integration, &state.agent);
        let user = self.known.user(&user).or_else(|| self.learned.user(&user)).ok_or(StoreError::NotFound)?;
        let status = Name::status(integration, &state.status, &state.detail);
        let status = self.known.status(&status).or_else(|| self.learned.status(&status)).ok_or(StoreError::NotFound)?;
        Ok(Content { user, status: status.id, hash: hash(user, status.id, [state.sent_at, state.end_at]) })
    }
}

fn hash(user: ExternalUserId, status: Uuid, times: [Option<Instant>; 2]) -> i64 {
    let mut hash = Sha256::new();
    hash.update(user.uuid().as_bytes());
    hash.update(status.as_bytes());
    for time in times.into_iter().flatten() {
        hash.update(time.micros().to_be_bytes());
    }
    // The stored column has 64 bits; only events with the same id are compared.
    hash.finalize().iter().take(8).fold(0, |number, byte| (number << 8) | i64::from(*byte))
}

/// Stores what is not known yet, and the statuses whose "last seen" is due. Sorted, so that two writers take the rows
/// in the same order.
pub(in crate::store::journal) async fn resolve(
    transaction: &DatabaseTransaction,
    known: &Known,
    submissions: &[&Submission],
) -> Result<Known, StoreError> {
    let (mut users, mut statuses) = (BTreeMap::new(), BTreeMap::new());
    for submission in submissions {
        let (account, integration) = (submission.account, submission.integration);
        for notification in &submission.notifications {
            let at = notification.received_at;
            for state in &notification.states {
                let user = Name::agent(integration, &state.agent);
                if known.user(&user).is_none() {
                    Seen::note(&mut users, user, account, at);
                }
                let status = Name::status(integration, &state.status, &state.detail);
                if known.status(&status).is_none_or(|known| at - known.last_seen_at >= SEEN_EVERY) {
                    Seen::note(&mut statuses, status, account, at);
                }
            }
        }
    }
    let mut learned = Known::default();
    store_users(transaction, users, &mut learned).await?;
    store_statuses(transaction, statuses, &mut learned).await?;
    Ok(learned)
}

async fn store_users(
    transaction: &DatabaseTransaction,
    users: BTreeMap<Name<'_>, Seen>,
    learned: &mut Known,
) -> Result<(), StoreError> {
    use external_user::{Column, Entity, Model};
    let row = |(name, seen): (Name<'_>, Seen)| Model {
        id: new_id(seen.first),
        account_id: seen.account.uuid(),
        integration_id: name.integration.uuid(),
        identifier: name.text.into_owned(),
        first_seen_at: seen.first.micros(),
    };
    let mut conflict = OnConflict::columns([Column::IntegrationId, Column::Identifier]);
    conflict.value(Column::FirstSeenAt, least("external_user", "first_seen_at"));
    for row in upsert_all::<Entity>(transaction, users.into_iter().map(row).collect(), &conflict).await? {
        let name = Name::owned(row.integration_id, row.identifier, String::new());
        learned.add_user(name, ExternalUserId::new(row.id));
    }
    Ok(())
}

async fn store_statuses(
    transaction: &DatabaseTransaction,
    statuses: BTreeMap<Name<'_>, Seen>,
    learned: &mut Known,
) -> Result<(), StoreError> {
    use external_status::{Column, Entity, Model};
    let row = |(name, seen): (Name<'_>, Seen)| Model {
        id: new_id(seen.first),
        account_id: seen.account.uuid(),
        integration_id: name.integration.uuid(),
        status: name.text.into_owned(),
        detail: name.detail.into_owned(),
        first_seen_at: seen.first.micros(),
        last_seen_at: seen.last.micros(),
    };
    let mut conflict = OnConflict::columns([Column::IntegrationId, Column::Status, Column::Detail]);
    conflict.value(Column::FirstSeenAt, least("external_status", "first_seen_at"));
    conflict.value(Column::LastSeenAt, greatest("external_status", "last_seen_at"));
    for row in upsert_all::<Entity>(transaction, statuses.into_iter().map(row).collect(), &conflict).await? {
        let name = Name::owned(row.integration_id, row.status, row.detail);
        learned.add_status(name, KnownStatus { id: row.id, last_seen_at: Instant::from_micros(row.last_seen_at) });
    }
    Ok(())
}
