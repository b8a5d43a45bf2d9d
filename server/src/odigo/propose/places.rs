//! Every place with a value in what was captured, and what stands there.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;

use super::Sample;
use crate::domain::instant::{Instant, Span};
use crate::odigo::reading::{MAX_CHARACTERS, MAX_DEPTH};
use crate::odigo::time::{self, Moment};
use crate::odigo::tree::Node;
use crate::odigo::{body, form};

/// More places than this are not looked at: a format has far fewer.
const MOST_PLACES: usize = 2_000;

/// More different values of one place than this are counted, not kept.
const MOST_VALUES: usize = 1_000;

/// How far a time may lie before the receipt, and after it, to be taken for one.
const BEFORE: Span = Span::from_hours(400 * 24);
const AFTER: Span = Span::from_hours(48);

/// A place, and what was found there.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Names as sent, joined by dots.
    pub(super) path: String,
    /// In how many notifications it is.
    pub(super) notifications: usize,
    /// How many values it has in all.
    pub(super) values: usize,
    /// How many of them are times near the receipt.
    pub(super) times: usize,
    /// How many of them are a date or a time of day alone.
    pub(super) half_times: usize,
    different: HashMap<String, usize>,
    last_seen_in: Option<usize>,
}

impl Place {
    /// How many different values there are.
    pub(super) fn distinct(&self) -> usize {
        self.different.len()
    }

    /// The different values.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.different.keys().map(String::as_str)
    }

    /// The most frequent values.
    pub(super) fn frequent(&self, most: usize) -> Vec<&str> {
        let mut values: Vec<(&String, &usize)> = self.different.iter().collect();
        values.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        values.into_iter().take(most).map(|(value, _)| value.as_str()).collect()
    }
}

/// All places, by path.
#[derive(Debug, Default)]
pub(super) struct Places {
    places: BTreeMap<String, Place>,
    notifications: usize,
}

impl Places {
    pub(super) fn of(samples: &[Sample<'_>], zone: &TimeZone) -> Self {
        let mut places = Self::default();
        for sample in samples {
            let mut look = Look { places: &mut places, zone, received: sample.received, path: Vec::new() };
            let query = form::read(sample.raw.query.unwrap_or_default().as_bytes());
            let documents = body::read(sample.raw.body, sample.raw.content_type).unwrap_or_default();
            for node in query.iter().chain(documents.iter().flatten()) {
                look.visit(node);
            }
            places.notifications += 1;
        }
        places
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Place> {
        self.places.values()
    }

    pub(super) fn notifications(&self) -> usize {
        self.notifications
    }

    /// The place at a path, whatever its case.
    pub(super) fn at(&self, path: &str) -> Option<&Place> {
        self.places.get(&path.to_lowercase())
    }
}

struct Look<'p, 't> {
    places: &'p mut Places,
    zone: &'p TimeZone,
    received: Instant,
    path: Vec<&'t str>,
}

impl<'t> Look<'_, 't> {
    fn visit(&mut self, node: &'t Node) {
        let is_named = !node.name.is_empty();
        if is_named {
            self.path.push(&node.name);
        }
        if let Some(text) = &node.text {
            self.note(text);
        }
        for child in &node.children {
            self.visit(child);
        }
        if is_named {
            self.path.pop();
        }
    }

    fn note(&mut self, text: &str) {
        let path = self.path.join(".");
        // What can't be a name of a format can't be proposed.
        let parts = path.split('.').count();
        let is_name = !path.contains(char::is_control) && path.split('.').all(|part| !part.trim().is_empty());
        if !is_name || parts > MAX_DEPTH || path.chars().count() > MAX_CHARACTERS {
            return;
        }
        let Places { places, notifications } = &mut *self.places;
        let key = path.to_lowercase();
        if places.len() >= MOST_PLACES && !places.contains_key(&key) {
            return;
        }
        let place = places.entry(key).or_insert_with(|| Place { path, ..Place::default() });
        if place.last_seen_in.replace(*notifications) != Some(*notifications) {
            place.notifications += 1;
        }
        place.values += 1;
        match time::read(text, self.zone) {
            Some(Moment::Instant(micros, _)) => {
                let at = Instant::from_micros(micros);
                let near = self.received - BEFORE < at && at < self.received + AFTER;
                place.times += usize::from(near);
            }
            Some(Moment::Date(_) | Moment::TimeOfDay(_)) => place.half_times += 1,
            None => {}
        }
        let text: String = text.chars().take(MAX_CHARACTERS).collect();
        if place.different.len() < MOST_VALUES || place.different.contains_key(&text) {
            *place.different.entry(text).or_default() += 1;
        }
    }
}
