//! Schedules: imported by those who plan, listed for those who look, felt at once.

use std::time::{Duration, Instant};

use kadans_proto::v1::{
    AdherenceStatus, ImportScheduleRequest, ListScheduleRequest, ListScheduleResponse, ScheduleDay,
};
use kadans_server::{schedule_file, store::audit::Author};
use kadans_tests::{
    board::Board,
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::{PRESENT, segment},
    reports::state,
    time::at,
    world::World,
};
use tonic::{Code, Status};

journeys! {
    a_file_changes_the_past_and_the_board_at_once,
    a_file_with_a_faulty_row_changes_nothing,
    days_are_listed_by_day_and_name_in_pages,
    a_list_is_of_31_days_after_the_first_at_most,
    a_supervisor_sees_the_schedules_of_their_units_and_imports_none,
    what_another_process_imports_reaches_the_board_within_two_seconds,
}

async fn list(clients: &mut Clients, request: ListScheduleRequest) -> Result<ListScheduleResponse, Status> {
    Ok(clients.adherence.list_schedule(request).await?.into_inner())
}

fn of_march(page_size: i32, page_token: &str) -> ListScheduleRequest {
    ListScheduleRequest {
        start_date: "2026-03-01".to_owned(),
        end_date: "2026-03-31".to_owned(),
        page_size,
        page_token: page_token.to_owned(),
        ..ListScheduleRequest::default()
    }
}

/// A planning unit with people whose names are given; their ids.
async fn hire(program: &mut Clients, unit: &str, names: &[&str]) -> (String, Vec<String>) {
    let unit = program.unit(unit, "Europe/Madrid").await;
    let mut people = Vec::new();
    for name in names {
        people.push(program.employee(name, &unit).await);
    }
    (unit, people)
}

fn file(csv: &str) -> ImportScheduleRequest {
    ImportScheduleRequest { csv: csv.into(), ..ImportScheduleRequest::default() }
}

async fn a_file_changes_the_past_and_the_board_at_once(world: &mut World) {
    let mut program = world.program().await;
    let (_, people) = hire(&mut program, "Support", &["Ana"]).await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "LOGOUT")]).await;
    program.assign(&integration, "ana", &people[0]).await;
    world.set_clock(at("09:00"));
    let mut board = Board::open(&mut program).await;
    assert_eq!(board.person(&people[0]).status(), AdherenceStatus::Hidden);
    // In Madrid it is an hour later.
    let csv = "employee;start;end;activity\nAna;02/03/2026 09:00;02/03/2026 17:00;Present\n";
    let imported = world.planner().await.adherence.import_schedule(file(csv)).await.unwrap().into_inner();
    assert_eq!((imported.day_count, imported.segment_count, imported.row_errors.len()), (1, 1, 0));
    board.until("she is out", |board| board.person(&people[0]).status() == AdherenceStatus::Out).await;
    let past = program.held_at(&people[0], at("08:30")).await;
    assert_eq!(past.status(), AdherenceStatus::Out);
}

async fn a_file_with_a_faulty_row_changes_nothing(world: &mut World) {
    let mut program = world.program().await;
    hire(&mut program, "Support", &["Ana"]).await;
    let csv = "employee,start,end,activity\nAna,2026-03-02 08:00,2026-03-02 16:00,Present\nBen,2026-03-02 08:00,,\n";
    let refused = program.adherence.import_schedule(file(csv)).await.unwrap().into_inner();
    let told: Vec<_> = refused.row_errors.iter().map(|error| (error.line, error.reason.as_str())).collect();
    assert_eq!(told, [(3, "UNKNOWN_EMPLOYEE"), (3, "REQUIRED"), (3, "REQUIRED")]);
    assert_eq!(list(&mut program, of_march(0, "")).await.unwrap().days, []);
    let both = ImportScheduleRequest { days: vec![ScheduleDay::default()], ..file(csv) };
    let refused = program.adherence.import_schedule(both).await.unwrap_err();
    assert_eq!(refused.violations(), [("csv".to_owned(), "AMBIGUOUS".to_owned())]);
}

