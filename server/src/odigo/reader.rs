//! Reads a request with one integration's format: the way in to everything in this room.

use std::ops::ControlFlow;

use jiff::tz::TimeZone;

use super::body;
use super::fields::{Candidate, Layer, Lists, Search};
use super::flags::Flags;
use super::form;
use super::format::{Format, InvalidFormat};
use super::reading::{
    Found, MAX_CHARACTERS, MAX_NOTIFICATIONS, Notifications, RawNotification, ReadState, Reading, Source, Unreadable,
};
use super::reason::Reason;
use super::split::{self, Chain};
use super::time::{self, Moment};
use super::tree::Node;
use super::vocabulary::Field;

/// A format made ready, for as many requests as come while it holds.
#[derive(Debug, Clone)]
pub struct NotificationReader {
    format: Format,
    search: Search,
    zone: TimeZone,
}

/// A candidate and the part of the request it comes from.
type Sourced<'a, 't> = (Source, &'a Candidate<'t>);

impl NotificationReader {
    /// Makes a format ready; `integration_zone` is the zone of local times unless the format has its own.
    ///
    /// # Errors
    /// Everything that is wrong with the format, at once.
    pub fn new(format: Format, integration_zone: &TimeZone) -> Result<Self, InvalidFormat> {
        Ok(Self { zone: format.checked_zone(integration_zone)?, search: Search::new(&format), format })
    }

    /// Reads one request. Time and memory grow with its size, not faster; nothing in it makes this panic.
    pub fn read(&self, raw: &RawNotification<'_>) -> Reading {
        let query = raw.query.unwrap_or_default();
        let bare = query.trim_matches('&').is_empty() && raw.body.trim_ascii().is_empty();
        if bare && matches!(raw.method, "GET" | "HEAD") {
            return Reading::Probe;
        }
        let read = || {
            let query = form::read(query.as_bytes())?;
            let documents = body::read(raw.body, raw.content_type)?;
            self.read_documents(documents, &query)
        };
        read().map_or_else(Reading::Refused, Reading::Notifications)
    }

