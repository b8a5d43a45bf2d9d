//! `kadans demo`: a server with an account in which something happens.
//!
//! The account, its planning units and its users are set up as an operator does it (`ground`); everything else goes
//! through the services (`setup`, `schedule`) and through the shim (`stage`), so that the demo's data passes the same
//! checks as anybody's.

mod catalogue;
mod diary;
mod ground;
mod people;
mod plan;
mod schedule;
mod setup;
mod show;
mod stage;
#[cfg(test)]
mod tests;
mod web_service;
mod welcome;

use std::io;
use std::path::Path;

use anyhow::{Context as _, ensure};
use clap::Args;
use tokio_util::sync::CancellationToken;

use self::show::Show;
use self::welcome::Welcome;
use super::serve::StopSignals;
use super::{logging, runtime};
use crate::app::{Listeners, RunningServer, Server};
use crate::clock::Clock;
use crate::config::{Config, Flags};

/// A demo to run.
#[derive(Args)]
pub struct DemoArgs {
    #[command(flatten)]
    flags: Flags,
    /// Password of the demo's users, 12 characters or more; a random one if it is not given.
    #[arg(long, env = "KADANS_DEMO_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

impl DemoArgs {
    /// The settings of the server.
    pub(super) const fn flags(&self) -> &Flags {
        &self.flags
    }
}

/// Runs the demo until it is told to stop.
pub(super) fn run(config: Config, args: DemoArgs) -> anyhow::Result<()> {
    let runtime = runtime::start()?;
    let result = runtime.block_on(async {
        let log = logging::set_up(&config.log)?;
        let result = demo(config, args, &Clock::system()).await;
        log.flush().await;
        result
    });
    runtime.shutdown_background();
    result
}

async fn demo(mut config: Config, args: DemoArgs, clock: &Clock) -> anyhow::Result<()> {
    ensure!(
        config.tls.is_none(),
        "the demo's simulated Odigo speaks plain HTTP: start the demo without KADANS_TLS_CERT and KADANS_TLS_KEY"
    );
    // The telephone system is this process.
    config.allow_local_web_service = true;
    let mut stop_signals = StopSignals::new()?;
    // First of all, so that a port that is taken is told before anything is set up.
    let listeners = Listeners::bind(&config).await?;
    config
        .create_data_dir()
        .with_context(|| format!("the data directory {} can't be made", config.data_dir.display()))?;
    let data_dir = config.data_dir.clone();
    let password = args.password.unwrap_or_else(ground::random_password);
    let token = ground::prepare(&config, clock, &password).await?;
    let server = Server::start(config, clock.clone(), listeners).await?;
    let stop = CancellationToken::new();
    let ended = tokio::select! {
        ended = perform(&server, &token, &password, &data_dir, clock, &stop) => ended,
        () = stop_signals.next() => Ok(()),
    };
    stop.cancel();
    tokio::select! {
        _ = server.stop() => {}
        () = stop_signals.next() => {}
    }
    ended
}

/// Sets everything up, tells where it is, and plays for ever.
async fn perform(
    server: &RunningServer,
    token: &str,
    password: &str,
    data_dir: &Path,
    clock: &Clock,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let show = Show::set_up(server.addr(), token, data_dir, clock).await?;
    let address = server.public_url().to_string();
    let (notification_url, agent) = (show.notification_url(), show.agent());
    let welcome = Welcome { address: &address, password, notification_url, agent };
    welcome.print(&mut io::stdout().lock())?;
    show.play(clock, stop).await
}
