//! From the submissions of a batch to rows.

use std::collections::{BTreeMap, HashSet};

use sea_orm::DatabaseTransaction;

use super::{
    events::Events,
    resolve::{Content, Ids},
    signs::Signs,
    sql::Inserts,
};
use tracing::Span;

use crate::{
    domain::{
        entry::{self, TimeFlag, effective_time},
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    odigo::flags::Flags,
    store::{
        Commit, Logged, StoreError,
        entity::{notification, snapshot, state},
        journal::{
            Arrival, NewNotification, NewState, Outcome, POSITION_BITS, Reading, StoredBatch, StoredSnapshot,
            StoredState, Submission, Unreadable,
        },
    },
};

/// The next place of an account's log.
#[derive(Debug)]
struct Place {
    log_number: i64,
    position: i64,
}

impl Place {
    fn take(&mut self) -> i64 {
        let id = (self.log_number << POSITION_BITS) | self.position;
        self.position += 1;
        id
    }
}

/// The rows of a batch.
pub(super) struct Rows<'a> {
    ids: Ids<'a>,
    events: Events<'a>,
    places: BTreeMap<AccountId, Place>,
    notifications: Vec<notification::Model>,
    states: Vec<state::Model>,
    snapshots: Vec<snapshot::Model>,
    signs: Signs,
}

impl<'a> Rows<'a> {
    pub(super) fn new(log_numbers: &BTreeMap<AccountId, i64>, ids: Ids<'a>, events: Events<'a>) -> Self {
        let place = |(account, log_number): (&AccountId, &i64)| {
            let place = Place { log_number: *log_number, position: 0 };
            (*account, place)
        };
        Self {
            ids,
            events,
            places: log_numbers.iter().map(place).collect(),
            notifications: Vec::new(),
            states: Vec::new(),
            snapshots: Vec::new(),
            signs: Signs::default(),
        }
    }

    /// Adds a submission; says what becomes of each state of each notification.
    pub(super) fn add(&mut self, submission: &'a Submission) -> Result<Vec<Vec<Outcome>>, StoreError> {
        submission.notifications.iter().map(|notification| self.add_notification(submission, notification)).collect()
    }

    fn add_notification(
        &mut self,
        submission: &'a Submission,
        notification: &'a NewNotification,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.signs.note(submission.integration, notification.received_at);
        let id = self.take_place(submission.account)?;
        let before = self.states.len();
        let states = notification.states.iter().zip(positions(&notification.unreadable));
        let outcomes = states.map(|(state, item)| self.add_state(submission, notification, (id, item), state));
        let outcomes = outcomes.collect::<Result<Vec<_>, _>>()?;
        if let Some(taken_at) = notification.snapshot_at {
            self.add_snapshot(submission, notification, taken_at)?;
        }
        let unreadable = written(&notification.unreadable)?;
        self.notifications.push(notification::Model {
            account_id: submission.account.uuid(),
            id,
            integration_id: submission.integration.uuid(),
            received_at: notification.received_at.micros(),
            method: notification.method.clone(),
            content_type: notification.content_type.clone(),
            query: notification.query.clone(),
            body: notification.body.clone(),
            format_etag: submission.format_etag.clone(),
            outcome: Reading::of(notification.states.len(), notification.unreadable.len()).number(),
            states: count(self.states.len() - before),
            set_aside: count(notification.unreadable.len()),
            unreadable,
            body_size: count(notification.body.len()),
            replayed_at: None,
            raw_deleted_at: None,
            duplicates: count(outcomes.iter().filter(|outcome| **outcome == Outcome::Duplicate).count()),
        });
        Ok(outcomes)
    }

    fn add_state(
        &mut self,
        submission: &'a Submission,
        notification: &NewNotification,
        (notification_id, item): (i64, i32),
        state: &'a NewState,
    ) -> Result<Outcome, StoreError> {
        let integration = submission.integration;
        let content = self.ids.content(integration, state)?;
        let arrival = self.events.arrive(integration, state.event_id.as_deref(), content.hash);
        if !arrival.is_stored() {
            return Ok(Outcome::Duplicate);
        }
        let row = StateRow {
            account: submission.account,
            integration,
            id: self.take_place(submission.account)?,
            notification: notification_id,
            item,
            received_at: notification.received_at,
            oldest_kept: submission.oldest_kept,
            replayed_at: None,
        };
        let row = row.of(state, content, arrival, &mut self.signs);
        self.states.push(row);
        Ok(Outcome::Accepted)
    }

    fn add_snapshot(
        &mut self,
        submission: &Submission,
        notification: &NewNotification,
        taken_at: Instant,
    ) -> Result<(), StoreError> {
        let integration = submission.integration;
        let effective = effective_time(Some(taken_at), notification.received_at, submission.oldest_kept);
        self.signs.note(integration, effective.time);
        let id = self.take_place(submission.account)?;
        self.snapshots.push(snapshot::Model {
            account_id: submission.account.uuid(),
            id,
            integration_id: integration.uuid(),
            at: effective.time.micros(),
            received_at: notification.received_at.micros(),
        });
        Ok(())
    }