    fn read_documents(&self, documents: Vec<Result<Node, Reason>>, query: &Node) -> Result<Notifications, Reason> {
        let query = self.search.layer(query, &mut Vec::new(), Lists::Included);
        let mut results = Vec::new();
        for document in documents {
            let mut node = match document {
                Ok(node) => node,
                Err(reason) => {
                    results.push(Err(reason));
                    continue;
                }
            };
            split::unmark_other_lists(&self.search, &mut node, &mut Vec::new());
            let flow = split::notifications(&self.search, &node, |chain| {
                results.push(self.state(chain, &query));
                if results.len() > MAX_NOTIFICATIONS {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            });
            if flow.is_break() {
                break;
            }
        }
        if results.len() > MAX_NOTIFICATIONS {
            return Err(Reason::TooMany);
        }
        let mut out = Notifications::default();
        for (index, result) in results.into_iter().enumerate() {
            match result {
                Ok(state) => out.states.push(ReadState { index, ..state }),
                Err(reason) => out.unreadable.push(Unreadable { index, reason }),
            }
        }
        Ok(out)
    }

    /// One notification: what the body says of each field, else what the query says.
    fn state(&self, chain: &Chain<'_, '_>, query: &Layer<'_>) -> Result<ReadState, Reason> {
        let mut found = Vec::new();
        let mut chosen = |field| self.chosen(field, chain, query, &mut found);
        let agent = chosen(Field::Agent)?;
        let status = chosen(Field::Status)?;
        let detail = chosen(Field::Detail)?;
        let (sent_time, flags) = self.sent_time(chain, query, &mut found)?;
        let event_id = self.chosen(Field::EventId, chain, query, &mut found)?;
        let (agent, status) = match (agent, status) {
            (None, None) => return Err(Reason::NoNotification),
            (None, Some(_)) => return Err(Reason::MissingAgent),
            (Some(_), None) => return Err(Reason::MissingStatus),
            (Some(agent), Some(status)) => (agent, status),
        };
        if !is_identifier(&agent) {
            return Err(Reason::InvalidAgent);
        }
        if !is_identifier(&status) {
            return Err(Reason::InvalidStatus);
        }
        Ok(ReadState {
            index: 0,
            agent,
            status,
            detail: detail.as_deref().map_or_else(String::new, one_line),
            sent_time,
            event_id: event_id.filter(|id| is_identifier(id)),
            flags,
            found,
        })
    }

    /// The value to store for a field, `None` if it is absent.
    fn chosen(
        &self,
        field: Field,
        chain: &Chain<'_, '_>,
        query: &Layer<'_>,
        found: &mut Vec<Found>,
    ) -> Result<Option<String>, Reason> {
        let body = self.checked(field, chain.candidates(field).next())?;
        let query = self.checked(field, query.of(field).first())?;
        let sourced = body.map(|candidate| (Source::Body, candidate));
        let Some(sourced) = sourced.or(query.map(|candidate| (Source::Query, candidate))) else {
            return Ok(None);
        };
        found.push(self.found(field, sourced));
        let value = self.format.field(field).stored(sourced.1.value);
        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// When it was sent, and what was noticed about the time. An unreadable one does not cost the state.
    fn sent_time(
        &self,
        chain: &Chain<'_, '_>,
        query: &Layer<'_>,
        found: &mut Vec<Found>,
    ) -> Result<(Option<i64>, Flags), Reason> {
        let field = Field::Time;
        self.checked(field, query.of(field).first())?;
        let body = chain.candidates(field).map(|found| (Source::Body, found));
        let query = query.of(field).iter().map(|found| (Source::Query, found));
        let mut candidates = body.chain(query).map(|sourced| {
            self.checked(field, Some(sourced.1))?;
            let text = self.format.time.stored(sourced.1.value);
            Ok::<_, Reason>((sourced, text))
        });
        let Some(first) = candidates.next() else {
            return Ok((None, Flags::empty()));
        };
        let (sourced, text) = first?;
        if text.is_empty() {
            return Ok((None, Flags::empty()));
        }
        found.push(self.found(field, sourced));
        let half = match time::read(&text, &self.zone) {
            Some(Moment::Instant(micros, flags)) => return Ok((Some(micros), flags)),
            Some(half) => half,
            None => return Ok((None, Flags::TIME_UNREADABLE)),
        };
        for candidate in candidates {
            let (sourced, text) = candidate?;
            let Some(other) = time::read(&text, &self.zone) else {
                continue;
            };
            if let Some(Moment::Instant(micros, flags)) = half.joined(&other, &self.zone) {
                found.push(self.found(field, sourced));
                return Ok((Some(micros), flags));
            }
        }
        Ok((None, Flags::TIME_UNREADABLE))
    }

    /// The candidate, unless its name contradicts itself.
    fn checked<'a, 't>(
        &self,
        field: Field,
        candidate: Option<&'a Candidate<'t>>,
    ) -> Result<Option<&'a Candidate<'t>>, Reason> {
        match candidate {
            Some(candidate) if candidate.contradictory => {
                Err(Reason::Contradiction { field, name: self.name(field, candidate) })
            }
            other => Ok(other),
        }
    }

    fn found(&self, field: Field, (source, candidate): Sourced<'_, '_>) -> Found {
        Found { field, name: self.name(field, candidate), path: candidate.path.clone(), source }
    }

    /// The listed name a candidate was found by, as written in the format.
    fn name(&self, field: Field, candidate: &Candidate<'_>) -> String {
        let names = &self.format.field(field).names;
        names.get(candidate.rank).cloned().unwrap_or_default()
    }
}

/// 1 to 200 characters, none of them a control character.
fn is_identifier(value: &str) -> bool {
    (1..=MAX_CHARACTERS).contains(&value.chars().take(MAX_CHARACTERS + 1).count()) && !value.contains(char::is_control)
}

/// A detail as it is stored: it refines the state, so what is odd about it is smoothed rather than refused.
fn one_line(detail: &str) -> String {
    let spaced = detail.chars().map(|c| if c.is_control() { ' ' } else { c });
    let cut: String = spaced.take(MAX_CHARACTERS).collect();
    cut.trim().to_owned()
}
