//! Calls over gRPC and gRPC-web.

use kadans_proto::v1::{
    AgentState, AgentStates, Notification, ReportAgentStatesRequest, SignInRequest,
    adherence_service_client::AdherenceServiceClient, notification::Reading,
    session_service_client::SessionServiceClient,
};
use tokio_stream::StreamExt as _;
use tonic::{Code, Request};
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient};
use tonic_reflection::pb::{v1, v1alpha};

use super::{World, status};

fn report(agent: &str) -> Request<ReportAgentStatesRequest> {
    let state = AgentState { agent: agent.to_owned(), status: "READY".to_owned(), ..AgentState::default() };
    let states = AgentStates { states: vec![state], unreadable_items: Vec::new(), ..AgentStates::default() };
    let notification = Notification { reading: Some(Reading::States(states)), ..Notification::default() };
    let mut request =
        Request::new(ReportAgentStatesRequest { notifications: vec![notification], ..Default::default() });
    request.metadata_mut().insert("authorization", "Bearer odg_valid".parse().unwrap());
    request
}

#[tokio::test]
async fn a_service_is_called_over_grpc() {
    let world = World::new().await;
    let mut client = AdherenceServiceClient::new(world.channel().await);
    let response = client.report_agent_states(report("jdoe")).await.unwrap();
    assert_eq!(response.metadata().get("x-request-id").unwrap().len(), 32);
    assert_eq!(response.into_inner().notifications.len(), 1);
}

#[tokio::test]
async fn a_service_that_is_not_there_is_unimplemented_and_never_the_web_client() {
    let world = World::new().await;
    let mut client = SessionServiceClient::new(world.channel().await);
    let status_of_call = client.sign_in(SignInRequest::default()).await.unwrap_err();
    assert_eq!(status_of_call.code(), Code::Unimplemented);
    for content_type in ["application/grpc-web+proto", "application/grpc", "application/grpc-web-text"] {
        let answer = world.send(call("/kadans.v1.SessionService/SignIn", &[("content-type", content_type)])).await;
        assert_eq!(status(&answer), "200", "{answer}");
        assert!(answer.contains("grpc-status: 12"), "{answer}");
        assert!(answer.contains(&format!("content-type: {content_type}\r\n")), "{answer}");
    }
}

/// A call without a message, over HTTP/1.1.
fn call(path: &str, headers: &[(&str, &str)]) -> String {
    let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
    format!(
        "POST {path} HTTP/1.1\r\nhost: kadans.test\r\nconnection: close\r\ncontent-length: 5\r\n{headers}\r\n\0\0\0\0\0"
    )
}

const REPORT: &str = "/kadans.v1.AdherenceService/ReportAgentStates";

#[tokio::test]
async fn a_service_is_called_over_grpc_web_from_its_own_pages_alone() {
    let world = World::new().await;
    let web = ("content-type", "application/grpc-web+proto");
    let credential = ("authorization", "Bearer odg_valid");
    for origin in ["http://kadans.test".to_owned(), world.server.public_url().to_string()] {
        let answer = world.send(call(REPORT, &[web, credential, ("origin", &origin)])).await;
        assert_eq!(status(&answer), "200", "{answer}");
        assert!(answer.contains("grpc-status:0"), "{answer}");
    }
    for origin in ["https://evil.example", "null"] {
        let answer = world.send(call(REPORT, &[web, credential, ("origin", origin)])).await;
        assert_eq!(status(&answer), "403", "{answer}");
    }
}

#[tokio::test]
async fn what_a_foreign_page_can_send_without_asking_is_not_a_call() {
    let world = World::new().await;
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/grpcx"] {
        let answer = world.send(call(REPORT, &[("content-type", content_type)])).await;
        assert_eq!(status(&answer), "415", "{answer}");
    }
    assert_eq!(status(&world.get(REPORT).await), "405");
    assert_eq!(world.memory.batches(), [0; 0]);
}

#[tokio::test]
async fn a_panic_is_an_internal_error_and_the_connection_goes_on() {
    let world = World::new().await;
    let mut client = AdherenceServiceClient::new(world.channel().await);
    let error = client.report_agent_states(report("panic")).await.unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    assert!(!error.message().contains("on purpose"));
    assert!(client.report_agent_states(report("jdoe")).await.is_ok());
}

#[tokio::test]
async fn reflection_names_the_services_in_both_versions() {
    let world = World::new().await;
    let channel = world.channel().await;

    let mut client = v1::server_reflection_client::ServerReflectionClient::new(channel.clone());
    let list = v1::server_reflection_request::MessageRequest::ListServices(String::new());
    let request = v1::ServerReflectionRequest { host: String::new(), message_request: Some(list) };
    let mut answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap().into_inner();
    let answer = answers.next().await.unwrap().unwrap().message_response.unwrap();
    let v1::server_reflection_response::MessageResponse::ListServicesResponse(list) = answer else {
        panic!("a list was asked for")
    };
    let names: Vec<_> = list.service.into_iter().map(|service| service.name).collect();
    for name in ["kadans.v1.AdherenceService", "kadans.v1.SessionService", "grpc.health.v1.Health"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }

    let mut client = v1alpha::server_reflection_client::ServerReflectionClient::new(channel);
    let symbol = "kadans.v1.AdherenceService".to_owned();
    let find = v1alpha::server_reflection_request::MessageRequest::FileContainingSymbol(symbol);
    let request = v1alpha::ServerReflectionRequest { host: String::new(), message_request: Some(find) };
    let mut answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap().into_inner();
    let answer = answers.next().await.unwrap().unwrap().message_response.unwrap();
    assert!(matches!(answer, v1alpha::server_reflection_response::MessageResponse::FileDescriptorResponse(_)));
}

#[tokio::test]
async fn health_is_told_for_the_server_and_for_each_service() {
    let world = World::new().await;
    let mut client = HealthClient::new(world.channel().await);
    for service in ["", "kadans.v1.AdherenceService"] {
        let mut watch = client.watch(HealthCheckRequest { service: service.to_owned() }).await.unwrap().into_inner();
        let mut statuses = Vec::new();
        while statuses.last() != Some(&ServingStatus::Serving) {
            statuses.push(watch.next().await.unwrap().unwrap().status());
        }
    }
    let unknown = client.check(HealthCheckRequest { service: "kadans.v1.Nothing".to_owned() }).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
}
