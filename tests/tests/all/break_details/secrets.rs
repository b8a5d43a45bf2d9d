//! The password of the web service at rest, in the logs and in backups; rotation of the key while a server runs.

use std::{fs, path::Path, time::Duration};

use kadans_proto::v1::{TestWebServiceRequest, WebService, WebServiceTestResult};
use kadans_server::{clock::Clock, store::Store};
use kadans_tests::{
    clients::Clients, database::TestDatabase, on_both_databases, process::Process, raw_http::RawConnection,
};
use tempfile::TempDir;

use super::odigo::{Odigo, PASSWORD, set};
use crate::process::centre::{AGENT, Centre, FORM};

on_both_databases! {
    the_password_is_found_nowhere_in_clear,
    a_running_server_goes_on_when_the_master_key_is_rotated,
}

const SOON: Duration = Duration::from_secs(20);
const LOCAL: (&str, &str) = ("KADANS_ALLOW_LOCAL_WEB_SERVICE", "1");

/// A centre whose server says everything it can, with the web service of `odigo`.
async fn open(database: TestDatabase, odigo: &Odigo) -> (Centre, Process, String) {
    let (centre, process) = Centre::open(database).await;
    process.terminate();
    process.ended(SOON).await;
    let log = ("KADANS_LOG", "debug,kadans_server=trace");
    // A proxy that nobody may go through.
    let proxies = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
    let settings: Vec<_> = proxies.map(|name| (name, "http://127.0.0.1:1")).into_iter().chain([LOCAL, log]).collect();
    let process = centre.installation.serve_with(&settings).await;
    let integration = centre.integration.to_string();
    set(&mut centre.admin(&process).await, &integration, Some(odigo.settings())).await.unwrap();
    (centre, process, integration)
}

async fn test(admin: &mut Clients, integration: &str, web_service: WebService) -> WebServiceTestResult {
    let request = TestWebServiceRequest {
        integration_id: integration.to_owned(),
        web_service: Some(web_service),
        login: AGENT.to_owned(),
    };
    admin.integrations.test_web_service(request).await.unwrap().into_inner().result()
}

/// Waits until a state with this detail is stored.
async fn until_told(store: &Store, centre: &Centre, detail: &str) {
    let told = async {
        loop {
            let recent = store.journal().recent_notifications(centre.account, centre.integration, None, 5).await;
            if recent.unwrap().iter().any(|note| note.states.iter().any(|state| state.detail == detail)) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, told).await.expect("the type of the break arrives");
}

async fn breaks(centre: &Centre, process: &Process) {
    let mut telephone = RawConnection::open(process.address()).await.unwrap();
    for state in ["CALL", "PAUSE"] {
        let body = format!("agentId={AGENT}&state={state}");
        assert_eq!(telephone.post(&centre.notify_path(), FORM, &body).await.unwrap().status, 204);
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

async fn the_password_is_found_nowhere_in_clear(database: TestDatabase) {
    let odigo = Odigo::open().await;
    let (centre, process, integration) = open(database, &odigo).await;
    let mut admin = centre.admin(&process).await;
    odigo.does(AGENT, "PAUSE", "LUNCH");
    let store = centre.store().await;
    breaks(&centre, &process).await;
    until_told(&store, &centre, "LUNCH").await;
    // Paths on which something goes wrong.
    let wrong = WebService { password: format!("{PASSWORD}-wrong"), ..odigo.settings() };
    assert_eq!(test(&mut admin, &integration, wrong).await, WebServiceTestResult::WrongCredentials);
    let refused = WebService { url: "https://10.0.0.1/x".to_owned(), ..odigo.settings() };
    let told = set(&mut admin, &integration, Some(refused)).await.unwrap_err();
    assert!(!format!("{told:?}").contains(PASSWORD), "{told:?}");

    let folder = TempDir::new().unwrap();
    let backup = folder.path().join("a.backup");
    centre.installation.run(&["backup", backup.to_str().unwrap()]).await;
    let metrics = RawConnection::open(process.admin_address()).await.unwrap().get("/metrics").await.unwrap().body;
    assert!(metrics.contains(r#"kadans_break_detail_questions_total{outcome="answered"} 1"#), "{metrics}");
    process.terminate();
    let log = process.ended(SOON).await.log;
    assert!(log.contains("DEBUG") || log.contains("TRACE"), "the log says everything it can");

    let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("kadans:{PASSWORD}"));
    let mut places = vec![("log".to_owned(), log.into_bytes()), ("metrics".to_owned(), metrics.into_bytes())];
    places.extend(files(folder.path()).into_iter().chain(files(centre.installation.data_dir())));
    let database = centre.installation.database_url();
    if let Some(path) = database.strip_prefix("sqlite:") {
        let path = Path::new(path.trim_start_matches("//"));
        places.extend(files(path.parent().unwrap()));
    }
    assert!(places.len() >= 4);
    for (name, bytes) in places {
        for secret in [PASSWORD, basic.as_str(), centre.url_token.as_str()] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{name} has a secret in clear");
        }
    }
}

async fn a_running_server_goes_on_when_the_master_key_is_rotated(database: TestDatabase) {
    let odigo = Odigo::open().await;
    let (centre, process, integration) = open(database, &odigo).await;
    let mut admin = centre.admin(&process).await;
    let stored = WebService { password: String::new(), ..odigo.settings() };
    let said = centre.installation.run(&["key", "rotate"]).await;
    assert!(said.contains("a key was added; secrets sealed anew: 2"), "{said}");
    assert_eq!(test(&mut admin, &integration, stored.clone()).await, WebServiceTestResult::Ok);
    // URL tokens hold, and the type of a break is told with the password as it is sealed now.
    let store = Store::open(&centre.installation.database_url(), Clock::system()).await.unwrap();
    odigo.does(AGENT, "PAUSE", "TRAINING");
    breaks(&centre, &process).await;
    until_told(&store, &centre, "TRAINING").await;
    process.terminate();
    process.ended(SOON).await;
    let process = centre.installation.serve_with(&[LOCAL]).await;
    let mut admin = centre.admin(&process).await;
    assert_eq!(test(&mut admin, &integration, stored).await, WebServiceTestResult::Ok);
}
