//! Silences against their definition, tried minute by minute.

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

use crate::domain::activity::Activity;
use crate::domain::ids::ExternalUserId;
use crate::domain::instant::{Instant, Span};
use crate::domain::schedule::{Schedule, Segment};
use crate::domain::settings::Settings;
use crate::domain::silence::{Attendee, find};
use crate::domain::timeline::UserInput;
use crate::domain::window::Window;

const MINUTES: i64 = 400;
const AFTER: i64 = 20;

fn at(minute: i64) -> Instant {
    Instant::from_secs(minute * 60)
}

/// Shifts as (start, length) in minutes, one employee each.
fn silences_of(signs: &[i64], shifts: &[(i64, i64)]) -> Vec<(i64, Option<i64>)> {
    let signs: Vec<_> = signs.iter().copied().map(at).collect();
    let user = [UserInput {
        user: ExternalUserId::new(uuid::Uuid::nil()),
        entries: &[],
        snapshots: &[],
        silences: &[],
        paused_since: None,
        assigned_from: None,
        assigned_until: None,
    }];
    let schedules: Vec<_> = shifts
        .iter()
        .map(|(start, length)| {
            let window = Window::new(at(*start), at(start + length)).unwrap();
            let activity = Activity::PRESENT;
            Schedule::new(vec![Segment { window, activity }]).unwrap()
        })
        .collect();
    let attendees: Vec<_> = schedules.iter().map(|schedule| Attendee { users: &user, schedule }).collect();
    let settings = Settings { silence_after: Span::from_minutes(AFTER), ..Settings::default() };
    let minute = |at: Instant| at.floor_secs() / 60;
    find(&signs, &attendees, &settings, at(MINUTES))
        .found
        .iter()
        .map(|silence| (minute(silence.start), silence.end.map(minute)))
        .collect()
}

/// The definition, word by word; everything in it happens at whole minutes.
fn by_definition(signs: &[i64], shifts: &[(i64, i64)]) -> Vec<(i64, Option<i64>)> {
    let attending = |minute: i64| {
        let there = |(start, length): &&(i64, i64)| (*start..start + length).contains(&minute);
        shifts.iter().filter(there).count()
    };
    let missed = |minute: i64, patience: i64, enough: usize| {
        let since = minute - patience;
        signs.first().is_some_and(|first| *first <= since)
            && !signs.iter().any(|sign| since < *sign && *sign <= minute)
            && (since..minute).all(|minute| attending(minute) >= enough)
    };
    let mut found = Vec::new();
    let mut minute = 0;
    while minute <= MINUTES {
        if missed(minute, AFTER, 5) || missed(minute, 4 * AFTER, 1) {
            let end = signs.iter().copied().find(|sign| *sign > minute);
            found.push((minute, end.filter(|end| *end <= MINUTES)));
            minute = end.unwrap_or(MINUTES + 1);
        } else {
            minute += 1;
        }
    }
    found
}

proptest! {
    #[test]
    fn silences_are_found_where_the_definition_says(
        signs in btree_set(0..MINUTES, 0..10),
        shifts in vec((0..MINUTES, 1..MINUTES), 0..12),
    ) {
        let signs: Vec<_> = signs.into_iter().collect();
        prop_assert_eq!(silences_of(&signs, &shifts), by_definition(&signs, &shifts));
    }
}
