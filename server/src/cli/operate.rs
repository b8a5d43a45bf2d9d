//! What the commands of operators have in common: they work on the database itself, beside a server or without one.

use std::io::{self, BufReader};

use clap::{Args, Subcommand};

use super::{
    account::{self, AccountCommand},
    key::{self, KeyCommand},
    schedule::{self, ScheduleCommand},
    token::{self, TokenCommand},
    user::{self, UserCommand},
};
use crate::{
    app::master_key,
    auth::keys::Keys,
    clock::Clock,
    config::{Config, Flags},
    store::Store,
};

/// A command, and where the database is.
#[derive(Args)]
pub(super) struct Operate<C: Subcommand> {
    #[command(flatten)]
    pub(super) flags: Flags,
    #[command(subcommand)]
    pub(super) command: C,
}

/// `kadans migrate`.
pub(super) fn migrate(config: &Config) -> anyhow::Result<()> {
    // Whoever opens the database migrates it.
    with_store(config, async |_| Ok(()))
}

/// `kadans account …`.
pub(super) fn account(config: &Config, command: AccountCommand) -> anyhow::Result<()> {
    with_store(config, async |store| account::run(command, &store, &mut io::stdout()).await)
}

/// `kadans user …`.
pub(super) fn user(config: &Config, command: UserCommand) -> anyhow::Result<()> {
    let public_url = config.public_url_at(config.listen);
    with_store(config, async |store| {
        let mut input = BufReader::new(io::stdin());
        user::run(command, &store, public_url.as_str(), &mut input, &mut io::stdout()).await
    })
}

/// `kadans token …`.
pub(super) fn token(config: &Config, command: TokenCommand) -> anyhow::Result<()> {
    with_store(config, async |store| {
        let keys = Keys::open(&store, &master_key(config)?).await?;
        token::run(command, &store, &keys, &mut io::stdout()).await
    })
}

/// `kadans key …`.
pub(super) fn key(config: &Config, command: KeyCommand) -> anyhow::Result<()> {
    with_store(config, async |store| key::run(command, &store, &config.key_file, &mut io::stdout()).await)
}

/// `kadans schedule …`.
pub(super) fn schedule(config: &Config, command: ScheduleCommand) -> anyhow::Result<()> {
    with_store(config, async |store| schedule::run(command, &store, &mut io::stdout(), &mut io::stderr()).await)
}

fn with_store(config: &Config, work: impl AsyncFnOnce(Store) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        config.create_data_dir()?;
        let store = Store::open(config.database.reveal(), Clock::system()).await?;
        let journal = store.journal().clone();
        let result = work(store).await;
        journal.close().await;
        result
    })
}
