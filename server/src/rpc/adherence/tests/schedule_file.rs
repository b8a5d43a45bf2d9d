//! Schedules from a file: read as planning systems and spreadsheets write them, or refused row by row.

use std::{collections::BTreeSet, fmt::Write as _};

use kadans_proto::v1::{ImportScheduleRequest, ImportScheduleResponse};

use super::floor::{Floor, at, day, segment};
use crate::{
    auth::caller::Caller,
    domain::{
        activity::ActivityType,
        ids::{ActivityId, EmployeeId},
    },
    rpc::{
        adherence::import_schedule,
        testing::{World, violations},
    },
    store::employees::{self, NewEmployee},
};

async fn import_by(world: &World, caller: &Caller, csv: &[u8]) -> ImportScheduleResponse {
    let request = ImportScheduleRequest { csv: csv.to_vec(), ..ImportScheduleRequest::default() };
    import_schedule(&world.store, caller, request).await.unwrap()
}

async fn import(world: &World, floor: &Floor, csv: impl AsRef<[u8]>) -> ImportScheduleResponse {
    import_by(world, &floor.caller, csv.as_ref()).await
}

/// What was wrong, as line, column and reason.
fn wrong(response: &ImportScheduleResponse) -> Vec<(i32, &str, &str)> {
    response.row_errors.iter().map(|error| (error.line, error.column.as_str(), error.reason.as_str())).collect()
}

/// The segments of the 2nd of March, as begin, end and activity.
async fn shown(world: &World, floor: &Floor, employee: EmployeeId) -> Vec<[String; 3]> {
    let past = floor.past(world, employee, "2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z").await;
    let segments = past.schedule.into_iter();
    let shown = segments.map(|segment| {
        let time = |time: Option<prost_types::Timestamp>| time.unwrap().to_string();
        [time(segment.start_time), time(segment.end_time), segment.activity_id]
    });
    shown.collect()
}

fn present(start: &str, end: &str) -> [String; 3] {
    [start.to_owned(), end.to_owned(), ActivityId::PRESENT.to_string()]
}

#[tokio::test]
async fn a_file_is_taken_in_each_way_that_people_write_it() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    for file in [
        "employee,start,end,activity\nAna,2026-03-02 08:00,2026-03-02 12:00,Present\n",
        "\u{feff}ACTIVITY;End; Employee ;START\r\npresent;02/03/2026 12:00; ana ;02/03/2026 08:00\r\n",
        "team,employee,start,end,activity,note\n\"a, b\",\"Ana\",2026-03-02T08:00:00+01:00,2026-03-02T11:00:00Z,Present,",
        "date,employee,start,end,activity\n\n2026-03-02,Ana,2026-03-02 08:00:00,2026-03-02T12:00,Present\n,,,,\n",
    ] {
        floor.import(&world, vec![day(ana, "2026-03-02", vec![])]).await.unwrap();
        let imported = import(&world, &floor, file).await;
        assert_eq!(wrong(&imported), [], "{file}");
        assert_eq!((imported.day_count, imported.segment_count, imported.employee_count), (1, 1, 1));
        let expected = present("2026-03-02T07:00:00Z", "2026-03-02T11:00:00Z");
        assert_eq!(shown(&world, &floor, ana).await, [expected], "{file}");
    }
}

#[tokio::test]
async fn an_employee_is_named_by_whatever_is_unambiguous() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    for (name, number, email) in [("Ana", "17", "ana@acme.example"), ("Bo", "18", ""), ("Bo", "19", "")] {
        let new = NewEmployee {
            name: name.to_owned(),
            email: email.to_owned(),
            personnel_number: number.to_owned(),
            unit: floor.unit,
            groups: BTreeSet::default(),
        };
        employees::create(&world.store, new, floor.caller.author()).await.unwrap();
    }
    let file = "employee,date\nAna,2026-03-01\nANA@acme.example,2026-03-02\n17,2026-03-03\n18,2026-03-03\n";
    let imported = import(&world, &floor, file).await;
    assert_eq!((imported.day_count, imported.employee_count), (4, 2));
    let refused = import(&world, &floor, "employee,date\nBo,2026-03-01\n20,2026-03-02\n,2026-03-03\n").await;
    let expected =
        [(2, "employee", "AMBIGUOUS_EMPLOYEE"), (3, "employee", "UNKNOWN_EMPLOYEE"), (4, "employee", "REQUIRED")];
    assert_eq!(wrong(&refused), expected);
    // Whom the caller does not plan is not there.
    let refused = import_by(&world, &floor.outsider(), b"employee,date\nAna,2026-03-01\n").await;
    assert_eq!(wrong(&refused), [(2, "employee", "UNKNOWN_EMPLOYEE")]);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_nothing_is_taken_over() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let file = "\
employee,start,end,activity,date
Ana,2026-03-02 08:00,2026-03-02 10:00,Present,

Zoe,soon,,Offline,
\"Ana\",2026-03-02 10:00,2026-03-02 10:00,Lunch,
Ana,2026-03-02 11:00,2026-03-04 11:01,Present,
Ana,2026-03-29 02:30,2026-03-29 04:00,Present,
Ana,2026-03-03 08:00,2026-03-03 09:00,Present,2026-03-04
Ana,2026-03-05 08:00,2026-03-05 09:00,Present,,and more
Ana,2026-03-06 08:00,2026-03-06 09:00,Present,
Ana,,,,06/03/2026
Ana,,,,soon
";
    let refused = import(&world, &floor, file).await;
    let expected = [
        (4, "employee", "UNKNOWN_EMPLOYEE"),
        (4, "start", "NOT_A_TIME"),
        (4, "end", "REQUIRED"),
        (4, "activity", "NOT_SCHEDULABLE"),
        (5, "activity", "UNKNOWN_ACTIVITY"),
        (5, "end", "NOT_AFTER_START"),
        (6, "end", "TOO_LONG"),
        (7, "start", "SKIPPED_TIME"),
        (8, "date", "OTHER_DAY"),
        (9, "", "TOO_MANY_CELLS"),
        (11, "", "DAY_OFF"),
        (12, "date", "NOT_A_DATE"),
    ];
    assert_eq!(wrong(&refused), expected);
    assert_eq!(refused.row_errors[1].value, "soon");
    assert_eq!((refused.day_count, refused.segment_count, refused.employee_count), (0, 0, 0));
    assert_eq!(shown(&world, &floor, ana).await, [] as [[String; 3]; 0]);
}

