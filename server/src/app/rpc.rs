//! The calls: the services with reflection and health, over gRPC and gRPC-web.

use std::sync::Arc;

use axum::{Router, body::Body, extract::Request, middleware, middleware::Next, response::Response};
use http::{HeaderValue, header};
use tonic::{
    Status,
    service::{Routes, RoutesBuilder},
};
use tonic_health::{ServingStatus, server::HealthReporter};
use tonic_web::GrpcWebLayer;
use tower_http::catch_panic::CatchPanicLayer;

use super::{RpcMetrics, admission, observe, panics};
use crate::{config::PublicUrl, health::Readiness};

/// The routes of all calls. From the outside in: who may call at all, gRPC-web, counting, catching panics.
pub(super) fn router(
    services: Routes,
    names: &[&'static str],
    readiness: &Readiness,
    metrics: RpcMetrics,
    public_url: PublicUrl,
) -> Router {
    let mut routes = RoutesBuilder::from(services);
    let (reporter, health) = tonic_health::server::health_reporter();
    tokio::spawn(report(reporter, names.to_vec(), readiness.clone()));
    routes.add_service(health);
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(kadans_proto::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    routes.add_service(reflection().build_v1().expect("the build wrote these descriptors"));
    routes.add_service(reflection().build_v1alpha().expect("the build wrote these descriptors"));
    routes
        .routes()
        .into_axum_router()
        .reset_fallback()
        .route_layer(CatchPanicLayer::custom(panics::answer_call))
        .route_layer(middleware::from_fn_with_state(metrics, observe::observe))
        .route_layer(GrpcWebLayer::new())
        .route_layer(middleware::from_fn_with_state(Arc::new(public_url), admission::admit))
}

/// Keeps the health service in step with readiness, for each service and for the server as a whole (the empty name).
async fn report(reporter: HealthReporter, names: Vec<&'static str>, mut readiness: Readiness) {
    let mut is_ready = Some(readiness.is_ready());
    while let Some(ready) = is_ready {
        let status = if ready { ServingStatus::Serving } else { ServingStatus::NotServing };
        reporter.set_service_status("", status).await;
        for name in &names {
            reporter.set_service_status(*name, status).await;
        }
        is_ready = readiness.changed().await;
    }
}

/// Answers calls to services that are not there as gRPC wants it: they must never get to see the web client.
pub(super) async fn refuse_unknown_calls(request: Request, next: Next) -> Response {
    if !admission::is_grpc(request.headers()) {
        return next.run(request).await;
    }
    let content_type = request.headers().get(header::CONTENT_TYPE).cloned();
    let mut response = Status::unimplemented("there is no such service").into_http::<Body>();
    // A client of gRPC-web expects its own content type.
    let content_type = content_type.unwrap_or(HeaderValue::from_static("application/grpc"));
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
