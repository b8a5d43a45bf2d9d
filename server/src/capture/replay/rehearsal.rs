//! A replay that stores nothing: it finds out what would be stored.

use std::collections::{BTreeSet, HashSet};

use crate::{
    domain::instant::Instant,
    store::{
        Store, StoreError,
        journal::{Batch, NewState, NotedState, Replayed},
    },
};

/// What makes two reports under one event id the same: agent, status, detail and sent time.
type Content = (String, String, String, String, Option<Instant>);

/// What would be stored so far.
#[derive(Debug, Default)]
pub(super) struct Rehearsal {
    superseded: HashSet<i64>,
    added: HashSet<Content>,
    /// The items of notifications that would be added: a second look at a notification adds them no more.
    items: HashSet<(i64, i32)>,
}

impl Rehearsal {
    /// What storing the batch would change.
    pub(super) async fn try_out(&mut self, store: &Store, batch: &Batch) -> Result<Replayed, StoreError> {
        let mut replayed = Replayed::default();
        let journal = store.journal();
        let superseded: Vec<i64> = batch.rereadings.iter().flat_map(|reread| &reread.superseded).copied().collect();
        for state in journal.states_by_id(batch.account, &superseded).await? {
            if self.superseded.insert(state.id) {
                replayed.superseded += 1;
                replayed.users.insert(state.user);
                replayed.freed_events |= state.event_id.is_some();
            }
        }
        let items = batch
            .rereadings
            .iter()
            .flat_map(|reread| reread.added.iter().map(move |(item, new)| ((reread.notification, *item), new)));
        let items: Vec<_> = items.filter(|(place, _)| !self.items.contains(place)).collect();
        let added = || items.iter().copied();
        let event_ids: BTreeSet<String> = added().filter_map(|(_, new)| new.event_id.clone()).collect();
        let stored = journal.states_of_events(batch.account, batch.integration, event_ids).await?;
        let stored: HashSet<Content> =
            stored.iter().filter(|state| !self.superseded.contains(&state.id)).filter_map(content_of_stored).collect();
        let mut agents = BTreeSet::new();
        for (place, new) in added() {
            if let Some(content) = content_of_new(new)
                && (stored.contains(&content) || !self.added.insert(content))
            {
                replayed.with_duplicates.push(place.0);
                continue;
            }
            replayed.added += 1;
            self.items.insert(place);
            agents.insert(new.agent.clone());
        }
        replayed.users.extend(journal.users_called(batch.account, batch.integration, agents).await?);
        Ok(replayed)
    }
}

fn content_of_stored(state: &NotedState) -> Option<Content> {
    let event_id = state.event_id.clone()?;
    Some((event_id, state.agent.clone(), state.status.clone(), state.detail.clone(), state.sent_at))
}

fn content_of_new(state: &NewState) -> Option<Content> {
    let event_id = state.event_id.clone()?;
    Some((event_id, state.agent.clone(), state.status.clone(), state.detail.clone(), state.sent_at))
}