#[tokio::test]
async fn a_header_line_without_its_columns_or_a_file_that_is_none_is_refused() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    for (file, expected) in [
        (&b"\n \n"[..], vec![(0, "", "EMPTY_FILE")]),
        (b"employee,start,end\n", vec![(1, "activity", "MISSING_COLUMN")]),
        (b"who,date\n", vec![(1, "employee", "MISSING_COLUMN")]),
        (b"employee,date,Date\n", vec![(1, "Date", "COLUMN_TWICE")]),
        (b"employee,date\nAna,2026-03-02\nJos\xe9,2026-03-02\n", vec![(3, "", "NOT_UTF8")]),
    ] {
        assert_eq!(wrong(&import(&world, &floor, file).await), expected);
    }
    let refused = |csv: Vec<u8>| {
        let request = ImportScheduleRequest { csv, ..ImportScheduleRequest::default() };
        import_schedule(&world.store, &floor.caller, request)
    };
    let large = refused(vec![b'x'; 3 * 1024 * 1024 + 1]).await;
    assert_eq!(violations(large), [("csv".to_owned(), "TOO_LARGE")]);
    let long = refused(["employee,date\n", &"Ana,2026-03-02\n".repeat(50_001)].concat().into_bytes()).await;
    assert_eq!(violations(long), [("csv".to_owned(), "TOO_MANY")]);
}

#[tokio::test]
async fn where_clocks_are_set_back_the_first_of_the_two_times_is_meant() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let file = "employee,start,end,activity\nAna,2026-10-25 02:30,2026-10-25 03:00,Present\n";
    assert_eq!(import(&world, &floor, file).await.segment_count, 1);
    let past = floor.past(&world, ana, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z").await;
    assert_eq!(past.schedule[0].start_time.unwrap().to_string(), "2026-10-25T00:30:00Z");
    assert_eq!(past.schedule[0].end_time.unwrap().to_string(), "2026-10-25T02:00:00Z");
}

#[tokio::test]
async fn an_overlap_names_the_other_row_or_what_was_stored() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let night = segment("2026-03-01T20:00:00Z", "2026-03-02T06:00:00Z", ActivityId::PRESENT);
    floor.import(&world, vec![day(ana, "2026-03-01", vec![night])]).await.unwrap();
    let file = "\
employee,start,end,activity
Ana,2026-03-02 06:00,2026-03-02 08:00,Present
Ana,2026-03-02 12:00,2026-03-02 14:00,Present
Ana,2026-03-02 13:00,2026-03-02 15:00,Present
";
    for only_check in [true, false] {
        let request =
            ImportScheduleRequest { csv: file.into(), validate_only: only_check, ..ImportScheduleRequest::default() };
        let refused = import_schedule(&world.store, &floor.caller, request).await.unwrap();
        assert_eq!(wrong(&refused), [(2, "start", "OVERLAP"), (4, "start", "OVERLAP")]);
        let [stored, row] = [0, 1].map(|place| refused.row_errors[place].message.as_str());
        assert!(
            stored.contains("stored before") && stored.contains("2026-03-01 21:00 to 2026-03-02 07:00"),
            "{stored}"
        );
        assert!(row.contains("line 3") && row.contains("2026-03-02 12:00 to 2026-03-02 14:00"), "{row}");
    }
}

#[tokio::test]
async fn only_the_days_on_which_rows_begin_are_replaced() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let (ana, bo) = (floor.employee(&world, "Ana").await, floor.employee(&world, "Bo").await);
    floor.activity(&world, "Lunch", ActivityType::Break).await;
    let work = segment("2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z", ActivityId::PRESENT);
    for employee in [ana, bo] {
        floor.import(&world, vec![day(employee, "2026-03-02", vec![work.clone()])]).await.unwrap();
    }
    let file = "employee,start,end,activity,date\nAna,2026-03-03 08:00,2026-03-03 12:00,lunch,\nBo,,,,2026-03-02\n";
    let imported = import(&world, &floor, file).await;
    assert_eq!((imported.day_count, imported.segment_count, imported.employee_count), (2, 1, 2));
    assert_eq!(shown(&world, &floor, ana).await, [present("2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z")]);
    assert_eq!(shown(&world, &floor, bo).await, [] as [[String; 3]; 0]);
}

#[tokio::test]
async fn ten_thousand_rows_are_taken_over_in_one_go() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    for number in 0..100 {
        floor.employee(&world, &format!("Person {number}")).await;
    }
    let first = crate::domain::calendar::Zone::utc().day_of(at("2026-03-02T08:00:00Z"));
    let mut file = "employee,start,end,activity\n".to_owned();
    for (person, number) in (0..100).flat_map(|person| (0..100).map(move |number| (person, number))) {
        let day = first.plus_days(number);
        writeln!(file, "Person {person},{day} 08:00,{day} 16:00,Present").unwrap();
    }
    let imported = import(&world, &floor, file).await;
    assert_eq!((imported.day_count, imported.segment_count, imported.employee_count), (10_000, 10_000, 100));
}
