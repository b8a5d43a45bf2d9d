//! A captured notification, read by a format.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use crate::{
    domain::{ids::AccountId, instant::Instant},
    odigo::{
        format::Format,
        reader::NotificationReader,
        reading::{RawNotification, ReadState, Reading},
    },
    store::{
        Store, StoreError,
        integrations::Integration,
        journal::{self, NewState, StoredNotification, Unreadable},
        notification_formats,
    },
};

/// What a format finds in a notification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The states, in the order of the body.
    pub states: Vec<ReadState>,
    /// What can't be read, likewise.
    pub unreadable: Vec<Unreadable>,
}

impl Read {
    /// How the notification can be read.
    pub fn outcome(&self) -> journal::Reading {
        journal::Reading::of(self.states.len(), self.unreadable.len())
    }
}

/// The format of an integration made ready.
pub fn reader(format: Format, zone: &str) -> Result<NotificationReader, StoreError> {
    let corrupt = |what, value: &str| StoreError::Corrupt { what, value: value.to_owned() };
    let zone = TimeZone::get(zone).map_err(|_| corrupt("time zone", zone))?;
    NotificationReader::new(format, &zone).map_err(|_| corrupt("notification format", "it can't be used"))
}

/// Reads a notification as it would be read if it came now.
pub fn read(reader: &NotificationReader, stored: &StoredNotification) -> Read {
    let raw = raw(stored);
    let (found, unreadable) = match reader.read(&raw) {
        // Nothing a probe says is ever stored; a format makes no difference to it.
        Reading::Probe => return Read::default(),
        Reading::Refused(reason) => (Vec::new(), vec![(0, reason)]),
        Reading::Notifications(found) => {
            (found.states, found.unreadable.into_iter().map(|item| (item.index, item.reason)).collect())
        }
    };
    let mut unreadable: Vec<Unreadable> = unreadable
        .into_iter()
        .map(|(index, reason)| Unreadable {
            index: position(index),
            code: reason.code().to_owned(),
            message: reason.to_string(),
        })
        .collect();
    let (states, out_of_range): (Vec<_>, Vec<_>) = found.into_iter().partition(has_usual_time);
    unreadable.extend(out_of_range.into_iter().map(|state| Unreadable {
        index: position(state.index),
        code: "bad_sent_time".to_owned(),
        message: "sent_time must be a time between the years 1 and 9999".to_owned(),
    }));
    unreadable.sort_by_key(|item| item.index);
    Read { states, unreadable }
}

/// A captured notification as the reader takes it.
pub fn raw(stored: &StoredNotification) -> RawNotification<'_> {
    RawNotification {
        method: &stored.method,
        query: Some(&stored.query),
        content_type: Some(stored.content_type.as_str()).filter(|value| !value.is_empty()),
        body: &stored.body,
    }
}

/// A state as the journal takes it, with its position among the items of its notification.
pub fn new_state(state: &ReadState) -> (i32, NewState) {
    let new = NewState {
        agent: state.agent.clone(),
        status: state.status.clone(),
        detail: state.detail.clone(),
        sent_at: state.sent_time.map(Instant::from_micros),
        event_id: state.event_id.clone(),
        flags: state.flags.bits().cast_signed(),
        end_at: None,
    };
    (position(state.index), new)
}

/// Each of these notifications as it was read when it was stored or replayed last, by id: by the format it was read by
/// then. Notifications without raw text, and those that no format read, are left out.
pub async fn as_stored(
    store: &Store,
    account: AccountId,
    integration: &Integration,
    notifications: &[StoredNotification],
) -> Result<HashMap<i64, Read>, StoreError> {
    let readable = || notifications.iter().filter(|stored| stored.has_raw && !stored.format_etag.is_empty());
    let mut etags: Vec<String> = readable().map(|stored| stored.format_etag.clone()).collect();
    etags.sort_unstable();
    etags.dedup();
    let formats = notification_formats::of_versions(store, account, integration.id, etags).await?;
    let mut readers = HashMap::new();
    for (etag, format) in formats {
        readers.insert(etag, reader(format, &integration.zone)?);
    }
    let reads = readable()
        .filter_map(|stored| readers.get(&stored.format_etag).map(|reader| (stored.id, read(reader, stored))));
    Ok(reads.collect())
}

fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

/// Whether the sent time is one that is taken from anybody.
fn has_usual_time(state: &ReadState) -> bool {
    const SECOND: i64 = 1_000_000;
    let years_1_to_9999 = -62_135_596_800 * SECOND..253_402_300_800 * SECOND;
    state.sent_time.is_none_or(|sent| years_1_to_9999.contains(&sent))
}
