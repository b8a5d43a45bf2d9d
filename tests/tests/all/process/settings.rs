//! Wrong settings: what the operator is told, and that nothing was done before.

use std::{net::TcpListener, process::Output};

use kadans_tests::{database::Database, process::Installation};

fn installation() -> Installation {
    Installation::new(Database::Sqlite.create().unwrap())
}

/// The exit code of `kadans serve` with other settings than the installation's, and what it says.
async fn serve(installation: &Installation, settings: &[(&str, &str)], flags: &[&str]) -> (Option<i32>, String) {
    let arguments: Vec<&str> = ["serve"].into_iter().chain(flags.iter().copied()).collect();
    let Output { status, stdout, stderr } =
        installation.command(&arguments).envs(settings.iter().copied()).output().await.unwrap();
    assert_eq!(stdout, b"", "nothing is served");
    (status.code(), String::from_utf8(stderr).unwrap())
}

#[tokio::test]
async fn all_faults_are_named_at_once_before_anything_is_touched() {
    let installation = installation();
    // Somebody else's: whoever tries to listen there has to complain.
    let occupied = TcpListener::bind("127.0.0.1:0").unwrap();
    let occupied = occupied.local_addr().unwrap().to_string();
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let file = directory.path().join("kadans.toml");
    std::fs::write(&file, "log_format = 'xml'\nlisten_on = 'x'\n").unwrap();
    let settings = [
        ("KADANS_CONFIG", file.to_str().unwrap()),
        ("KADANS_LISTEN", &occupied),
        ("KADANS_ADMIN_LISTEN", "localhost"),
        ("KADANS_DATA_DIR", data.to_str().unwrap()),
        ("KADANS_DATABASE_URL", "mysql://kadans:hunter2@db/kadans"),
        ("KADANS_TRUSTED_PROXIES", "10.0.0.0/33"),
    ];
    let flags = ["--max-connections", "none", "--drain-seconds", "0", "--public-url", "kadans.example"];
    let (code, said) = serve(&installation, &settings, &flags).await;
    assert_eq!(code, Some(2), "{said}");
    let faults = [
        "\n  KADANS_ADMIN_LISTEN: ",
        "\n  KADANS_DATABASE_URL: ",
        "\n  KADANS_TRUSTED_PROXIES: ",
        "\n  --max-connections: ",
        "\n  --drain-seconds: ",
        "\n  --public-url: ",
        "\n  log_format in ",
        "\n  listen_on in ",
    ];
    for fault in faults {
        assert!(said.contains(fault), "{fault} in {said}");
    }
    assert_eq!(said.lines().count(), 1 + faults.len(), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
    assert!(!data.exists(), "nothing is made before the settings are right");
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let occupied = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = occupied.local_addr().unwrap().to_string();
    let (code, said) = serve(&installation(), &[("KADANS_LISTEN", &address)], &[]).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("can't listen on {address}: ")), "{said}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_with_the_reason_and_without_its_password() {
    let installation = installation();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (url, place, reason) in [
        (format!("postgres://kadans:hunter2@{nobody}/staff"), format!("{nobody}/staff"), "Connection refused"),
        ("postgres://kadans:hunter2@db.invalid:5433/staff".into(), "db.invalid:5433/staff".into(), "lookup"),
        ("sqlite:/no/such/directory/kadans.db".into(), "/no/such/directory/kadans.db".into(), "unable to open"),
    ] {
        let (code, said) = serve(&installation, &[("KADANS_DATABASE_URL", &url)], &[]).await;
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(&place) && said.contains(reason) && said.lines().count() == 1, "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[tokio::test]
async fn a_database_url_that_is_none_is_a_fault_and_not_shown() {
    let installation = installation();
    for url in ["postgres://kadans:hunter2@:x:y/kadans", "postgres://kadans:hunter2@db:port/kadans", "kadans.db"] {
        let (code, said) = serve(&installation, &[("KADANS_DATABASE_URL", url)], &[]).await;
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("\n  KADANS_DATABASE_URL: ") && !said.contains("hunter2"), "{said}");
    }
}

#[tokio::test]
async fn replicas_without_their_common_key_are_told_how_to_make_one() {
    let (code, said) = serve(
        &Installation::new(Database::Postgres.create().unwrap()),
        &[("KADANS_KEY_FILE", "/no/such/master.key")],
        &[],
    )
    .await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no master key at /no/such/master.key: make one with"), "{said}");
}
