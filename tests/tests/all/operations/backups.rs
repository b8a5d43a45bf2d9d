//! Backups under traffic, and what comes of them in a new database.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use kadans_proto::v1::GetPersonAdherenceResponse;
use kadans_server::{
    clock::Clock,
    domain::instant::{Instant, Span},
};
use kadans_tests::{
    database::{Database, TestDatabase},
    on_both_databases,
    process::{Installation, Process},
    raw_http::RawConnection,
};
use tempfile::TempDir;
use tokio::process::Command;

use crate::process::centre::{AGENT, Centre, FORM};

on_both_databases! {
    a_backup_under_traffic_is_restored_into_either_kind_of_database,
    what_is_wrong_with_a_restore_is_said_before_anything_is_changed,
}

const SOON: Duration = Duration::from_secs(10);

/// Sends notifications until it is told to stop; how many were acknowledged.
async fn traffic(address: std::net::SocketAddr, path: String, stop: Arc<AtomicBool>) -> usize {
    let mut odigo = RawConnection::open(address).await.unwrap();
    let mut sent = 0;
    while !stop.load(Ordering::SeqCst) {
        let status = ["CALL", "WRAPUP", "PAUSE"][sent % 3];
        assert_eq!(odigo.post(&path, FORM, &format!("agentId={AGENT}&state={status}")).await.unwrap().status, 204);
        sent += 1;
    }
    sent
}

/// What is known of the employee in the last hour before an instant, as of then.
async fn person(centre: &Centre, process: &Process, as_of: Instant) -> GetPersonAdherenceResponse {
    let window = [as_of - Span::from_minutes(60), as_of];
    centre.admin(process).await.adherence_of(&centre.employee, window, as_of).await
}

async fn output(command: &mut Command) -> (bool, String) {
    let output = command.output().await.unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// Another installation with the master key of this one.
fn new_installation(centre: &Centre, database: Database) -> Installation {
    let installation = Installation::new(database.create().unwrap());
    fs::copy(centre.installation.key_file(), installation.key_file()).unwrap();
    installation
}

async fn backup(centre: &Centre, file: &Path) {
    let (is_good, said) = output(&mut centre.installation.command(&["backup", file.to_str().unwrap()])).await;
    assert!(is_good, "{said}");
}

async fn a_backup_under_traffic_is_restored_into_either_kind_of_database(database: TestDatabase) {
    let (centre, process) = Centre::open(database).await;
    let directory = TempDir::new().unwrap();
    let [early, late] = ["early.backup", "late.backup"].map(|name| directory.path().join(name));
    let stop = Arc::new(AtomicBool::new(false));
    let sending = tokio::spawn(traffic(process.address(), centre.notify_path(), stop.clone()));
    backup(&centre, &early).await;
    stop.store(true, Ordering::SeqCst);
    assert!(sending.await.unwrap() > 0);
    backup(&centre, &late).await;
    process.terminate();
    process.ended(SOON).await;

    let mode = fs::metadata(&late).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let names: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "only the backups are left: {names:?}");
    let (is_good, said) =
        output(&mut centre.installation.command(&["backup", "--verify", early.to_str().unwrap()])).await;
    assert!(is_good && said.contains("tables"), "{said}");

    let process = centre.installation.serve().await;
    let as_of = Clock::system().now();
    let before = person(&centre, &process, as_of).await;
    assert!(!before.segments.is_empty());
    for kind in [Database::Sqlite, Database::Postgres] {
        let installation = new_installation(&centre, kind);
        let (is_good, said) = output(&mut installation.command(&["restore", late.to_str().unwrap()])).await;
        assert!(is_good, "{said}");
        let restored = installation.serve().await;
        assert_eq!(person(&centre, &restored, as_of).await, before);
        let mut odigo = RawConnection::open(restored.address()).await.unwrap();
        let answer = odigo.post(&centre.notify_path(), FORM, &format!("agentId={AGENT}&state=CALL")).await.unwrap();
        assert_eq!(answer.status, 204, "the URL token holds in the restored database");
    }
}

async fn what_is_wrong_with_a_restore_is_said_before_anything_is_changed(database: TestDatabase) {
    let (centre, process) = Centre::open(database).await;
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("good.backup");
    backup(&centre, &file).await;
    let good = fs::read(&file).unwrap();
    let refused = async |installation: &Installation, name: &str, content: &[u8], reason: &str| {
        let file = directory.path().join(name);
        fs::write(&file, content).unwrap();
        let (is_good, said) = output(&mut installation.command(&["restore", file.to_str().unwrap()])).await;
        assert!(!is_good && said.contains(reason), "{name}: {said}");
        assert!(!said.contains("postgres://"), "{said}");
    };
    let target = new_installation(&centre, Database::Sqlite);
    for place in [good.len() / 3, good.len() / 2, good.len() - 20] {
        let mut flipped = good.clone();
        flipped[place] ^= 1;
        refused(&target, "flipped", &flipped, "is damaged: ").await;
    }
    refused(&target, "cut", &good[..good.len() / 2], "is damaged: ").await;
    let last = good[..good.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    refused(&target, "without-its-end", &good[..=last], "its end is missing").await;
    refused(&target, "something-else", b"PRI * HTTP/2.0\n", "is not a backup of Kadans").await;
    let stranger = Installation::new(Database::Sqlite.create().unwrap());
    refused(&stranger, "of-another-key", &good, "the master key does not open signing key").await;
    fs::remove_file(stranger.key_file()).unwrap();
    refused(&stranger, "without-a-key", &good, "put the key file there that belongs to the backup").await;
    assert!(!stranger.key_file().exists(), "none was made");
    assert!(!Path::new(stranger.database_url().trim_start_matches("sqlite:")).exists(), "nothing was made");
    refused(&centre.installation, "into-its-own", &good, "the database is not empty").await;
    drop(process);
    refused(
        &target,
        "newer",
        &[&b"{\"kadans_backup\":{\"format\":2,\"taken_at\":\"\",\"migrations\":[]}}\n"[..], &good[..]].concat(),
        "newer version",
    )
    .await;
    let (is_good, said) = output(&mut target.command(&["restore", file.to_str().unwrap()])).await;
    assert!(is_good, "after all that it still goes in: {said}");
}
