//! Reads the journal, and holds it against what was promised.

use std::collections::{BTreeSet, HashMap};

use kadans_server::{
    domain::instant::Instant,
    store::{Store, journal::NotedState},
};

use super::{
    centre::{AGENT, Centre},
    load::{Event, Ledger},
};

/// How many notifications are read at a time.
const PAGE: u64 = 200;

/// What is in the journal, as far as it was read.
#[derive(Debug, Default)]
pub(crate) struct Witness {
    /// The newest notification that was read.
    newest: i64,
    /// By event number, what is stored under it.
    events: HashMap<usize, Event>,
    /// The numbers of the account's log under which something stands.
    log_numbers: BTreeSet<i64>,
    /// The newest state of the agent who is watched.
    pub(crate) status: String,
    /// From when on that state holds.
    status_from: Option<Instant>,
}

impl Witness {
    /// Reads what came since the last time. No event may be there twice, and no number of the log be without content.
    pub(crate) async fn read_on(&mut self, centre: &Centre) {
        let store = centre.store().await;
        let mut notifications = Vec::new();
        let mut before = None;
        loop {
            let recent = store.journal().recent_notifications(centre.account, centre.integration, before, PAGE);
            let page = recent.await.unwrap();
            before = page.last().map(|notification| notification.id);
            let is_new = page.iter().take_while(|notification| notification.id > self.newest).count();
            let is_last = is_new < page.len() || page.is_empty();
            notifications.extend(page.into_iter().take(is_new));
            if is_last {
                break;
            }
        }
        // Now the oldest first, as they were stored.
        for notification in notifications.into_iter().rev() {
            self.newest = notification.id;
            self.log_numbers.insert(notification.log_number());
            for state in notification.states {
                self.see(state);
            }
        }
        self.see_the_rest_of_the_log(&store, centre).await;
    }

    fn see(&mut self, state: NotedState) {
        // Of two that came at almost the same time, the one received first may have been stored last.
        if state.agent == AGENT && self.status_from.is_none_or(|from| from <= state.at) {
            self.status.clone_from(&state.status);
            self.status_from = Some(state.at);
        }
        // Only the first notification of all, by which the agent became known, has no event id.
        let Some(id) = state.event_id else { return };
        let event = Event { agent: state.agent, status: state.status, detail: state.detail };
        let before = self.events.insert(id.parse().unwrap(), event);
        assert_eq!(before, None, "event {id} is stored twice");
    }

    async fn see_the_rest_of_the_log(&mut self, store: &Store, centre: &Centre) {
        let changes = store.changes_after(centre.account, 0).await.unwrap();
        self.log_numbers.extend(changes.into_iter().map(|(log_number, _)| log_number));
        let last = store.log_number(centre.account).await.unwrap();
        let expected: BTreeSet<i64> = (1..=last).collect();
        assert_eq!(self.log_numbers, expected, "the account's log has gaps");
    }

    /// What was promised is there, and what is there was sent.
    pub(crate) fn compare(&self, ledger: &Ledger) {
        let lost: Vec<_> = ledger.acknowledged.iter().filter(|number| !self.events.contains_key(number)).collect();
        assert!(lost.is_empty(), "acknowledged, and lost: {lost:?}");
        for (number, event) in &self.events {
            assert_eq!(Some(event), ledger.sent.get(*number), "event {number} is stored otherwise than it was sent");
        }
    }
}
