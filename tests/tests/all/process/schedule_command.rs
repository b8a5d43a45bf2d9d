//! `kadans schedule import`, beside a server that runs.

use std::time::{Duration, Instant};

use kadans_proto::v1::ListScheduleRequest;
use kadans_server::{clock::Clock, domain::calendar::Zone};
use kadans_tests::{board::Board, database::Database};

use super::centre::Centre;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_taken_over_while_the_server_runs_and_a_faulty_one_is_not_on_sqlite() {
    import(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_taken_over_while_the_server_runs_and_a_faulty_one_is_not_on_postgres() {
    import(Database::Postgres).await;
}

async fn import(database: Database) {
    let (centre, process) = Centre::open(database.create().unwrap()).await;
    let mut admin = centre.admin(&process).await;
    let mut board = Board::open(&mut admin).await;
    assert_eq!(board.person(&centre.employee).scheduled_activity_id, "");
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("schedule.csv");
    let name = file.to_str().unwrap();
    let [today, tomorrow] = today_and_tomorrow();
    let good = format!("Employee;Start;End;Activity\nzoé quirrel;{today} 00:00;{tomorrow} 23:00;present\n");

    std::fs::write(&file, format!("{good}Nobody;{today} 10:00;soon;Present\n")).unwrap();
    let refused =
        centre.installation.command(&["schedule", "import", name, "--account", "Acme"]).output().await.unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8(refused.stderr).unwrap();
    for expected in
        ["3  Employee  Nobody", "UNKNOWN_EMPLOYEE", "3  End       soon", "NOT_A_TIME", "nothing was imported"]
    {
        assert!(told.contains(expected), "{expected} in\n{told}");
    }

    std::fs::write(&file, &good).unwrap();
    let checked = centre.installation.run(&["schedule", "import", name, "--account", "Acme", "--dry-run"]).await;
    assert_eq!(checked, "1 day with 1 segment of 1 employee can be imported");
    let list = ListScheduleRequest { start_date: today.clone(), end_date: today.clone(), ..Default::default() };
    assert!(admin.adherence.list_schedule(list.clone()).await.unwrap().into_inner().days.is_empty());

    let imported = centre.installation.run(&["schedule", "import", name, "--account", "Acme"]).await;
    let begun = Instant::now();
    assert_eq!(imported, "1 day with 1 segment of 1 employee imported");
    board.until("she is scheduled", |board| !board.person(&centre.employee).scheduled_activity_id.is_empty()).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(admin.adherence.list_schedule(list).await.unwrap().into_inner().days.len(), 1);
    drop(board);
    drop(admin);
    process.terminate();
    assert!(process.ended(Duration::from_secs(10)).await.status.success());
}

/// The days as they are in Paris, where the account plans.
fn today_and_tomorrow() -> [String; 2] {
    let paris: Zone = "Europe/Paris".parse().unwrap();
    let today = paris.day_of(Clock::system().now());
    [today.to_string(), today.plus_days(1).to_string()]
}
