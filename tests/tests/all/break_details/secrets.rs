//! Secrets at rest, in logs, traces, metrics and backups; rotation of the key while a server runs.

use std::time::Duration;

use kadans_proto::v1::{ListVendorsRequest, TestWebServiceRequest, WebService, WebServiceTestResult};
use kadans_server::{clock::Clock, store::Store};
use kadans_tests::{
    clients::Clients, database::TestDatabase, on_both_databases, process::Process, raw_http::RawConnection,
};
use tempfile::TempDir;

use super::{
    odigo::{Odigo, PASSWORD, set},
    places::Places,
};
use crate::{
    operations::collector::Collector,
    process::centre::{AGENT, Centre, FORM},
};

on_both_databases! {
    neither_password_nor_url_token_nor_api_key_is_found_anywhere_in_clear,
    a_running_server_goes_on_when_the_master_key_is_rotated,
}

const SOON: Duration = Duration::from_secs(20);
const LOCAL: (&str, &str) = ("KADANS_ALLOW_LOCAL_WEB_SERVICE", "1");

/// A centre whose server says everything it can, with the web service of `odigo`.
async fn open(database: TestDatabase, odigo: &Odigo, more: &[(&str, &str)]) -> (Centre, Process, String) {
    let (centre, process) = Centre::open(database).await;
    process.terminate();
    process.ended(SOON).await;
    let log = ("KADANS_LOG", "debug,kadans_server=trace");
    // A proxy that nobody may go through.
    let proxies = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
    let proxies = proxies.map(|name| (name, "http://127.0.0.1:1"));
    let settings = [&proxies[..], &[LOCAL, log], more].concat();
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

/// Requests that fail with a secret in them, and some that do not.
async fn goes_wrong(centre: &Centre, process: &Process, key: &str) {
    let url_token = &centre.url_token;
    let mut client = RawConnection::open(process.address()).await.unwrap();
    for (path, expected) in [
        (format!("/notify/{url_token}/and?more=1"), 202),
        (format!("/notify/{key}"), 404),
        (format!("/notify/{url_token}x"), 404),
        (format!("/elsewhere/{url_token}"), 405),
    ] {
        let answer = client.post(&path, FORM, "agentId=somebody").await.unwrap();
        assert_eq!(answer.status, expected, "{path}");
        assert!(!answer.body.contains(url_token) && !answer.body.contains(key), "{answer:?}");
    }
    let start = "2026-03-02T08:00:00Z";
    let item = format!(r#"{{"agentIdentifier":"ana","activityIdentifier":"CALL","startTime":"{start}"}}"#);
    for (given, json, expected) in [
        (key, format!(r#"{{"data":[{item}]}}"#), 200),
        (key, "{ broken".to_owned(), 400),
        (url_token, "{}".to_owned(), 401),
        (&format!("{key}x"), "{}".to_owned(), 401),
    ] {
        let answer = client.push(given, &json).await.unwrap();
        assert_eq!(answer.status, expected, "{json}");
        assert!(!answer.body.contains(given), "{answer:?}");
    }
    // As a token of a call, neither is one.
    for given in [url_token, key] {
        let mut mistaken = Clients::connect(process.address(), given).await;
        let refused = mistaken.integrations.list_vendors(ListVendorsRequest::default()).await.unwrap_err();
        assert!(!format!("{refused:?}").contains(given), "{refused:?}");
    }
}

/// A token or key and the part of it that is secret: the other part is shown in lists.
fn secret_part(token: &str) -> &str {
    token.rsplit('_').next().unwrap_or_default()
}

async fn neither_password_nor_url_token_nor_api_key_is_found_anywhere_in_clear(database: TestDatabase) {
    let odigo = Odigo::open().await;
    let (collector, collecting) = Collector::start().await;
    let endpoint = format!("http://{collecting}");
    let (centre, process, integration) = open(database, &odigo, &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]).await;
    let mut admin = centre.admin(&process).await;
    let (_, key) = admin.push_integration("Any telephone system").await;
    odigo.does(AGENT, "PAUSE", "LUNCH");
    let store = centre.store().await;
    breaks(&centre, &process).await;
    until_told(&store, &centre, "LUNCH").await;
    goes_wrong(&centre, &process, &key).await;
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
    assert!(collector.spans().iter().any(|span| span.name == "commit"), "and so do the traces");

    let mut places = Places::default();
    places.add("log", log);
    places.add("metrics", metrics);
    places.add("traces", collector.bytes());
    places.add_files(folder.path());
    places.add_files(centre.installation.data_dir());
    places.add_database(&centre.installation.database_url()).await;
    assert!(!places.with(&format!("agentId={AGENT}")).is_empty(), "what is no secret is found, in raw text too");
    let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("kadans:{PASSWORD}"));
    for secret in [PASSWORD, &basic, secret_part(&centre.url_token), secret_part(&key), &centre.admin_token] {
        assert!(places.with(secret).is_empty(), "{secret} is in clear in {:?}", places.with(secret));
    }
}

async fn a_running_server_goes_on_when_the_master_key_is_rotated(database: TestDatabase) {
    let odigo = Odigo::open().await;
    let (centre, process, integration) = open(database, &odigo, &[]).await;
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