async fn days_are_listed_by_day_and_name_in_pages(world: &mut World) {
    let mut program = world.program().await;
    let (_, people) = hire(&mut program, "Support", &["zoe", "Ana"]).await;
    let csv = "employee,start,end,activity,date\n\
               zoe,2026-03-02 09:00,2026-03-02 10:00,Present,\n\
               zoe,2026-03-02 08:00,2026-03-02 09:00,Present,\n\
               Ana,,,,2026-03-03\n\
               Ana,2026-03-02 08:00,2026-03-02 09:00,Present,\n\
               Ana,2026-04-02 08:00,2026-04-02 09:00,Present,\n";
    program.adherence.import_schedule(file(csv)).await.unwrap();
    // Of a day that is imported again the new version counts.
    program.schedule(&people[1], vec![segment(at("11:00"), at("12:00"), PRESENT)]).await;
    let mut listed = Vec::new();
    let mut token = String::new();
    for _ in 0..3 {
        let page = list(&mut program, of_march(1, &token)).await.unwrap();
        listed.extend(page.days);
        token = page.next_page_token;
    }
    assert_eq!(token, "");
    let day = |employee: &str, date: &str, segments| ScheduleDay {
        employee_id: employee.to_owned(),
        date: date.to_owned(),
        segments,
    };
    let expected = [
        day(&people[1], "2026-03-02", vec![segment(at("11:00"), at("12:00"), PRESENT)]),
        day(
            &people[0],
            "2026-03-02",
            vec![segment(at("07:00"), at("08:00"), PRESENT), segment(at("08:00"), at("09:00"), PRESENT)],
        ),
        day(&people[1], "2026-03-03", vec![]),
    ];
    assert_eq!(listed, expected);
    let of_zoe = ListScheduleRequest { employee_ids: vec![people[0].clone()], ..of_march(0, "") };
    assert_eq!(list(&mut program, of_zoe).await.unwrap().days, expected[1..2]);
}

async fn a_list_is_of_31_days_after_the_first_at_most(world: &mut World) {
    let mut program = world.program().await;
    let refused = |start: &str, end: &str| {
        let request = ListScheduleRequest { start_date: start.to_owned(), end_date: end.to_owned(), ..of_march(0, "") };
        let mut program = program.clone();
        async move { list(&mut program, request).await.unwrap_err().violations() }
    };
    let told = |field: &str, reason: &str| (field.to_owned(), reason.to_owned());
    assert_eq!(refused("2026-03-01", "2026-04-02").await, [told("end_date", "TOO_LONG")]);
    assert_eq!(refused("2026-03-02", "2026-03-01").await, [told("end_date", "BEFORE_START")]);
    assert_eq!(refused("", "soon").await, [told("start_date", "REQUIRED"), told("end_date", "NOT_A_DATE")]);
    let longest = ListScheduleRequest { end_date: "2026-04-01".to_owned(), ..of_march(0, "") };
    assert_eq!(list(&mut program, longest).await.unwrap().days, []);
}

async fn a_supervisor_sees_the_schedules_of_their_units_and_imports_none(world: &mut World) {
    let mut program = world.program().await;
    let (madrid, _) = hire(&mut program, "Madrid", &["Ana"]).await;
    let (paris, zoe) = hire(&mut program, "Paris", &["Zoé"]).await;
    let csv = "employee,date\nAna,2026-03-02\nZoé,2026-03-02\n";
    program.adherence.import_schedule(file(csv)).await.unwrap();
    let mut supervisor = world.supervisor(&[&paris]).await;
    for (units, seen) in [(vec![], 1), (vec![paris.clone()], 1), (vec![madrid.clone()], 0)] {
        let request = ListScheduleRequest { planning_unit_ids: units, ..of_march(0, "") };
        let days = list(&mut supervisor, request).await.unwrap().days;
        assert_eq!(days.len(), seen);
        assert!(days.iter().all(|day| day.employee_id == zoe[0]));
    }
    let refused = supervisor.adherence.import_schedule(file(csv)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let mut foreign = world.program_of(&world.another_account().await).await;
    assert_eq!(list(&mut foreign, of_march(0, "")).await.unwrap().days, []);
}

async fn what_another_process_imports_reaches_the_board_within_two_seconds(world: &mut World) {
    let mut program = world.program().await;
    let (_, people) = hire(&mut program, "Support", &["Ana"]).await;
    let mut board = Board::open(&mut program).await;
    let csv = b"employee,start,end,activity\nAna,2026-03-02 08:00,2026-03-02 16:00,Present\n";
    // The world's store is another one than the server's: the two know of each other through the database alone.
    let operator = Author::operator(world.account.id);
    let imported = schedule_file::import(world.store(), csv, None, false, operator).await.unwrap();
    assert_eq!(imported.days, 1);
    let begun = Instant::now();
    board.until("she is scheduled", |board| board.person(&people[0]).scheduled_activity_id == PRESENT).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}
