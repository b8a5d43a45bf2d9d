//! Files of the server are its owner's alone.

use std::{fs, os::unix::fs::PermissionsExt as _};

use kadans_tests::{
    process::{Process, kadans},
    raw_http::RawConnection,
};
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_can_read_what_the_server_writes() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    let mut command = kadans(&["serve"]);
    let server = Process::start(command.env("KADANS_DATA_DIR", &data)).await;
    assert_eq!(RawConnection::open(server.address()).await.unwrap().get("/readyz").await.unwrap().status, 200);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    names.sort();
    assert_eq!(names, ["kadans.db", "kadans.db-shm", "kadans.db-wal", "master.key"]);
}
