//! A shim on a machine of its own, in front of a server that comes and goes.

use std::time::{Duration, Instant};

use kadans_proto::v1::{ListUrlTokensRequest, RevokeUrlTokenRequest};
use kadans_tests::{
    database::Database,
    process::{Process, kadans},
    raw_http::{RawAnswer, RawConnection},
};
use tempfile::TempDir;
use tokio::time::timeout;

use super::certificate::Certificate;
use crate::process::centre::{AGENT, Centre, FORM};

/// How long it may take until the shim knows that the upstream is there again, or gone.
const SOON: Duration = Duration::from_secs(10);

async fn notify(shim: &Process, path: &str, status: &str) -> RawAnswer {
    let mut odigo = RawConnection::open(shim.address()).await.unwrap();
    odigo.post(path, FORM, &format!("agentId={AGENT}&state={status}")).await.unwrap()
}

async fn readiness(shim: &Process) -> u16 {
    RawConnection::open(shim.address()).await.unwrap().get("/readyz").await.unwrap().status
}

/// Asks until the shim says so.
async fn becomes_ready(shim: &Process, expected: u16) {
    let asked = async {
        while readiness(shim).await != expected {
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, asked).await.unwrap_or_else(|_| panic!("/readyz does not become {expected}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lone_shim_reports_over_tls_outlives_its_upstream_and_stores_nothing_itself() {
    let certificate = Certificate::new();
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    let address = plain.address().to_string();
    plain.terminate();
    plain.ended(SOON).await;
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| certificate.file(name).display().to_string());
    let settings = [("KADANS_LISTEN", &*address), ("KADANS_TLS_CERT", &*cert), ("KADANS_TLS_KEY", &*key)];
    let server = centre.installation.serve_with(&settings).await;

    let own_dir = TempDir::with_prefix("kadans-shim-").unwrap();
    let upstream = format!("https://{address}");
    let mut command = kadans(&["shim", "--upstream", &upstream, "--upstream-ca", &cert]);
    let shim = Process::start(command.current_dir(own_dir.path())).await;
    let path = centre.notify_path();

    becomes_ready(&shim, 200).await;
    assert_eq!(notify(&shim, &path, "CALL").await.status, 204);
    assert_eq!(notify(&shim, "/notify/odg_nonsense", "CALL").await.status, 404);
    for elsewhere in ["/", "/metrics", "/kadans.v1.AdherenceService/WatchAdherence"] {
        let answer = RawConnection::open(shim.address()).await.unwrap().get(elsewhere).await.unwrap();
        assert_eq!(answer.status, 404, "{elsewhere}");
    }

    server.kill().await;
    let refused = notify(&shim, &path, "PAUSE").await;
    assert_eq!(refused.status, 503);
    assert!(refused.head.contains("\r\nretry-after: "), "{}", refused.head);
    becomes_ready(&shim, 503).await;

    let server = centre.installation.serve_with(&settings).await;
    becomes_ready(&shim, 200).await;
    assert_eq!(notify(&shim, &path, "WRAPUP").await.status, 204);

    let mut admin = certificate.clients(server.address(), &centre.admin_token).await;
    let list = ListUrlTokensRequest { integration_id: centre.integration.to_string(), ..Default::default() };
    let tokens = admin.integrations.list_url_tokens(list).await.unwrap().into_inner().url_tokens;
    let id = tokens.first().unwrap().id.clone();
    admin.integrations.revoke_url_token(RevokeUrlTokenRequest { id }).await.unwrap();
    let revoked = Instant::now();
    while notify(&shim, &path, "READY").await.status != 404 {
        assert!(revoked.elapsed() < Duration::from_secs(1), "the revocation does not bite");
    }

    let store = centre.store().await;
    let stored = store.journal().recent_notifications(centre.account, centre.integration, None, 100).await.unwrap();
    let statuses: Vec<_> = stored.iter().flat_map(|one| &one.states).map(|state| state.status.as_str()).collect();
    assert!(statuses.contains(&"CALL") && statuses.contains(&"WRAPUP") && !statuses.contains(&"PAUSE"), "{statuses:?}");

    shim.terminate();
    let ended = shim.ended(SOON).await;
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);
    assert!(!ended.log.contains(&centre.url_token), "{}", ended.log);
    assert_eq!(std::fs::read_dir(own_dir.path()).unwrap().count(), 0, "the shim writes no files");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lone_shim_that_trusts_nobody_who_vouches_for_the_upstream_promises_nothing() {
    let certificate = Certificate::new();
    let (centre, plain) = Centre::open(Database::Sqlite.create().unwrap()).await;
    drop(plain);
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| certificate.file(name).display().to_string());
    let server = centre.installation.serve_with(&[("KADANS_TLS_CERT", &cert), ("KADANS_TLS_KEY", &key)]).await;
    let upstream = format!("https://{}", server.address());
    let shim = Process::start(&mut kadans(&["shim", "--upstream", &upstream])).await;
    assert_eq!(notify(&shim, &centre.notify_path(), "CALL").await.status, 503);
    assert_eq!(readiness(&shim).await, 503);
}

#[tokio::test]
async fn a_lone_shim_names_all_that_is_wrong_with_its_settings_at_once() {
    let mut command = kadans(&["shim", "--max-connections", "0"]);
    command.env("KADANS_UPSTREAM", "http://user:hunter2@192.0.2.1").env("KADANS_UPSTREAM_CA", "/no/such/ca.pem");
    command.env("KADANS_TLS_CERT", "/no/such/cert.pem");
    let output = command.output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    let faults =
        ["KADANS_UPSTREAM: ", "KADANS_UPSTREAM_CA: ", "KADANS_TLS_CERT: ", "KADANS_TLS_KEY: ", "--max-connections: "];
    for fault in faults {
        assert!(said.contains(&format!("\n  {fault}")), "{fault} in {said}");
    }
    assert_eq!(said.lines().count(), 1 + faults.len(), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn plain_text_to_another_machine_has_to_be_allowed() {
    let output = kadans(&["shim", "--upstream", "http://192.0.2.1:8080"]).output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("--upstream: ") && said.contains("plain text"), "{said}");
    let allowed = ["shim", "--upstream", "http://192.0.2.1:8080", "--upstream-plain-text"];
    let shim = Process::start(&mut kadans(&allowed)).await;
    shim.terminate();
    assert_eq!(shim.ended(SOON).await.status.code(), Some(0));
}
