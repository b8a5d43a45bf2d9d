//! Rule 1: telling an event that is reported again from a new one.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::{
    resolve::Ids,
    sql::{ROWS, with_values},
};
use crate::{
    domain::{entry::Arrival, ids::IntegrationId},
    store::{StoreError, journal::Submission},
};

/// Of each event asked for: nothing if its id is new, 1 if it is stored with other content, 2 if it is stored as it is.
/// A subquery for each, so that the index is used whatever the database knows or guesses about its tables.
const FOUND: &str = "SELECT asked.column1 AS place, (
        SELECT MAX(CASE WHEN s.content_hash = asked.column4 THEN 2 ELSE 1 END) FROM state s
        WHERE s.integration_id = asked.column2 AND s.event_id = asked.column3
            AND s.event_id IS NOT NULL AND s.superseded_by IS NULL
    ) AS found
    FROM (VALUES {values}) AS asked";

/// An event of the batch: where from, its id, and the hash of its content.
type Event<'a> = (IntegrationId, &'a str, i64);

/// What is known about an event id.
#[derive(Debug, Default)]
struct Known {
    is_used: bool,
    /// The hashes of contents of this batch that are stored, before it or by it.
    stored: Vec<i64>,
}

/// The event ids of a batch.
#[derive(Debug, Default)]
pub(in crate::store::journal) struct Events<'a> {
    known: HashMap<(IntegrationId, &'a str), Known>,
}

impl<'a> Events<'a> {
    /// Looks up every event of the batch.
    pub(in crate::store::journal) async fn load(
        transaction: &DatabaseTransaction,
        ids: Ids<'a>,
        submissions: &[&'a Submission],
    ) -> Result<Self, StoreError> {
        let mut asked = BTreeSet::new();
        for submission in submissions {
            let integration = submission.integration;
            for state in submission.notifications.iter().flat_map(|notification| &notification.states) {
                if let Some(event_id) = state.event_id.as_deref() {
                    asked.insert((integration, event_id, ids.content(integration, state)?.hash));
                }
            }
        }
        let mut events = Self::default();
        let asked: Vec<_> = asked.into_iter().collect();
        let mut left = asked.as_slice();
        while !left.is_empty() {
            let (next, rest) = left.split_at(left.len().min(ROWS));
            events.load_some(transaction, next).await?;
            left = rest;
        }
        Ok(events)
    }

    async fn load_some(&mut self, transaction: &DatabaseTransaction, asked: &[Event<'a>]) -> Result<(), DbErr> {
        // Filled up by asking for the first one again, so that there are few different statements.
        let places = (0_i64..).zip(asked).chain(asked.first().map(|first| (0, first)).into_iter().cycle());
        let places = places.take(asked.len().next_power_of_two());
        let values = places.flat_map(|(place, (integration, event_id, hash))| {
            [place.into(), integration.uuid().into(), Value::from(*event_id), (*hash).into()]
        });
        let query = with_values(transaction.get_database_backend(), FOUND, 4, values.collect());
        for row in transaction.query_all_raw(query).await? {
            let place: i64 = row.try_get("", "place")?;
            let found: Option<i32> = row.try_get("", "found")?;
            let event = usize::try_from(place).ok().and_then(|place| asked.get(place));
            if let (Some((integration, event_id, hash)), Some(found)) = (event, found) {
                let known = self.known.entry((*integration, event_id)).or_default();
                known.is_used = true;
                known.stored.extend((found == 2).then_some(*hash));
            }
        }
        Ok(())
    }

    /// What becomes of the next state of the batch.
    pub(in crate::store::journal) fn arrive(
        &mut self,
        integration: IntegrationId,
        event_id: Option<&'a str>,
        hash: i64,
    ) -> Arrival {
        let Some(event_id) = event_id else {
            return Arrival::New;
        };
        let known = self.known.entry((integration, event_id)).or_default();
        if known.stored.contains(&hash) {
            return Arrival::Duplicate;
        }
        known.stored.push(hash);
        if std::mem::replace(&mut known.is_used, true) { Arrival::EventIdReused } else { Arrival::New }
    }
}
