//! Any employee: a few users, entries, a schedule, exceptions, gaps and settings, in eight hours.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::domain::activity::{Activity, ActivityType};
use crate::domain::entry::{self, Entry, Order};
use crate::domain::exceptions::{Exception, ExceptionKind, Exceptions};
use crate::domain::ids::{ActivityId, ExternalUserId};
use crate::domain::instant::{Instant, Span};
use crate::domain::mapping::{StatusMapping, UnmappedPolicy};
use crate::domain::matches::{MatchRule, Matches, Targets};
use crate::domain::schedule::{Schedule, Segment};
use crate::domain::settings::{Buffers, Settings};
use crate::domain::testing::{User, World};
use crate::domain::window::Window;

/// The length of the time in which something happens.
pub(super) const LENGTH: Span = Span::from_hours(8);

const USERS: usize = 3;

/// The start of that time; not a whole second, so that floors matter.
pub(super) fn origin() -> Instant {
    Instant::from_micros(1_772_438_400_123_456)
}

/// The end of that time.
pub(super) fn end() -> Instant {
    origin() + LENGTH
}

/// An instant inside, now and then a round one so that instants coincide.
pub(super) fn any_instant() -> impl Strategy<Value = Instant> {
    prop_oneof![
        (0..LENGTH.micros()).prop_map(|micros| origin() + Span::from_micros(micros)),
        (0..LENGTH.whole_secs() / 60).prop_map(|minute| origin() + Span::from_minutes(minute)),
    ]
}

pub(super) fn any_window() -> impl Strategy<Value = Window> {
    (any_instant(), any_instant())
        .prop_filter_map("a window is not empty", |(one, other)| Window::new(one.min(other), one.max(other)).ok())
}

fn activity(id: u128, activity_type: ActivityType) -> Activity {
    Activity::new(ActivityId::new(Uuid::from_u128(100 + id)), activity_type)
}

fn activities() -> Vec<Activity> {
    (0..)
        .zip(ActivityType::ALL)
        .map(|(id, activity_type)| activity(id, activity_type))
        .chain([activity(10, ActivityType::Presence)])
        .collect()
}

fn mapping(unmapped: UnmappedPolicy) -> StatusMapping {
    let mut mapping = StatusMapping::new(["LOGOUT"], unmapped);
    mapping.map("CALL", None, activity(0, ActivityType::Presence));
    mapping.map("MAIL", None, activity(10, ActivityType::Presence));
    mapping.map("PAUSE", None, activity(1, ActivityType::Break));
    mapping.map("PAUSE", Some("COACHING"), activity(2, ActivityType::Meeting));
    mapping.map("ILL", None, activity(4, ActivityType::Illness));
    mapping
}

/// What a report says: of which user, which status, which detail, and after how many minutes it ends.
pub(super) type Report = (usize, &'static str, Option<&'static str>, Option<i64>);

fn report() -> impl Strategy<Value = Report> {
    (
        0..USERS,
        select(vec!["CALL", "CALL", "MAIL", "PAUSE", "PAUSE", "LOGOUT", "ILL", "NEW"]),
        select(vec![None, None, Some("COACHING"), Some("SMOKING")]),
        option::weighted(0.3, 1_i64..90),
    )
}

/// Reports at times that all differ.
pub(super) fn reports() -> impl Strategy<Value = Vec<(Instant, Report)>> {
    btree_map(any_instant(), report(), 0..40).prop_map(|reports| reports.into_iter().collect())
}

