//! Tries names in front of those of a format, and keeps what reads more.

use std::collections::HashSet;

use jiff::tz::TimeZone;

use super::Sample;
use crate::odigo::flags::Flags;
use crate::odigo::format::Format;
use crate::odigo::reader::NotificationReader;
use crate::odigo::reading::{Notifications, ReadState, Reading};
use crate::odigo::vocabulary::Field;

/// How many bytes are read for a trial: the newest come first.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// One in so many states has to gain by a name for a field that a notification can be without: fewer are chance.
const GAIN: usize = 50;

/// What a format reads of the samples; more is better, the first difference decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Yield {
    states: usize,
    /// Negative: less is better.
    unreadable: isize,
    filled: usize,
}

pub(super) struct Trial<'s> {
    format: Format,
    zone: &'s TimeZone,
    samples: &'s [Sample<'s>],
}

impl<'s> Trial<'s> {
    pub(super) fn new(present: &Format, zone: &'s TimeZone, samples: &'s [Sample<'s>]) -> Self {
        let mut bytes = 0;
        let fitting = samples.iter().take_while(|sample| {
            bytes += sample.raw.body.len();
            bytes <= MOST_BYTES
        });
        let fitting = fitting.count();
        Self { format: present.clone(), zone, samples: samples.get(..fitting).unwrap_or(samples) }
    }

    pub(super) fn into_format(self) -> Format {
        self.format
    }

    /// Tries each agent with each status, and each of them alone.
    pub(super) fn try_together(&mut self, agents: &[String], statuses: &[String]) {
        let with_none = |names: &[String]| -> Vec<Option<String>> {
            std::iter::once(None).chain(names.iter().cloned().map(Some)).collect()
        };
        let mut best = (self.yields(&self.format, |_| false), self.format.clone());
        for agent in with_none(agents) {
            for status in with_none(statuses) {
                // One place is not both who and what.
                if agent.is_some() && agent == status {
                    continue;
                }
                let mut format = self.format.clone();
                put_in_front(&mut format, Field::Agent, agent.as_deref());
                put_in_front(&mut format, Field::Status, status.as_deref());
                let yielded = self.yields(&format, |_| false);
                if yielded > best.0 {
                    best = (yielded, format);
                }
            }
        }
        self.format = best.1;
    }

    /// Tries each name for a field that a notification can be without.
    pub(super) fn try_each(&mut self, field: Field, names: &[String]) {
        let is_filled = |state: &ReadState| match field {
            Field::Detail => !state.detail.is_empty(),
            Field::Time => state.sent_time.is_some() && !state.flags.contains(Flags::TIME_UNREADABLE),
            Field::EventId => state.event_id.is_some(),
            Field::Agent | Field::Status => true,
        };
        let mut best = (self.yields(&self.format, is_filled), self.format.clone());
        let enough = best.0.filled + best.0.states.div_ceil(GAIN);
        let found = self.found();
        for name in names {
            // A place has one meaning: an agent that happens to be another each time is no event.
            let key = name.to_lowercase();
            let is_taken = |other: Field| has_name(&self.format, other, name) || found.contains(&(other, key.clone()));
            if Field::ALL.into_iter().any(|other| other != field && is_taken(other)) {
                continue;
            }
            let mut format = self.format.clone();
            put_in_front(&mut format, field, Some(name));
            let yielded = self.yields(&format, is_filled);
            // A detail for all may be no detail: it must cost no state.
            if yielded > best.0 && yielded.filled >= enough {
                best = (yielded, format);
            }
        }
        self.format = best.1;
    }

    /// The samples that the format does not read, or not wholly.
    pub(super) fn unread(&self) -> Vec<Sample<'s>> {
        let Ok(reader) = NotificationReader::new(self.format.clone(), self.zone) else { return self.samples.to_vec() };
        let is_unread = |sample: &&Sample<'_>| match reader.read(&sample.raw) {
            Reading::Notifications(found) => !found.unreadable.is_empty() || found.states.is_empty(),
            Reading::Refused(_) => true,
            Reading::Probe => false,
        };
        self.samples.iter().filter(is_unread).copied().collect()
    }

    /// Each field with the places it is found at by the format, in lower case.
    pub(super) fn found(&self) -> HashSet<(Field, String)> {
        let read = self.read(&self.format);
        let found = read.flat_map(|read| read.states).flat_map(|state| state.found);
        found.map(|found| (found.field, found.path.to_lowercase())).collect()
    }

    fn yields(&self, format: &Format, is_filled: impl Fn(&ReadState) -> bool) -> Yield {
        self.read(format).fold(Yield::default(), |sum, read| Yield {
            states: sum.states + read.states.len(),
            unreadable: sum.unreadable - isize::try_from(read.unreadable.len()).unwrap_or(isize::MAX),
            filled: sum.filled + read.states.iter().filter(|state| is_filled(state)).count(),
        })
    }

    fn read(&self, format: &Format) -> impl Iterator<Item = Notifications> {
        let reader = NotificationReader::new(format.clone(), self.zone).ok();
        reader.into_iter().flat_map(|reader| {
            self.samples.iter().filter_map(move |sample| match reader.read(&sample.raw) {
                Reading::Notifications(found) => Some(found),
                Reading::Probe | Reading::Refused(_) => None,
            })
        })
    }
}

fn put_in_front(format: &mut Format, field: Field, name: Option<&str>) {
    let Some(name) = name else { return };
    let names = &mut match field {
        Field::Agent => &mut format.agent,
        Field::Status => &mut format.status,
        Field::Detail => &mut format.detail,
        Field::Time => &mut format.time,
        Field::EventId => &mut format.event_id,
    }
    .names;
    names.retain(|known| !known.eq_ignore_ascii_case(name));
    names.insert(0, name.to_owned());
}

fn has_name(format: &Format, field: Field, name: &str) -> bool {
    format.field(field).names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
