//! What those who run a server see of it.

use super::{World, status};

#[tokio::test]
async fn a_server_is_alive_and_ready() {
    let world = World::new().await;
    assert_eq!(status(&world.get("/healthz").await), "200");
    assert_eq!(status(&world.get("/readyz").await), "200");
}

#[tokio::test]
async fn each_server_counts_for_itself_and_no_token_is_among_the_labels() {
    let (one, other) = (World::new().await, World::new().await);
    let notify = "/notify/odg_valid?agentId=jdoe&state=READY";
    assert_eq!(status(&one.get(notify).await), "204");
    assert_eq!(status(&one.get("/notify/odg_unknown").await), "404");
    let metrics = one.metrics().await;
    assert_eq!(status(&metrics), "200");
    for line in [
        "kadans_shim_answers_total{code=\"204\"} 1",
        "kadans_shim_answers_total{code=\"404\"} 1",
        "kadans_shim_duration_seconds_count 2",
        "kadans_connections 0",
    ] {
        assert!(metrics.contains(line), "{line} in {metrics}");
    }
    assert!(!metrics.contains("odg_"));
    assert!(!other.metrics().await.contains("kadans_shim_answers_total{"));
}

#[tokio::test]
async fn calls_are_counted_by_method_and_code_and_unknown_ones_together() {
    let world = World::new().await;
    for method in ["ReportAgentStates", "Nonsense1", "Nonsense2"] {
        let path = format!("/kadans.v1.AdherenceService/{method}");
        let head = "host: kadans\r\nconnection: close\r\ncontent-type: application/grpc-web+proto\r\n";
        let credential = "authorization: Bearer odg_valid\r\ncontent-length: 5\r\n";
        world.send(format!("POST {path} HTTP/1.1\r\n{head}{credential}\r\n\0\0\0\0\0")).await;
    }
    let metrics = world.metrics().await;
    for line in [
        "kadans_rpc_calls_total{method=\"kadans.v1.AdherenceService/ReportAgentStates\",code=\"Ok\"} 1",
        "kadans_rpc_calls_total{method=\"other\",code=\"Ok\"} 2",
        "kadans_rpc_under_way{method=\"other\"} 0",
    ] {
        assert!(metrics.contains(line), "{line} in {metrics}");
    }
}

#[tokio::test]
async fn a_request_keeps_the_id_it_came_with() {
    let world = World::new().await;
    let request = "GET /healthz HTTP/1.1\r\nhost: kadans\r\nconnection: close\r\nx-request-id: trace-7\r\n\r\n";
    assert!(world.send(request).await.contains("x-request-id: trace-7\r\n"));
}

#[tokio::test]
async fn the_metrics_are_not_on_the_main_port() {
    let world = World::new().await;
    assert!(!world.get("/metrics").await.contains("kadans_"));
}
