//! A snapshot: the complete list of the agents who are logged in at an instant.

use super::notifications::Sorted;
use crate::{domain::instant::Instant, store::journal::NewState};

/// What is stored of those listed. Each is heard of at the instant of the snapshot, which is how it is told later who
/// was listed; one that says when it began doing what it does has begun then, too.
pub(super) fn listed(
    given: Vec<NewState>,
    taken_at: Option<Instant>,
    received_at: Instant,
) -> (Vec<NewState>, Vec<Sorted>) {
    let at = taken_at.unwrap_or(received_at);
    let (mut states, mut sorted) = (Vec::new(), Vec::new());
    for state in given {
        // Sent again, the same snapshot is told by its own time. One without is a new one each time.
        let event_id = state.event_id.as_ref().filter(|_| taken_at.is_some());
        let event_id = event_id.map(|id| format!("{id}@{}", at.micros()));
        let heard_of = NewState { sent_at: Some(at), end_at: None, event_id, ..state.clone() };
        let began_before = state.sent_at.is_some_and(|began| began < at);
        sorted.push(Sorted::Kept { rows: 1 + usize::from(began_before) });
        states.extend(began_before.then_some(NewState { end_at: None, ..state }));
        states.push(heard_of);
    }
    (states, sorted)
}
