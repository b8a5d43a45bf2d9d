//! When something changes without an event.

use std::collections::{BTreeSet, HashMap};

use crate::domain::{
    ids::{EmployeeId, IntegrationId},
    instant::Instant,
};

/// What happens at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Item {
    /// A silence of the integration begins.
    Silence(IntegrationId),
    /// Something about the person changes.
    Person(EmployeeId),
    /// The loaded schedules run out: everybody is loaded anew.
    Horizon,
}

/// Instants to come, at most one for each item.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    order: BTreeSet<(Instant, Item)>,
    by_item: HashMap<Item, Instant>,
}

impl Agenda {
    /// Sets when `item` is due, or that it is not.
    pub(super) fn set(&mut self, item: Item, at: Option<Instant>) {
        if let Some(old) = self.by_item.remove(&item) {
            self.order.remove(&(old, item));
        }
        if let Some(at) = at {
            self.by_item.insert(item, at);
            self.order.insert((at, item));
        }
    }

    /// When the next item is due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.order.first().map(|(at, _)| *at)
    }

    /// Takes out the items of the first instant that is due at `now`.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<(Instant, Vec<Item>)> {
        let at = self.next().filter(|at| *at <= now)?;
        let mut items = Vec::new();
        while let Some((first, item)) = self.order.first().copied().filter(|(first, _)| *first == at) {
            self.order.remove(&(first, item));
            self.by_item.remove(&item);
            items.push(item);
        }
        Some((at, items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_set_again_is_due_once() {
        let mut agenda = Agenda::default();
        agenda.set(Item::Horizon, Some(Instant::from_secs(5)));
        agenda.set(Item::Horizon, Some(Instant::from_secs(3)));
        assert_eq!(agenda.take_due(Instant::from_secs(9)), Some((Instant::from_secs(3), vec![Item::Horizon])));
        assert_eq!(agenda.take_due(Instant::from_secs(9)), None);
    }

    #[test]
    fn what_is_due_comes_in_order_of_time() {
        let mut agenda = Agenda::default();
        let people: Vec<Item> =
            (0..3_u128).map(|id| Item::Person(EmployeeId::new(uuid::Uuid::from_u128(id)))).collect();
        for (item, at) in people.iter().zip([7, 3, 7]) {
            agenda.set(*item, Some(Instant::from_secs(at)));
        }
        let now = Instant::from_secs(7);
        assert_eq!(agenda.take_due(now), Some((Instant::from_secs(3), vec![people[1]])));
        assert_eq!(agenda.take_due(now), Some((now, vec![people[0], people[2]])));
    }
}
