//! `kadans shim`: takes notifications where nothing else of Kadans is, until it is told to stop.

use super::{logging, runtime, serve::StopSignals};
use crate::{
    app::{Listeners, LoneShim},
    clock::Clock,
    config::ShimConfig,
};

/// Runs the shim with these settings.
pub(super) fn run(config: ShimConfig) -> anyhow::Result<()> {
    let runtime = runtime::start()?;
    let result = runtime.block_on(async {
        let log = logging::set_up(&config.front.log)?;
        let result = shim(config).await;
        log.flush().await;
        result
    });
    // What still blocks a thread must not keep the process.
    runtime.shutdown_background();
    result
}

async fn shim(config: ShimConfig) -> anyhow::Result<()> {
    let listeners = Listeners::bind_to(config.front.listen, config.front.admin_listen).await?;
    let mut stop_signals = StopSignals::new()?;
    let shim = tokio::select! {
        shim = LoneShim::start(config, Clock::system(), listeners) => shim?,
        () = stop_signals.next() => return Ok(()),
    };
    tracing::info!(address = %shim.addr(), admin = %shim.admin_addr(), "serving");
    stop_signals.next().await;
    tracing::info!("stopping: send the signal again to stop at once");
    tokio::select! {
        cut_off = shim.stop() => tracing::info!(cut_off, "stopped"),
        () = stop_signals.next() => tracing::warn!("stopped at once"),
    }
    Ok(())
}
