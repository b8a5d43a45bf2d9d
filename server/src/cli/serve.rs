//! `kadans serve`: runs the server until it is told to stop.

use std::io::{self, Write as _};

use tokio::signal::unix::{SignalKind, signal};

use super::{logging, runtime};
use crate::{
    app::{Listeners, RunningServer, Server},
    clock::Clock,
    config::Config,
};

/// Runs the server with these settings.
pub(super) fn run(config: Config) -> anyhow::Result<()> {
    let runtime = runtime::start()?;
    let result = runtime.block_on(async {
        let log = logging::set_up(&config.log)?;
        let result = serve(config).await;
        log.flush().await;
        result
    });
    // What still blocks a thread must not keep the process.
    runtime.shutdown_background();
    result
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let listeners = Listeners::bind(&config).await?;
    let mut stop_signals = StopSignals::new()?;
    let server = tokio::select! {
        server = Server::start(config, Clock::system(), listeners) => server?,
        () = stop_signals.next() => return Ok(()),
    };
    tracing::info!(address = %server.addr(), admin = %server.admin_addr(), "serving");
    greet(&server)?;
    stop_signals.next().await;
    tracing::info!("stopping: send the signal again to stop at once");
    tokio::select! {
        cut_off = server.stop() => tracing::info!(cut_off, "stopped"),
        () = stop_signals.next() => tracing::warn!("stopped at once"),
    }
    Ok(())
}

/// Says where to go, on standard output.
fn greet(server: &RunningServer) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "Kadans is at {}", server.public_url())?;
    for link in server.first_admin_links() {
        writeln!(out, "Nobody can sign in yet. The first admin gets in here: {link}")?;
    }
    out.flush()
}

/// SIGTERM, as service managers send it, and SIGINT, as Ctrl-C does.
pub(super) struct StopSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl StopSignals {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
