//! Proposes a format from what was captured: which places look like which field, and which of them, put in front of the
//! present names, make more of it readable.

mod likeness;
mod places;
mod trial;
mod words;

use jiff::tz::TimeZone;

use super::format::Format;
use super::reading::RawNotification;
use super::redact;
use super::vocabulary::Field;
use crate::domain::instant::Instant;
use likeness::likeness;
use places::{Place, Places};
use trial::Trial;

/// How many places are told of a field.
const MOST_CANDIDATES: usize = 10;

/// How many characters of a value are shown.
const LONGEST_SAMPLE: usize = 200;

/// How likely a place must be to be told.
const TELLING: f64 = 0.3;

/// How likely a place must be to be tried, and how many of them are.
const TRYING: f64 = 0.35;
const TRIED: usize = 4;

/// A captured notification.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// As it came in.
    pub raw: RawNotification<'a>,
    /// When it was received.
    pub received: Instant,
}

/// A format that fits what was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The present format, with names in front where they read more.
    pub format: Format,
    /// The places found, by field, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// A place that may hold a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which field.
    pub field: Field,
    /// Its path, which is a name for the format.
    pub path: String,
    /// Up to five values found there, the most frequent first, without secrets.
    pub samples: Vec<String>,
    /// In how many notifications it was found.
    pub notifications: usize,
    /// Whether the proposed format finds the field there.
    pub proposed: bool,
}

/// Proposes a format; `present` is the one to start from, `zone` the zone of times that come without one.
pub fn propose(present: &Format, zone: &TimeZone, samples: &[Sample<'_>]) -> Proposal {
    let mut trial = Trial::new(present, zone, samples);
    let places = Places::of(samples, zone);
    // Where a format has changed, what is new in it is in few of all notifications, and in most of those not read.
    let unread = Places::of(&trial.unread(), zone);
    let ranked = |field: Field| ranked(&places, &unread, field);
    // Neither makes a notification readable without the other.
    trial.try_together(&tried(&ranked(Field::Agent)), &tried(&ranked(Field::Status)));
    for field in [Field::Detail, Field::Time, Field::EventId] {
        trial.try_each(field, &tried(&ranked(field)));
    }
    let used = trial.found();
    let mut candidates = Vec::new();
    for field in Field::ALL {
        let is_of = |field: Field, place: &Place| used.contains(&(field, place.path.to_lowercase()));
        let is_free = |place: &Place| is_of(field, place) || !Field::ALL.iter().any(|other| is_of(*other, place));
        let of_field = ranked(field).into_iter().filter(|(_, place)| is_free(place)).take(MOST_CANDIDATES);
        candidates.extend(of_field.map(|(_, place)| Candidate {
            field,
            path: place.path.clone(),
            samples: samples_of(place),
            notifications: place.notifications,
            proposed: is_of(field, place),
        }));
    }
    Proposal { format: trial.into_format(), candidates }
}

/// The places that may hold a field, the likeliest first: among all notifications, or among those not read.
fn ranked<'p>(places: &'p Places, unread: &Places, field: Field) -> Vec<(f64, &'p Place)> {
    let scored = places.iter().map(|place| {
        let among_unread = unread.at(&place.path).map(|place| likeness(field, place, unread.notifications()));
        (likeness(field, place, places.notifications()).max(among_unread.unwrap_or_default()), place)
    });
    let mut ranked: Vec<(f64, &Place)> = scored.filter(|(score, _)| *score >= TELLING).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
    ranked
}

fn tried(ranked: &[(f64, &Place)]) -> Vec<String> {
    let likely = ranked.iter().filter(|(score, _)| *score >= TRYING);
    likely.take(TRIED).map(|(_, place)| place.path.clone()).collect()
}

fn samples_of(place: &Place) -> Vec<String> {
    let samples = place.frequent(5).into_iter();
    samples.map(|value| redact::value(&place.path, value).chars().take(LONGEST_SAMPLE).collect()).collect()
}

#[cfg(test)]
mod tests;
