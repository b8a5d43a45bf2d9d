//! Looks at persons, and publishes what they look like.

use std::sync::Arc;

use super::{Board, agenda::Item, person::Look, quiet::Quiet};
use crate::{
    domain::{
        ids::{EmployeeId, IntegrationId},
        instant::Instant,
    },
    live::row::{Row, Stamped},
};

/// Why a row is looked at: it decides what its stamp says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Something was committed, or time passed: a change is stamped with the board's position.
    Happened,
    /// The person was loaded: the stamp says when the row last can have changed.
    Loaded,
}

impl Board {
    /// Looks at these persons at `at`, and publishes those that changed.
    pub(super) fn look_at(&mut self, people: impl IntoIterator<Item = EmployeeId>, at: Instant, reason: Reason) {
        self.position.at = self.position.at.max(at);
        let facts = Arc::clone(&self.facts);
        let mut changed = Vec::new();
        let mut touched = Vec::new();
        for employee in people {
            let (Some(person), Some(known)) = (self.people.get_mut(&employee), facts.employees.get(&employee)) else {
                continue;
            };
            let look = person.look(&facts, at);
            self.agenda.set(Item::Person(employee), look.next_change);
            for integration in person.integrations() {
                if let Some(quiet) = self.quiet.get_mut(&integration) {
                    quiet.attend(at, employee, look.attends.contains(&integration));
                    touched.push(integration);
                }
            }
            let row = Row::new(employee, known, &look.present);
            let old = self.picture.row(employee);
            if reason == Reason::Happened && old.as_ref().is_some_and(|old| old.row == row) {
                continue;
            }
            let newest_log_number = person.newest_log_number();
            changed.push(match reason {
                Reason::Happened => Stamped { row, log_number: self.position.log_number, at },
                Reason::Loaded => self.loaded_stamp(row, &look, newest_log_number),
            });
        }
        touched.sort_unstable();
        touched.dedup();
        for integration in touched {
            self.expect_silence(integration);
        }
        self.picture.publish(self.position, changed, &[]);
    }

    /// A stamp for a row that nobody saw change: not older than the last thing that can have changed it.
    fn loaded_stamp(&self, row: Row, look: &Look, newest_log_number: i64) -> Stamped {
        let segment_start = look.present.segment.map(|segment| segment.window.start());
        let at = segment_start.map_or(look.present.status_since, |start| start.max(look.present.status_since));
        Stamped { row, log_number: newest_log_number.max(self.newest_change), at }
    }

    /// Steps through everything that is due at `now`, each at its own instant.
    pub(super) fn pass(&mut self, now: Instant) {
        while let Some((at, items)) = self.agenda.take_due(now) {
            let mut people = Vec::new();
            for item in items {
                match item {
                    Item::Person(employee) => people.push(employee),
                    Item::Silence(integration) => people.extend(self.fall_silent(integration, at)),
                    Item::Horizon => self.dirty.extend(self.facts.employees.keys().copied()),
                }
            }
            self.look_at(people, at, Reason::Happened);
        }
        self.position.at = self.position.at.max(now);
        self.picture.publish(self.position, Vec::new(), &[]);
    }

    /// Everybody has been looked at: whoever was not there for the count of a silence is there now.
    pub(super) fn count_attendance(&mut self) {
        for (integration, quiet) in &mut self.quiet {
            if quiet.counted(self.position.at) {
                self.agenda.set(Item::Silence(*integration), quiet.begins_at());
            }
        }
    }

    /// Puts the next silence of the integration on the agenda.
    pub(super) fn expect_silence(&mut self, integration: IntegrationId) {
        let begins = self.quiet.get(&integration).and_then(Quiet::begins_at);
        self.agenda.set(Item::Silence(integration), begins);
    }

    /// The integration fell silent: the persons that it concerns.
    fn fall_silent(&mut self, integration: IntegrationId, at: Instant) -> Vec<EmployeeId> {
        let start = self.quiet.get_mut(&integration).and_then(|quiet| quiet.begin(at));
        // What was due may have been put off by a sign that touched nobody.
        self.expect_silence(integration);
        let Some(start) = start else {
            return Vec::new();
        };
        if start < self.position.at {
            // It began while the board looked elsewhere: the past has to be told again.
            self.doubt_silences(integration);
            return Vec::new();
        }
        self.silences.entry(integration).or_default().push(start);
        let mut concerned = Vec::new();
        for (employee, person) in &mut self.people {
            if person.integrations().any(|of| of == integration) {
                person.fall_silent(integration, start);
                concerned.push(*employee);
            }
        }
        concerned
    }
}
