//! Times as Odigo and its customers write them, in Europe/Paris.

use super::{found, reason, state};
use crate::odigo::vocabulary::Field;

/// The sent time and flags of a state with these fields.
fn sent(fields: &str) -> (String, Vec<&'static str>) {
    let state = state(&format!("agent=a&state=A&{fields}"));
    let instant = state
        .sent_time
        .map_or("receipt".into(), |micros| jiff::Timestamp::from_microsecond(micros).unwrap().to_string());
    (instant, state.flags.names().collect())
}

fn assert_sent(value: &str, expected: &str) {
    let value = value.replace('+', "%2B");
    assert_eq!(sent(&format!("ts={value}")), (expected.into(), vec![]), "{value}");
}

const NOON: &str = "2026-03-02T12:00:00Z";

#[test]
fn rfc_3339_is_read_with_and_without_zone() {
    for value in [
        "2026-03-02T12:00:00Z",
        "2026-03-02t12:00:00z",
        "2026-03-02T13:00:00+01:00",
        "2026-03-02T13:00:00+0100",
        "2026-03-02T13:00+01:00",
        "2026-03-02 07:00:00-05:00",
        "2026-03-02 13:00:00 +01:00",
        "2026-03-02T13:00:00",
        "2026-03-02T13:00:00+01:00[Europe/Paris]",
        "2026-03-02T07:00:00[America/New_York]",
    ] {
        assert_sent(value, NOON);
    }
    assert_sent("2026-03-02T12:00:00.123456789Z", "2026-03-02T12:00:00.123456Z");
}

#[test]
fn local_times_are_in_the_zone_of_the_integration() {
    for value in [
        "2026-03-02 13:00:00",
        "2026-03-02 13:00",
        "02/03/2026 13:00:00",
        "2/3/2026 13:00:00",
        "02/03/2026, 13:00:00",
        "2026/03/02 13:00:00",
        "02.03.2026 13:00:00",
        "2-3-2026 13:00",
        "20260302T130000",
        "20260302130000",
        "20260302130000000",
    ] {
        assert_sent(value, NOON);
    }
    assert_sent("20260302130000250", "2026-03-02T12:00:00.25Z");
    assert_sent("01/07/2026 14:00:00", "2026-07-01T12:00:00Z");
}

#[test]
fn utc_may_be_said_by_its_name() {
    for value in [
        "2026-03-02 12:00:00 UTC",
        "2026-03-02 12:00:00 gmt",
        "Mon, 02 Mar 2026 12:00:00 GMT",
        "Mon, 2 Mar 2026 13:00:00 +0100",
    ] {
        assert_sent(value, NOON);
    }
}

#[test]
fn epochs_are_seconds_or_milliseconds() {
    assert_sent("1772452800", NOON);
    assert_sent("1772452800000", NOON);
    assert_sent("1772452800.5", "2026-03-02T12:00:00.5Z");
    assert_sent("1772452800123.4567", "2026-03-02T12:00:00.123456Z");
    for value in ["1.7724528E12", "1.7724528e+9", "17724528e2"] {
        assert_sent(value, NOON);
    }
    assert_sent("1.7724528005E9", "2026-03-02T12:00:00.5Z");
    assert_sent("99999999999", "5138-11-16T09:46:39Z");
    assert_sent("100000000000", "1973-03-03T09:46:40Z");
}

#[test]
fn a_date_and_a_time_of_day_in_two_fields_are_joined() {
    assert_eq!(sent("date=2026-03-02&time=13:00:00").0, NOON);
    assert_eq!(sent("date=02/03/2026&time=13:00").0, NOON);
    assert_eq!(sent("time=12:00:00Z&date=2026-03-02").0, NOON);
    assert_eq!(sent("date=20260302&time=13:00:00").0, NOON);
    assert_eq!(sent("date=20260302&time=130000").0, NOON);
    assert_eq!(sent("date=02.03.2026&time=13:00").0, NOON);
    assert_eq!(sent("eventTime=13:00:00&eventDate=2026-03-02").0, NOON);
    let state = state("agent=a&state=A&date=2026-03-02&time=13:00:00");
    assert_eq!(found(&state, Field::Time).0, "date");
    assert_eq!(state.found.last().unwrap().path, "time");
}

#[test]
fn a_date_around_a_list_is_joined_with_the_time_of_each_item() {
    let body = r#"{"date":"2026-03-02","items":[{"agent":"a","state":"A","time":"13:00:00"}]}"#;
    assert_eq!(state(body).sent_time, Some(1_772_452_800_000_000));
}

#[test]
fn a_full_date_and_time_is_not_joined_with_anything() {
    assert_eq!(sent("date=2026-03-02+13:00:00&time=09:00:00").0, NOON);
}

#[test]
fn a_space_before_a_trailing_offset_is_a_plus_that_a_form_ate() {
    assert_eq!(sent("ts=2026-03-02T13:00:00+01:00").0, NOON);
    assert_eq!(sent("ts=2026-03-02+13:00:00+01:00").0, NOON);
    assert_eq!(sent("ts=02/03/2026+14:00:00+02:00").0, NOON);
    assert_eq!(sent("date=2026-03-02&time=14:00:00+02:00").0, NOON);
}

#[test]
fn an_hour_that_occurs_twice_is_the_first_and_flagged() {
    let expected = ("2025-10-26T00:30:00Z".into(), vec!["time_ambiguous"]);
    assert_eq!(sent("ts=2025-10-26T02:30:00"), expected);
    assert_eq!(sent("ts=26/10/2025+02:30:00"), expected);
    assert_eq!(sent("date=2025-10-26&time=02:30"), expected);
    let second = ("2025-10-26T01:30:00Z".into(), vec![]);
    assert_eq!(sent("ts=2025-10-26T02:30:00%2B01:00"), second);
}

#[test]
fn an_hour_that_does_not_exist_is_shifted_by_the_gap_and_flagged() {
    let expected = ("2026-03-29T01:30:00Z".into(), vec!["time_shifted"]);
    assert_eq!(sent("ts=2026-03-29T02:30:00"), expected);
    assert_eq!(sent("ts=2026-03-29T03:30:00").0, expected.0);
}

#[test]
fn an_unreadable_time_does_not_cost_the_state() {
    for value in [
        "yesterday",
        "2026-03-02",
        "20260302",
        "13:00:00",
        "130000",
        "20260302250000",
        "2026/13/02 13:00:00",
        "02.03.26 13:00:00",
        "1.7724528E-9",
        "1E99",
        "E9",
        "11.é05E1",
        "1.é5E4",
        "2026-13-02 13:00:00",
        "30/02/2026 13:00:00",
        "02/03/26 13:00:00",
        "2026-03-02T25:00:00Z",
        "2026-03-02T12:00:00[Mars/Olympus]",
        "2026-03-02T12:00:00Z x",
        "-5",
        "1772452800.",
        "99999999999999999999999",
        "9999999999999999",
        "é",
    ] {
        let expected = ("receipt".into(), vec!["time_unreadable"]);
        assert_eq!(sent(&format!("ts={value}")), expected, "{value}");
    }
}

#[test]
fn without_a_time_there_is_nothing_to_flag() {
    assert_eq!(sent("ts="), ("receipt".into(), vec![]));
}

#[test]
fn two_different_times_of_one_name_are_a_contradiction() {
    assert_eq!(reason("agent=a&state=A&ts=1&ts=2"), "contradiction");
    let half = "agent=a&state=A&date=2026-03-02&time=13:00&time=14:00";
    assert_eq!(reason(half), "contradiction");
}
