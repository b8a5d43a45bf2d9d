//! The commands that work on the database, beside a running server or without one: accounts, people, programs.

use std::io;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::{account, logging, token, user};
use crate::{
    app::create_private,
    auth::{
        keys::Keys,
        master_key::{IfAbsent, MasterKey},
    },
    clock::Clock,
    config::{Config, Flags},
    store::Store,
};

/// A command on the database, with the settings that say which.
#[derive(Args)]
pub(super) struct Admin<C: Subcommand> {
    #[command(flatten)]
    pub(super) flags: Flags,
    #[command(subcommand)]
    pub(super) command: C,
}

/// What there is to administer.
pub(super) enum Task {
    Account(account::AccountCommand),
    User(user::UserCommand),
    Token(token::TokenCommand),
}

/// Does it, and returns when it is on disk.
pub(super) fn run(config: &Config, task: Task) -> anyhow::Result<()> {
    logging::set_up(config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(carry_out(config, task));
    runtime.shutdown_background();
    result
}

async fn carry_out(config: &Config, task: Task) -> anyhow::Result<()> {
    create_private(&config.data_dir)
        .with_context(|| format!("the data directory {} can't be made", config.data_dir.display()))?;
    let store = Store::open(config.database.reveal(), Clock::system()).await?;
    let mut out = io::stdout();
    match task {
        Task::Account(command) => account::run(command, &store, &mut out).await?,
        Task::User(command) => {
            let public_url = config.public_url_at(config.listen);
            let mut input = io::BufReader::new(io::stdin());
            user::run(command, &store, public_url.as_str(), &mut input, &mut out).await?;
        }
        Task::Token(command) => {
            let if_absent = if config.database.is_sqlite() { IfAbsent::Create } else { IfAbsent::Refuse };
            let key = MasterKey::load(&config.key_file, if_absent)?;
            let keys = Keys::open(&store, &key).await?;
            token::run(command, &store, &keys, &mut out).await?;
        }
    }
    store.journal().close().await;
    Ok(())
}