/// Entries from reports, stored in the order given.
pub(super) fn stored(reports: &[(Instant, Report)], unmapped: UnmappedPolicy) -> [Vec<Entry>; USERS] {
    let mapping = mapping(unmapped);
    let mut users = [const { Vec::new() }; USERS];
    for (order, (time, (user, status, detail, minutes))) in (1..).zip(reports) {
        users[*user].push(Entry {
            time: *time,
            order: Order::alone(order),
            reported: mapping.read((*status).into(), detail.map(Into::into)),
            ends: minutes.map(|minutes| *time + Span::from_minutes(minutes)),
        });
    }
    for entries in &mut users {
        entry::sort(entries);
    }
    users
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let pieces = vec((1_i64..120, option::weighted(0.8, select(activities()))), 0..12);
    pieces.prop_map(|pieces| {
        let mut start = origin();
        let mut segments = Vec::new();
        for (minutes, activity) in pieces {
            let window = Window::new(start, start + Span::from_minutes(minutes)).unwrap();
            segments.extend(activity.map(|activity| Segment { window, activity }));
            start = window.end();
        }
        Schedule::new(segments).unwrap()
    })
}

fn exceptions() -> impl Strategy<Value = Exceptions> {
    let kind = select(vec![ExceptionKind::Excused, ExceptionKind::InAdherence]);
    let one = (any_window(), kind).prop_map(|(window, kind)| Exception { window, kind });
    vec(one, 0..3).prop_map(|exceptions| Exceptions::new(&exceptions))
}

fn matches() -> impl Strategy<Value = Matches> {
    any::<[bool; 3]>().prop_map(|[own_type, absences, offline_breaks]| {
        let rule = MatchRule { own_type, absences, targets: Targets::default() };
        let offline = Targets {
            types: offline_breaks.then_some(ActivityType::Break).into_iter().collect(),
            ..Targets::default()
        };
        let rules = activities().into_iter().map(|a| (a.id, rule.clone()));
        Matches::new(rules, offline)
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let seconds = || select(vec![0, 60, 300, 900]).prop_map(Span::from_secs);
    let logout = select(vec![1, 4, 16]).prop_map(Span::from_hours);
    let unmapped = select(vec![UnmappedPolicy::Present, UnmappedPolicy::Unknown]);
    (seconds(), seconds(), seconds(), seconds(), logout, unmapped).prop_map(
        |(not_present, wrong_activity, not_scheduled, severe_after, auto_logout_after, unmapped)| Settings {
            buffers: Buffers { not_present, wrong_activity, not_scheduled },
            severe_after,
            auto_logout_after,
            unmapped,
            ..Settings::default()
        },
    )
}

/// The gaps of each user: snapshots that may not list it, silences, and now and then a pause.
type Gaps = (Vec<Instant>, Vec<Instant>, Option<Instant>);

fn gaps() -> impl Strategy<Value = Vec<Gaps>> {
    let instants = || {
        vec(any_instant(), 0..3).prop_map(|mut instants| {
            instants.sort_unstable();
            instants.dedup();
            instants
        })
    };
    vec((instants(), instants(), option::weighted(0.1, any_instant())), USERS)
}

/// Any employee, with reports that need not differ in time.
pub(super) fn any_world() -> impl Strategy<Value = World> {
    let reports = vec((any_instant(), report()), 0..40);
    world_of(reports).prop_map(|(world, _)| world)
}

/// Any employee without entries, and any reports at times that all differ.
pub(super) fn any_world_with_reports() -> impl Strategy<Value = (World, Vec<(Instant, Report)>)> {
    world_of(reports())
}

fn world_of(
    reports: impl Strategy<Value = Vec<(Instant, Report)>>,
) -> impl Strategy<Value = (World, Vec<(Instant, Report)>)> {
    let rest = (schedule(), exceptions(), matches(), settings(), gaps());
    (reports, rest).prop_map(|(reports, (schedule, exceptions, matches, settings, gaps))| {
        let entries = stored(&reports, settings.unmapped);
        let users = (1..).zip(entries).zip(gaps);
        let users = users.map(|((id, entries), (snapshots, silences, paused_since))| User {
            id: ExternalUserId::new(Uuid::from_u128(id)),
            entries,
            snapshots,
            silences,
            paused_since,
        });
        let world = World { users: users.collect(), schedule, exceptions, matches, settings };
        (world, reports)
    })
}
