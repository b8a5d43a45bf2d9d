//! Sets the log and the traces up, once for the whole process.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::{EnvFilter, Layer as _, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::traces::Traces;
use crate::{
    app,
    config::{Log, LogFormat},
};

/// What has to be brought to its end before the process ends.
#[must_use = "what is not flushed is lost"]
pub(super) struct Logging(Option<Traces>);

/// From here on, what is logged goes to standard error, panics included, and spans to the collector if there is one.
/// To be called within the runtime that is to send them.
pub(super) fn set_up(log: &Log) -> anyhow::Result<Logging> {
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let lines = match log.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    let traces = log.collector.as_ref().map(Traces::to).transpose()?;
    tracing_subscriber::registry()
        .with(traces.as_ref().map(Traces::layer))
        .with(lines.with_filter(EnvFilter::try_new(&log.filter)?))
        .try_init()?;
    app::log_panics();
    Ok(Logging(traces))
}

impl Logging {
    /// Sends what was not sent yet.
    pub(super) async fn flush(self) {
        if let Some(traces) = self.0 {
            traces.flush().await;
        }
    }
}
