//! Traces for an OpenTelemetry collector.

use std::time::Duration;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithTonicConfig as _};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tonic::transport::{Channel, ClientTlsConfig, Endpoint};
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

use crate::config::CollectorUrl;

/// How long a connection to the collector, and the last spans at the end, may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// What spans are from.
const NAME: &str = "kadans";

/// Sends spans to a collector, some at a time, in the background. One that is not there costs spans, and nothing else.
pub(super) struct Traces(SdkTracerProvider);

impl Traces {
    /// Sends to this collector.
    pub(super) fn to(collector: &CollectorUrl) -> anyhow::Result<Self> {
        let exporter = SpanExporter::builder().with_tonic().with_channel(channel(collector)?).build()?;
        let resource = Resource::builder().with_service_name(NAME).build();
        Ok(Self(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build()))
    }

    /// Takes our own spans, whatever is logged. Those of libraries may hold what must not leave this machine.
    pub(super) fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: Subscriber + for<'s> LookupSpan<'s> + Send + Sync,
    {
        let own = Targets::new().with_target("kadans_server", LevelFilter::INFO);
        let tracer = self.0.tracer(NAME);
        tracing_opentelemetry::layer().with_tracer(tracer).with_location(false).with_threads(false).with_filter(own)
    }

    /// Sends what was not sent yet, if the collector is there.
    pub(super) async fn flush(self) {
        // It blocks its thread, while the connection needs those of the runtime.
        let flushed = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(PATIENCE)).await;
        if let Ok(Err(error)) = flushed {
            tracing::warn!(%error, "the last traces did not get to the collector");
        }
    }
}

fn channel(collector: &CollectorUrl) -> Result<Channel, tonic::transport::Error> {
    let mut endpoint = Endpoint::new(collector.as_str().to_owned())?.connect_timeout(PATIENCE);
    if collector.as_str().starts_with("https:") {
        endpoint = endpoint.tls_config(ClientTlsConfig::new().with_webpki_roots())?;
    }
    Ok(endpoint.connect_lazy())
}
