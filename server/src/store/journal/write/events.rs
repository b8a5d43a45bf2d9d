//! Rule 1: telling an event that is reported again from a new one.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::sql::placeholders;
use crate::{
    domain::{
        entry::Arrival,
        ids::{ExternalUserId, IntegrationId},
        instant::Instant,
    },
    store::journal::Submission,
};

/// How many events one query asks for.
const CHUNK: usize = 10_000;

/// What makes two reports under one event id the same one, in 64 bits. The status stands for its text and detail.
pub(super) fn content_hash(user: ExternalUserId, status: Uuid, sent_at: Option<Instant>) -> i64 {
    let mut hash = Sha256::new();
    hash.update(user.uuid().as_bytes());
    hash.update(status.as_bytes());
    if let Some(sent_at) = sent_at {
        hash.update(sent_at.micros().to_be_bytes());
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | i64::from(*byte))
}

/// The events of a batch that were stored before, with the hashes of their contents.
#[derive(Debug, Default)]
pub(super) struct Events<'a> {
    stored: HashMap<(IntegrationId, &'a str), Vec<i64>>,
}

impl<'a> Events<'a> {
    /// Looks up every event id of the batch.
    pub(super) async fn load(transaction: &DatabaseTransaction, submissions: &[&'a Submission]) -> Result<Self, DbErr> {
        let ids: BTreeSet<_> = submissions.iter().flat_map(|submission| event_ids(submission)).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let mut events = Self::default();
        for chunk in ids.chunks(CHUNK) {
            events.load_chunk(transaction, chunk).await?;
        }
        Ok(events)
    }

    async fn load_chunk(
        &mut self,
        transaction: &DatabaseTransaction,
        ids: &[(IntegrationId, &'a str)],
    ) -> Result<(), DbErr> {
        // A cross join, so that SQLite goes from the few events asked for to the index over all that are stored.
        let sql = format!(
            "SELECT s.integration_id, s.event_id, s.content_hash FROM (VALUES {}) AS asked CROSS JOIN state AS s \
             WHERE s.integration_id = asked.column1 AND s.event_id = asked.column2 \
             AND s.event_id IS NOT NULL AND s.superseded_by IS NULL",
            placeholders(ids.len(), 2)
        );
        let values = ids.iter().flat_map(|(integration, event)| [integration.uuid().into(), Value::from(*event)]);
        let query = Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
        let asked: HashMap<_, _> = ids.iter().map(|id| (*id, id.1)).collect();
        for row in transaction.query_all_raw(query).await? {
            let integration = IntegrationId::new(row.try_get("", "integration_id")?);
            let event: String = row.try_get("", "event_id")?;
            if let Some(event) = asked.get(&(integration, event.as_str())) {
                self.stored.entry((integration, event)).or_default().push(row.try_get("", "content_hash")?);
            }
        }
        Ok(())
    }

    /// What becomes of the next state of the batch.
    pub(super) fn arrive(&mut self, integration: IntegrationId, event_id: Option<&'a str>, hash: i64) -> Arrival {
        let Some(event_id) = event_id else {
            return Arrival::New;
        };
        let stored = self.stored.entry((integration, event_id)).or_default();
        if stored.contains(&hash) {
            return Arrival::Duplicate;
        }
        stored.push(hash);
        if stored.len() == 1 { Arrival::New } else { Arrival::EventIdReused }
    }
}

fn event_ids(submission: &Submission) -> impl Iterator<Item = (IntegrationId, &str)> {
    let states = submission.notifications.iter().flat_map(|notification| &notification.states);
    states.filter_map(|state| Some((submission.integration, state.event_id.as_deref()?)))
}
