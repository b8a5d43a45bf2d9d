//! What those who run a server, and their tools, see of it.

use futures::stream;
use kadans_tests::{
    database::Database,
    process::Process,
    raw_http::{RawAnswer, RawConnection},
};
use tonic::{Code, Request, transport::Channel};
use tonic_health::pb::{
    HealthCheckRequest, HealthCheckResponse, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_prost::ProstCodec;
use tonic_reflection::pb::{v1, v1alpha};

use super::centre::{AGENT, Centre};

/// The services there are.
const SERVICES: [&str; 4] = [
    "kadans.v1.AdherenceService",
    "kadans.v1.IntegrationService",
    "kadans.v1.MappingService",
    "kadans.v1.SessionService",
];

/// What is counted and measured.
const FAMILIES: [(&str, &str); 9] = [
    ("kadans_connections", "gauge"),
    ("kadans_connections_refused", "counter"),
    ("kadans_journal_batch_submissions", "histogram"),
    ("kadans_journal_commit_seconds", "histogram"),
    ("kadans_rpc_calls", "counter"),
    ("kadans_rpc_duration_seconds", "histogram"),
    ("kadans_rpc_under_way", "gauge"),
    ("kadans_shim_answers", "counter"),
    ("kadans_shim_duration_seconds", "histogram"),
];

async fn open() -> (Centre, Process) {
    Centre::open(Database::Sqlite.create().unwrap()).await
}

async fn channel(process: &Process) -> Channel {
    let endpoint = Channel::from_shared(format!("http://{}", process.address())).unwrap();
    endpoint.connect().await.unwrap()
}

async fn get(address: std::net::SocketAddr, path: &str) -> RawAnswer {
    RawConnection::open(address).await.unwrap().get(path).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_not_there_is_unimplemented_and_not_a_web_page() {
    let (_centre, process) = open().await;
    let mut client = tonic::client::Grpc::new(channel(&process).await);
    for path in ["/kadans.v1.NoService/Call", "/kadans.v1.AdherenceService/NoMethod"] {
        client.ready().await.unwrap();
        let codec = ProstCodec::<HealthCheckRequest, HealthCheckResponse>::default();
        let request = Request::new(HealthCheckRequest::default());
        let status = client.unary(request, path.parse().unwrap(), codec).await.unwrap_err();
        assert_eq!(status.code(), Code::Unimplemented, "{path}");

        let mut web = RawConnection::open(process.address()).await.unwrap();
        let answer = web.post(path, "application/grpc-web+proto", "\0\0\0\0\0").await.unwrap();
        let code = format!("grpc-status: {}\r\n", i32::from(Code::Unimplemented));
        assert!(answer.status == 200 && answer.head.contains(&code), "{path}: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reflection_lists_the_services_in_both_its_versions() {
    macro_rules! services {
        ($version:ident, $channel:expr) => {{
            use $version::{
                ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
                server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
            };
            let list = MessageRequest::ListServices(String::new());
            let request = ServerReflectionRequest { host: String::new(), message_request: Some(list) };
            let mut client = ServerReflectionClient::new($channel);
            let mut answers = client.server_reflection_info(stream::iter([request])).await.unwrap().into_inner();
            match answers.message().await.unwrap().unwrap().message_response {
                Some(MessageResponse::ListServicesResponse(list)) => {
                    list.service.into_iter().map(|service| service.name).collect::<Vec<_>>()
                }
                other => panic!("not a list of services: {other:?}"),
            }
        }};
    }
    let (_centre, process) = open().await;
    let channel = channel(&process).await;
    for listed in [services!(v1, channel.clone()), services!(v1alpha, channel.clone())] {
        for service in SERVICES.into_iter().chain(["grpc.health.v1.Health"]) {
            assert!(listed.iter().any(|name| name == service), "{service} in {listed:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_serves_says_so_to_every_kind_of_probe() {
    let (_centre, process) = open().await;
    let mut health = HealthClient::new(channel(&process).await);
    for service in SERVICES.into_iter().chain([""]) {
        let request = HealthCheckRequest { service: service.to_owned() };
        let answer = health.check(request).await.unwrap().into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
    assert_eq!(get(process.address(), "/healthz").await.status, 200);
    assert_eq!(get(process.address(), "/readyz").await.status, 200);
    assert_eq!(get(process.admin_address(), "/healthz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_metrics_have_every_family_and_name_neither_a_token_nor_an_agent() {
    let (centre, process) = open().await;
    // Once more what must not be seen, where a careless label would show it.
    let secret = centre.url_token.as_str();
    for path in [format!("/notify/{secret}?agentId={AGENT}&state=CALL"), format!("/{secret}"), format!("/x/{secret}")] {
        get(process.address(), &path).await;
    }
    let metrics = get(process.admin_address(), "/metrics").await;
    assert_eq!(metrics.status, 200);
    for (family, kind) in FAMILIES {
        assert!(metrics.body.contains(&format!("# TYPE {family} {kind}\n")), "{family} in {}", metrics.body);
    }
    assert!(metrics.body.contains("kadans_shim_answers_total{code=\"204\"} 2\n"), "{}", metrics.body);
    assert_eq!(
        get(process.address(), "/metrics").await.body.find("kadans_rpc"),
        None,
        "metrics are not for the public"
    );

    process.terminate();
    let ended = process.ended(std::time::Duration::from_secs(10)).await;
    let log = ended.log;
    let [employee, admin_token] = [centre.employee.as_str(), centre.admin_token.as_str()];
    for private in [secret, &secret[..secret.len() / 2], AGENT, "Quirrel", employee, admin_token] {
        assert!(!metrics.body.contains(private), "{private} in {}", metrics.body);
        assert!(!log.contains(private), "{private} in {log}");
    }
}
