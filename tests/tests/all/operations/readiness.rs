//! A server whose database comes and goes says so, and gets over it.

use std::time::Duration;

use kadans_server::auth::master_key::{IfAbsent, MasterKey};
use kadans_tests::{
    postgres::PostgresServer,
    process::{Process, kadans},
    raw_http::RawConnection,
};
use tempfile::TempDir;
use tokio::time::timeout;
use tonic::transport::Channel;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient};

/// How long it may take until the server knows.
const SOON: Duration = Duration::from_secs(30);

async fn becomes(server: &Process, expected: u16) {
    let asked = async {
        while RawConnection::open(server.address()).await.unwrap().get("/readyz").await.unwrap().status != expected {
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, asked).await.unwrap_or_else(|_| panic!("/readyz does not become {expected}"));
}

async fn health(server: &Process) -> ServingStatus {
    let channel = Channel::from_shared(format!("http://{}", server.address())).unwrap().connect().await.unwrap();
    HealthClient::new(channel).check(HealthCheckRequest::default()).await.unwrap().into_inner().status()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readiness_goes_down_with_postgres_and_comes_back_with_it() {
    let directory = TempDir::new().unwrap();
    let mut postgres = PostgresServer::start().unwrap();
    let key_file = directory.path().join("master.key");
    MasterKey::load(&key_file, IfAbsent::Create).unwrap();
    let mut command = kadans(&["serve"]);
    command.env("KADANS_DATABASE_URL", postgres.url()).env("KADANS_KEY_FILE", &key_file);
    let server = Process::start(command.env("KADANS_DATA_DIR", directory.path())).await;
    becomes(&server, 200).await;
    assert_eq!(health(&server).await, ServingStatus::Serving);

    postgres.stop();
    becomes(&server, 503).await;
    assert_eq!(health(&server).await, ServingStatus::NotServing);

    postgres.start_again();
    becomes(&server, 200).await;
    assert_eq!(health(&server).await, ServingStatus::Serving);
}
