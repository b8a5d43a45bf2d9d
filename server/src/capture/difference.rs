//! What a new reading of a notification differs from what is stored of it.

use super::reading::{Read, new_state};
use crate::{
    domain::instant::Instant,
    odigo::flags::Flags,
    store::journal::{NewState, NotedState, Rereading, StoredNotification},
};

/// Compares item by item: what is read the same stays as it is, so that reading again changes nothing.
pub(super) fn reread(stored: &StoredNotification, read: &Read, oldest_kept: Instant) -> Rereading {
    let now: Vec<(i32, NewState)> = read.states.iter().map(new_state).collect();
    let is_read = |state: &NotedState| now.iter().any(|(item, new)| is_same(state, *item, new));
    let is_stored = |item: i32, new: &NewState| stored.states.iter().any(|state| is_same(state, item, new));
    Rereading {
        notification: stored.id,
        received_at: stored.received_at,
        oldest_kept,
        superseded: stored.states.iter().filter(|state| !is_read(state)).map(|state| state.id).collect(),
        added: now.iter().filter(|(item, new)| !is_stored(*item, new)).cloned().collect(),
        states: now.len(),
        unreadable: read.unreadable.clone(),
    }
}

fn is_same(stored: &NotedState, item: i32, new: &NewState) -> bool {
    stored.item == item
        && stored.agent == new.agent
        && stored.status == new.status
        && stored.detail == new.detail
        && stored.sent_at == new.sent_at
        && stored.event_id == new.event_id
        && of_reading(stored.flags) == of_reading(new.flags)
}

/// The flags that reading sets; the others tell of what was stored before.
fn of_reading(flags: i32) -> u32 {
    let reading = Flags::TIME_SHIFTED | Flags::TIME_AMBIGUOUS | Flags::TIME_UNREADABLE;
    flags.cast_unsigned() & reading.bits()
}