    fn take_place(&mut self, account: AccountId) -> Result<i64, StoreError> {
        Ok(self.places.get_mut(&account).ok_or(StoreError::NotFound)?.take())
    }

    /// Stores the rows; gives back what the listeners are told.
    pub(super) async fn store(self, transaction: &DatabaseTransaction) -> Result<Vec<Commit>, StoreError> {
        let mut logged: BTreeMap<AccountId, StoredBatch> = BTreeMap::new();
        for row in &self.states {
            logged.entry(AccountId::new(row.account_id)).or_default().states.push(StoredState::from(row));
        }
        for row in &self.snapshots {
            logged.entry(AccountId::new(row.account_id)).or_default().snapshots.push(StoredSnapshot::from(row));
        }
        for row in &self.notifications {
            logged.entry(AccountId::new(row.account_id)).or_default().arrivals.push(Arrival::from(row));
        }
        let mut inserts = Inserts::on(transaction);
        inserts.add::<notification::Entity>(self.notifications);
        inserts.add::<state::Entity>(self.states);
        inserts.add::<snapshot::Entity>(self.snapshots);
        self.signs.store(&mut inserts);
        inserts.run(transaction).await?;
        let commits = self.places.into_iter().map(|(account, place)| {
            let batch = logged.remove(&account).unwrap_or_default();
            Commit { account, log_number: place.log_number, logged: Logged::States(batch), span: Span::current() }
        });
        Ok(commits.collect())
    }
}

/// Where a state is stored, and what decides about its time.
pub(in crate::store::journal) struct StateRow {
    pub(in crate::store::journal) account: AccountId,
    pub(in crate::store::journal) integration: IntegrationId,
    pub(in crate::store::journal) id: i64,
    pub(in crate::store::journal) notification: i64,
    pub(in crate::store::journal) item: i32,
    pub(in crate::store::journal) received_at: Instant,
    pub(in crate::store::journal) oldest_kept: Instant,
    pub(in crate::store::journal) replayed_at: Option<Instant>,
}

impl StateRow {
    /// The row of this state, whose time is a sign of life.
    pub(in crate::store::journal) fn of(
        self,
        state: &NewState,
        content: Content,
        arrival: entry::Arrival,
        signs: &mut Signs,
    ) -> state::Model {
        let effective = effective_time(state.sent_at, self.received_at, self.oldest_kept);
        signs.note(self.integration, effective.time);
        state::Model {
            account_id: self.account.uuid(),
            id: self.id,
            notification_id: self.notification,
            integration_id: self.integration.uuid(),
            external_user_id: content.user.uuid(),
            external_status_id: content.status,
            at: effective.time.micros(),
            sent_at: state.sent_at.map(Instant::micros),
            received_at: self.received_at.micros(),
            flags: state.flags | noticed(arrival, effective.flag),
            event_id: state.event_id.clone(),
            content_hash: content.hash,
            superseded_by: None,
            end_at: state.end_at.map(|end_at| effective.end(state.sent_at, end_at).micros()),
            item: self.item,
            replayed_at: self.replayed_at.map(Instant::micros),
        }
    }
}

/// The flags for what only the journal can notice.
fn noticed(arrival: entry::Arrival, time: Option<TimeFlag>) -> i32 {
    let mut flags = match time {
        Some(TimeFlag::Future) => Flags::TIME_FUTURE,
        Some(TimeFlag::TooOld) => Flags::TIME_TOO_OLD,
        None => Flags::empty(),
    };
    if arrival == entry::Arrival::EventIdReused {
        flags |= Flags::EVENT_ID_REUSED;
    }
    flags.bits().cast_signed()
}

pub(in crate::store::journal) fn count(items: usize) -> i32 {
    i32::try_from(items).unwrap_or(i32::MAX)
}

/// The positions of the states of a notification: those that what is unreadable in it has left.
fn positions(unreadable: &[Unreadable]) -> impl Iterator<Item = i32> {
    let taken: HashSet<i32> = unreadable.iter().map(|item| item.index).collect();
    (0..).filter(move |position| !taken.contains(position))
}

/// What is unreadable, as it is stored; none if nothing is.
pub(in crate::store::journal) fn written(unreadable: &[Unreadable]) -> Result<Option<String>, StoreError> {
    if unreadable.is_empty() {
        return Ok(None);
    }
    let json = serde_json::to_string(unreadable);
    let json = json.map_err(|error| StoreError::Corrupt { what: "list of unreadable items", value: error.to_string() });
    json.map(Some)
}
