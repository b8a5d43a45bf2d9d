//! What is in quarantine: notifications that can't be read, wholly or in part, and whose raw text is kept.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::notifications::unreadable;
use crate::{
    domain::{
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        entity::notification::{Column, Entity},
        journal::Journal,
    },
};

/// How many notifications are looked at a time.
const AT_A_TIME: u64 = 5_000;

/// What is in quarantine of one integration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quarantine {
    /// By reason, the most frequent first.
    pub groups: Vec<QuarantineGroup>,
    /// How many notifications.
    pub notifications: u64,
    /// How many bytes their queries and bodies have.
    pub bytes: i64,
}

/// Notifications in quarantine for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantineGroup {
    /// Stable code of the reason.
    pub code: String,
    /// The newest one's reason in words.
    pub message: String,
    /// How many notifications have an item set aside for it.
    pub notifications: u64,
    /// When the oldest of them was received.
    pub oldest: Instant,
    /// When the newest of them was received.
    pub newest: Instant,
}

impl Quarantine {
    fn add(&mut self, groups: &mut HashMap<String, QuarantineGroup>, row: Row) -> Result<(), StoreError> {
        let (_, received_at, query, body_size, list) = row;
        let received = Instant::from_micros(received_at);
        self.notifications += 1;
        self.bytes += i64::from(body_size) + i64::try_from(query.len()).unwrap_or(i64::MAX);
        let mut seen = HashSet::new();
        for item in unreadable(list)? {
            if !seen.insert(item.code.clone()) {
                continue;
            }
            let group = groups.entry(item.code.clone()).or_insert_with(|| QuarantineGroup {
                code: item.code,
                message: String::new(),
                notifications: 0,
                oldest: received,
                newest: received,
            });
            group.notifications += 1;
            group.oldest = group.oldest.min(received);
            group.newest = group.newest.max(received);
            // They come in the order of storing.
            group.message = item.message;
        }
        Ok(())
    }
}

/// Id, receipt, query, size of the body, and what could not be read.
type Row = (i64, i64, String, i32, Option<String>);

impl Journal {
    /// What is in quarantine.
    pub async fn quarantine(&self, account: AccountId, integration: IntegrationId) -> Result<Quarantine, StoreError> {
        let (mut quarantine, mut groups) = (Quarantine::default(), HashMap::new());
        let mut after = 0;
        loop {
            let rows: Vec<Row> = Entity::find()
                .select_only()
                .columns([Column::Id, Column::ReceivedAt, Column::Query, Column::BodySize, Column::Unreadable])
                .filter(Column::AccountId.eq(account.uuid()))
                .filter(Column::IntegrationId.eq(integration.uuid()))
                .filter(Column::SetAside.gt(0))
                .filter(Column::RawDeletedAt.is_null())
                .filter(Column::Id.gt(after))
                .order_by_asc(Column::Id)
                .limit(AT_A_TIME)
                .into_tuple()
                .all(&self.pools.reader)
                .await?;
            let Some(last) = rows.last().map(|row| row.0) else { break };
            after = last;
            for row in rows {
                quarantine.add(&mut groups, row)?;
            }
        }
        quarantine.groups = groups.into_values().collect();
        quarantine.groups.sort_by(|a, b| b.notifications.cmp(&a.notifications).then_with(|| a.code.cmp(&b.code)));
        Ok(quarantine)
    }
}
