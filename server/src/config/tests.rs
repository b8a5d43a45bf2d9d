use std::{path::Path, time::Duration};

use super::{Config, Flags, LogFormat};

fn nothing(_: &str) -> Option<String> {
    None
}

fn flags(change: impl FnOnce(&mut Flags)) -> Flags {
    let mut flags = Flags::default();
    change(&mut flags);
    flags
}

fn settings_of(error: &super::ConfigError) -> Vec<&str> {
    error.faults.iter().map(|fault| fault.setting.as_str()).collect()
}

#[test]
fn a_server_that_is_told_nothing_listens_locally_and_keeps_its_files_in_its_own_directory() {
    let config = Config::load(&Flags::default(), nothing).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.admin_listen.to_string(), "127.0.0.1:9090");
    assert_eq!(config.database.reveal(), "sqlite:./kadans-data/kadans.db?mode=rwc");
    assert_eq!(config.key_file, Path::new("./kadans-data/master.key"));
    assert_eq!(config.public_url_at(config.listen).as_str(), "http://127.0.0.1:8080");
    assert_eq!(config.limits.drain, Duration::from_secs(8));
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("kadans.toml");
    let text = "listen = '127.0.0.1:1'\nadmin_listen = '127.0.0.1:2'\nlog = 'warn'\ntrusted_proxies = ['10.0.0.0/8']\n";
    std::fs::write(&file, text).unwrap();
    let environment = |name: &str| match name {
        "KADANS_CONFIG" => Some(file.display().to_string()),
        "KADANS_LISTEN" => Some("127.0.0.1:3".to_owned()),
        "KADANS_LOG" => Some("debug".to_owned()),
        "KADANS_LOG_FORMAT" => Some(String::new()),
        _ => None,
    };
    let config = Config::load(&flags(|flags| flags.front.log = Some("error".to_owned())), environment).unwrap();
    assert_eq!(config.admin_listen.port(), 2);
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.log.filter, "error");
    assert_eq!(config.log.format, LogFormat::Text);
    assert_eq!(
        config.trusted_proxies.client("10.1.1.1".parse().unwrap(), ["192.0.2.7"]),
        "192.0.2.7".parse::<std::net::IpAddr>().unwrap()
    );
}

#[test]
fn all_faults_are_named_at_once_with_the_place_where_each_was_given() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("kadans.toml");
    std::fs::write(&file, "lisen = 'x'\nlog_format = 'xml'\nmax_connections = 0\nlog = { a = 1 }\n").unwrap();
    let environment = |name: &str| match name {
        "KADANS_LISTEN" => Some("localhost".to_owned()),
        "KADANS_DATABASE_URL" => Some("postgres://kadans:secret@db/kadans".to_owned()),
        "KADANS_TRUSTED_PROXIES" => Some("10.0.0.0/33".to_owned()),
        _ => None,
    };
    let given = flags(|flags| {
        flags.front.config = Some(file.clone());
        flags.public_url = Some("https://kadans.example/app".to_owned());
        flags.front.drain_seconds = Some("soon".to_owned());
    });
    let error = Config::load(&given, environment).unwrap_err();
    let in_file = |name: &str| format!("{name} in {}", file.display());
    let mut expected = vec![
        in_file("lisen"),
        in_file("log"),
        in_file("log_format"),
        in_file("max_connections"),
        "KADANS_LISTEN".to_owned(),
        "KADANS_KEY_FILE".to_owned(),
        "KADANS_TRUSTED_PROXIES".to_owned(),
        "--public-url".to_owned(),
        "--drain-seconds".to_owned(),
    ];
    let mut found = settings_of(&error);
    expected.sort();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert!(error.to_string().lines().count() > expected.len(), "{error}");
}

#[test]
fn the_password_of_the_database_is_shown_nowhere() {
    let given = flags(|flags| {
        flags.database_url = Some("postgres://kadans:hunter2@db/kadans".to_owned());
        flags.key_file = Some("key".to_owned());
    });
    let config = Config::load(&given, nothing).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    let given = flags(|flags| flags.database_url = Some("mysql://kadans:hunter2@db/kadans".to_owned()));
    assert!(!Config::load(&given, nothing).unwrap_err().to_string().contains("hunter2"));
}

#[test]
fn metrics_need_an_address_of_their_own() {
    let given = flags(|flags| {
        flags.front.listen = Some("0.0.0.0:8080".to_owned());
        flags.front.admin_listen = Some("0.0.0.0:8080".to_owned());
    });
    assert_eq!(settings_of(&Config::load(&given, nothing).unwrap_err()), ["--admin-listen"]);
}

#[test]
fn a_missing_file_is_a_fault() {
    let given = flags(|flags| flags.front.config = Some("does/not/exist.toml".into()));
    assert_eq!(settings_of(&Config::load(&given, nothing).unwrap_err()), ["the file does/not/exist.toml"]);
}

#[test]
fn a_server_that_listens_on_all_addresses_is_found_at_this_machine() {
    let config = Config::load(&Flags::default(), nothing).unwrap();
    assert_eq!(config.public_url_at("0.0.0.0:80".parse().unwrap()).as_str(), "http://localhost:80");
    assert_eq!(config.public_url_at("[::1]:80".parse().unwrap()).as_str(), "http://[::1]:80");
}

#[test]
fn a_file_name_with_special_characters_becomes_a_url() {
    let config = Config::default_in("my data/50%?");
    assert_eq!(config.database.reveal(), "sqlite:my%20data/50%25%3F/kadans.db?mode=rwc");
}
