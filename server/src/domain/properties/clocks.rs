//! Changes of clocks conserve minutes: days and intervals tile the years from 2020 to 2035.

use crate::domain::calendar::{Day, INTERVAL, Zone};
use crate::domain::instant::Span;
use crate::domain::window::Window;

const ZONES: [&str; 5] =
    ["Europe/Madrid", "Europe/Amsterdam", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe"];

fn each_day(mut check: impl FnMut(&Zone, Day, Window)) {
    for name in ZONES {
        let zone: Zone = name.parse().unwrap();
        let mut day = Day::from_ymd(2020, 1, 1).unwrap();
        while day < Day::from_ymd(2036, 1, 1).unwrap() {
            check(&zone, day, zone.day(day).unwrap());
            day = day.plus_days(1);
        }
    }
}

#[test]
fn each_day_ends_where_the_next_one_starts_and_holds_its_own_instants() {
    each_day(|zone, day, window| {
        let tomorrow = zone.day(day.plus_days(1)).unwrap();
        assert_eq!(window.end(), tomorrow.start(), "{zone} {day}");
        assert_eq!(zone.day_of(window.start()), day, "{zone}");
        let last = window.end() - Span::from_micros(1);
        assert_eq!(zone.day_of(last), day, "{zone}");
    });
}

#[test]
fn the_intervals_of_each_day_tile_it_in_whole_quarters() {
    each_day(|zone, day, window| {
        let intervals = zone.intervals(day);
        assert_eq!(intervals.first().map(|i| i.start()), Some(window.start()));
        assert_eq!(intervals.last().map(|i| i.end()), Some(window.end()));
        let tiled = intervals.windows(2).all(|two| two[0].end() == two[1].start());
        assert!(tiled, "{zone} {day}");
        let whole = intervals.iter().all(|interval| interval.length() == INTERVAL);
        assert!(whole, "{zone} {day}");
    });
}

#[test]
fn sixteen_years_have_all_their_minutes_in_each_zone() {
    for name in ZONES {
        let zone: Zone = name.parse().unwrap();
        let bounds = |year| zone.day(Day::from_ymd(year, 1, 1).unwrap()).unwrap();
        let years = bounds(2036).start() - bounds(2020).start();
        let mut minutes = 0;
        let mut changed = 0;
        let mut day = Day::from_ymd(2020, 1, 1).unwrap();
        while day < Day::from_ymd(2036, 1, 1).unwrap() {
            let length = zone.day(day).unwrap().length();
            minutes += length.whole_secs() / 60;
            changed += i32::from(length != Span::from_hours(24));
            day = day.plus_days(1);
        }
        assert_eq!(minutes, years.whole_secs() / 60, "{name}");
        assert_eq!(changed, 32, "{name} changes its clocks twice a year");
    }
}
