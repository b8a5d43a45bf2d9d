//! What folding makes of entries, snapshots and silences.

use super::*;
use crate::domain::{
    entry::Order,
    mapping::{StatusMapping, UnmappedPolicy},
};

const AUTO_LOGOUT: Span = Span::from_hours(16);

fn entry(second: i64, order: i64, status: &str, detail: &str) -> Entry {
    let mapping = StatusMapping::new(["LOGOUT"], UnmappedPolicy::Present);
    Entry {
        time: Instant::from_secs(second),
        order: Order::alone(order),
        reported: mapping.read(status.into(), Some(detail.into())),
        ends: None,
    }
}

fn user() -> ExternalUserId {
    ExternalUserId::new(uuid::Uuid::from_u128(7))
}

fn folded(entries: &[Entry]) -> Source {
    let mut state = UserState::new(user());
    for same_instant in entries.chunk_by(|a, b| a.time == b.time) {
        state.take(same_instant, AUTO_LOGOUT);
    }
    state.held.unwrap().source
}

#[test]
fn a_refresh_without_detail_keeps_start_and_detail() {
    let source = folded(&[entry(0, 1, "PAUSE", "LUNCH"), entry(9, 2, "PAUSE", "")]);
    assert_eq!(source.start, Instant::from_secs(0));
    assert_eq!(source.reported.detail.as_deref(), Some("LUNCH"));
}

#[test]
fn a_new_detail_begins_a_new_state() {
    let source = folded(&[entry(0, 1, "PAUSE", ""), entry(9, 2, "PAUSE", "LUNCH")]);
    assert_eq!(source.start, Instant::from_secs(9));
}

#[test]
fn at_one_instant_detail_stays_and_else_the_later_stored_wins() {
    let lunch = entry(0, 1, "PAUSE", "LUNCH");
    let source = folded(&[lunch.clone(), entry(0, 2, "PAUSE", "")]);
    assert_eq!(source.reported.detail.as_deref(), Some("LUNCH"));
    let source = folded(&[lunch, entry(0, 2, "CALL", "")]);
    assert_eq!(&*source.reported.status, "CALL");
}

#[test]
fn after_an_automatic_logout_the_same_status_starts_anew() {
    let entries = [entry(0, 1, "CALL", ""), entry(16 * 3600 + 1, 2, "CALL", "")];
    assert_eq!(folded(&entries).start, Instant::from_secs(16 * 3600 + 1));
    let entries = [entry(0, 1, "CALL", ""), entry(16 * 3600, 2, "CALL", "")];
    assert_eq!(folded(&entries).start, Instant::from_secs(0));
}

#[test]
fn after_a_silence_the_same_status_starts_anew_and_without_its_detail() {
    let mut state = UserState::new(user());
    state.take(&[entry(0, 1, "PAUSE", "LUNCH")], AUTO_LOGOUT);
    state.fall_silent(Instant::from_secs(5));
    state.take(&[entry(9, 2, "PAUSE", "")], AUTO_LOGOUT);
    let source = state.held.unwrap().source;
    assert_eq!(source.start, Instant::from_secs(9));
    assert_eq!(source.reported.detail, None);
}

#[test]
fn a_state_refreshed_for_days_is_carried_over_with_its_start() {
    let hours = [0, 12, 24, 36].map(|hour| entry(hour * 3600, 1, "CALL", ""));
    let input = UserInput {
        user: user(),
        entries: &hours,
        snapshots: &[],
        silences: &[],
        paused_since: None,
        assigned_from: None,
        assigned_until: None,
    };
    let state = UserState::folded(&input, Instant::MAX, AUTO_LOGOUT);
    let carried = state.carry_over(AUTO_LOGOUT);
    assert_eq!(carried.len(), 4);
    let input = UserInput { entries: &carried, ..input };
    let again = UserState::folded(&input, Instant::MAX, AUTO_LOGOUT);
    assert_eq!(again, state);
    assert_eq!(again.held.unwrap().source.start, Instant::from_secs(0));
}

/// What the user does at a second, and since when.
fn seen(entries: &[Entry], snapshots: &[i64], silences: &[i64], second: i64) -> (Actual, i64) {
    let instants = |seconds: &[i64]| -> Vec<Instant> { seconds.iter().copied().map(Instant::from_secs).collect() };
    let (snapshots, silences) = (instants(snapshots), instants(silences));
    let input = UserInput {
        user: user(),
        entries,
        snapshots: &snapshots,
        silences: &silences,
        paused_since: None,
        assigned_from: None,
        assigned_until: None,
    };
    let at = Instant::from_secs(second);
    let state = UserState::folded(&input, at, AUTO_LOGOUT);
    let view = state.at(at, &input, AUTO_LOGOUT).unwrap();
    (view.actual, view.since.floor_secs())
}

fn until(entry: Entry, second: i64) -> Entry {
    Entry { ends: Some(Instant::from_secs(second)), ..entry }
}

#[test]
fn a_state_that_ends_leaves_the_user_logged_out_unless_something_newer_holds() {
    let call = until(entry(0, 1, "CALL", ""), 60);
    assert_ne!(seen(std::slice::from_ref(&call), &[], &[], 59).0, Actual::Offline);
    assert_eq!(seen(std::slice::from_ref(&call), &[], &[], 60), (Actual::Offline, 60));
    let entries = [call.clone(), entry(50, 2, "CALL", "")];
    assert_ne!(seen(&entries, &[], &[], 70).0, Actual::Offline);
    // Begins again where it ends: it went on.
    let entries = [call.clone(), entry(60, 2, "CALL", "")];
    assert_eq!(seen(&entries, &[], &[], 70).1, 0);
    let entries = [call, entry(61, 2, "CALL", "")];
    assert_eq!(seen(&entries, &[], &[], 70).1, 61);
}

#[test]
fn at_one_instant_the_same_state_with_its_end_stays() {
    let entries = [until(entry(0, 1, "CALL", ""), 60), entry(0, 2, "CALL", "")];
    assert_eq!(seen(&entries, &[], &[], 60), (Actual::Offline, 60));
    let entries = [until(entry(0, 1, "CALL", ""), 60), until(entry(0, 2, "CALL", ""), 90)];
    assert_ne!(seen(&entries, &[], &[], 60).0, Actual::Offline);
}

#[test]
fn whom_a_snapshot_does_not_list_is_logged_out_from_then_on() {
    let call = [entry(0, 1, "CALL", "")];
    assert_eq!(seen(&call, &[10, 20], &[], 30), (Actual::Offline, 10));
    // Listed, and so heard of again.
    let listed = [entry(0, 1, "CALL", ""), entry(10, 2, "CALL", "")];
    assert_eq!(seen(&listed, &[10], &[], 30).1, 0);
    assert_eq!(seen(&listed, &[10, 20], &[], 30), (Actual::Offline, 20));
    // Who had logged out before goes on being logged out since then.
    assert_eq!(seen(&[entry(0, 1, "LOGOUT", "")], &[10], &[], 30), (Actual::Offline, 0));
    assert_eq!(seen(&[until(entry(0, 1, "CALL", ""), 5)], &[10], &[], 30), (Actual::Offline, 5));
}

#[test]
fn a_snapshot_ends_being_unknown_through_a_silence() {
    assert_eq!(seen(&[entry(0, 1, "CALL", "")], &[20], &[10], 30), (Actual::Offline, 20));
    assert_eq!(seen(&[entry(0, 1, "LOGOUT", "")], &[20], &[10], 30), (Actual::Offline, 20));
    assert_eq!(seen(&[entry(0, 1, "CALL", "")], &[5], &[10], 30), (Actual::Unknown, 10));
}
