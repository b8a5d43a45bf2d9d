//! How much a place looks like a field: by its name, and by what stands there.

use super::places::Place;
use super::words::{is_status, sound};
use crate::odigo::redact;
use crate::odigo::vocabulary::Field;

/// What the name counts beside the values.
const NAME: f64 = 0.6;

/// From so many values on, how often they repeat says something.
const ENOUGH: usize = 5;

/// How likely the place holds the field, from 0 to 1. A secret is never likely.
pub(super) fn likeness(field: Field, place: &Place, notifications: usize) -> f64 {
    if place.values == 0 || redact::is_secret(&place.path) {
        return 0.0;
    }
    let looks = match field {
        Field::Agent => agent(place, notifications),
        Field::Status => status(place, notifications),
        Field::Detail => detail(place, notifications),
        Field::Time => time(place),
        Field::EventId => event_id(place, notifications),
    };
    // What can't be it by its values is not it, whatever its name.
    if looks == 0.0 { 0.0 } else { NAME * sound(field, &place.path) + (1.0 - NAME) * looks }
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred notifications are looked at")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn is_time(place: &Place) -> bool {
    share(place.times, place.values) > 0.5
}

fn average_length(place: &Place) -> f64 {
    let lengths: usize = place.texts().map(|text| text.chars().count()).sum();
    share(lengths, place.distinct())
}

/// Times, or halves of them.
fn time(place: &Place) -> f64 {
    share(place.times, place.values).max(0.7 * share(place.half_times, place.values))
}

/// Many different short values that come again, in nearly all notifications.
fn agent(place: &Place, notifications: usize) -> f64 {
    if is_time(place) || average_length(place) > 100.0 {
        return 0.0;
    }
    let words = share(place.texts().filter(|text| is_status(text)).count(), place.distinct());
    if words > 0.5 {
        return 0.0;
    }
    let present = share(place.notifications, notifications);
    if place.values < ENOUGH {
        return 0.6 * present;
    }
    let variety = share(place.distinct(), place.values);
    let varied = if place.distinct() < 2 { 0.3 } else { 0.6 + 0.4 * variety.min(0.5) / 0.5 };
    present * varied
}

/// Few different words that come again and again, in nearly all notifications.
fn status(place: &Place, notifications: usize) -> f64 {
    let has_letters = place.texts().any(|text| text.contains(char::is_alphabetic));
    if is_time(place) || average_length(place) > 60.0 {
        return 0.0;
    }
    let words = share(place.texts().filter(|text| is_status(text)).count(), place.distinct());
    let present = share(place.notifications, notifications);
    let repeats = if place.values < ENOUGH { 0.5 } else { 1.0 - share(place.distinct(), place.values) };
    // A name can say what the values leave open.
    let repeats = repeats.max(0.2);
    let letters = if has_letters { 1.0 } else { 0.4 };
    let looks = if words > 0.0 { 0.7 + 0.3 * words } else { 0.6 * repeats * letters };
    present * looks
}

/// Few different words, often absent.
fn detail(place: &Place, notifications: usize) -> f64 {
    if is_time(place) || average_length(place) > 100.0 {
        return 0.0;
    }
    let present = share(place.notifications, notifications);
    let repeats = if place.values < ENOUGH { 0.5 } else { 1.0 - share(place.distinct(), place.values) };
    let absent = if present < 0.9 { 1.0 } else { 0.5 };
    // What is always the same says nothing, unless its name does.
    let varied = if place.values >= ENOUGH && place.distinct() < 2 { 0.3 } else { 1.0 };
    (0.4 + 0.6 * repeats) * absent * varied
}

/// Different in each notification, and in each there.
fn event_id(place: &Place, notifications: usize) -> f64 {
    let unique = share(place.distinct(), place.values);
    if is_time(place) || (place.values >= ENOUGH && unique < 0.5) {
        return 0.0;
    }
    // A short one is a number of something rather.
    let length = if average_length(place) < 4.0 { 0.4 } else { 1.0 };
    share(place.notifications, notifications) * unique * length
}
