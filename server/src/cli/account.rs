//! `kadans account`: customers, whom only the operator can add.

use std::io::Write;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use crate::{
    domain::ids::AccountId,
    store::{
        Store,
        accounts::{self, Edition, NewAccount},
    },
};

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Add an account; prints its id.
    Add(AddArgs),
    /// List the accounts: id, edition, time zone, name.
    List,
}

/// An account to add.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Name to show.
    #[arg(long)]
    name: String,
    /// What the account has subscribed to: basic, advanced or enterprise. Odigo needs advanced.
    #[arg(long)]
    edition: Edition,
    /// IANA time zone that planning units and integrations start with, e.g. Europe/Madrid.
    #[arg(long)]
    zone: String,
    /// For how many months before the current one data is kept.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(i32).range(1..=120))]
    retention_months: i32,
}

/// Runs `kadans account …`.
pub async fn run(command: AccountCommand, store: &Store, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    match command {
        AccountCommand::Add(args) => {
            let name = name("--name", &args.name)?;
            jiff::tz::TimeZone::get(&args.zone)
                .with_context(|| format!("--zone: {:?} is not an IANA time zone such as Europe/Madrid", args.zone))?;
            let AddArgs { edition, zone, retention_months, .. } = args;
            let account = accounts::create(store, NewAccount { edition, name, zone, retention_months }).await?;
            writeln!(out, "{}", account.id)?;
        }
        AccountCommand::List => {
            for account in accounts::list(store).await? {
                writeln!(out, "{}\t{}\t{}\t{}", account.id, account.edition, account.zone, account.name)?;
            }
        }
    }
    Ok(())
}

/// The account that an `--account` option means: by its id, or by its name if only one has it.
pub(super) async fn find(store: &Store, text: &str) -> anyhow::Result<AccountId> {
    let accounts = accounts::list(store).await?;
    let matching: Vec<AccountId> = accounts
        .into_iter()
        .filter(|account| account.id.to_string() == text || account.name == text)
        .map(|account| account.id)
        .collect();
    match matching.as_slice() {
        [account] => Ok(*account),
        [] => bail!("--account: there is no account {text:?}; `kadans account list` shows them"),
        _ => bail!("--account: several accounts are named {text:?}: give the id, as `kadans account list` shows it"),
    }
}

/// A name without outer spaces, of 1 to 200 characters.
pub(super) fn name(option: &str, text: &str) -> anyhow::Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 || text.chars().any(char::is_control) {
        bail!("{option}: must have 1 to 200 characters, none of them control characters");
    }
    Ok(text.to_owned())
}
