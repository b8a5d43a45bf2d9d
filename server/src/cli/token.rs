//! `kadans token`: access for programs.

use std::io::Write;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::{account, user};
use crate::{
    auth::{
        caller::Role,
        keys::Keys,
        programs::{self, NewProgram},
    },
    domain::instant::Span,
    store::{
        Store,
        audit::Author,
        principals::{PrincipalKind, User, UserState},
    },
};

/// What to do with tokens of programs.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Let a program in: prints its token, and nothing else. It is shown this once.
    Mint(MintArgs),
    /// List the programs of an account: id, roles, when the token expires (`ended` if it has, or was revoked), name.
    ///
    /// Tokens themselves are never shown again.
    List(ListArgs),
    /// Take a program's rights away, for good: its token stops holding at once. Mint another to let it in again.
    Revoke(RevokeArgs),
    /// Make a new key to sign tokens with.
    RotateKey(RotateKeyArgs),
}

/// A program to let in.
#[derive(Debug, Args)]
pub struct MintArgs {
    /// Id or name of the account.
    #[arg(long)]
    account: String,
    /// What the program may do; `service` lets it report states and watch adherence.
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
    /// Name to list it by.
    #[arg(long, default_value = "program")]
    name: String,
    /// For how many days the token holds.
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(i64).range(1..=3650))]
    days: i64,
    /// Id or name of a planning unit it sees; may be given several times. All, if none is given.
    #[arg(long = "planning-unit")]
    planning_units: Vec<String>,
}

/// Whose programs.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Id or name of the account.
    #[arg(long)]
    account: String,
}

/// Which program.
#[derive(Debug, Args)]
pub struct RevokeArgs {
    /// Id or name of the account.
    #[arg(long)]
    account: String,
    /// Id of the program, as `kadans token list` shows it.
    id: Uuid,
}

/// What becomes of older keys.
#[derive(Debug, Args)]
pub struct RotateKeyArgs {
    /// Retire all older keys: every token issued before stops holding, those of programs too. For when a key may be in
    /// wrong hands.
    #[arg(long)]
    retire_others: bool,
}

/// Runs `kadans token …`.
pub async fn run(
    command: TokenCommand,
    store: &Store,
    keys: &Keys,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    match command {
        TokenCommand::Mint(args) => mint(args, store, keys, out).await,
        TokenCommand::List(args) => {
            let account = account::find(store, &args.account).await?;
            for program in store.users_of_kind(account, PrincipalKind::Program).await? {
                let User { id, name, roles, token_expires_at, .. } = program;
                let expires = token_expires_at.map_or_else(|| "ended".to_owned(), |at| at.to_string());
                writeln!(out, "{id}\t{}\t{expires}\t{name}", roles.join(","))?;
            }
            Ok(())
        }
        TokenCommand::Revoke(args) => {
            let account = account::find(store, &args.account).await?;
            let programs = store.users_of_kind(account, PrincipalKind::Program).await?;
            let program = programs.iter().find(|program| program.id == args.id);
            let program = program.with_context(|| format!("the account has no program {}", args.id))?;
            if program.state == UserState::Deactivated {
                bail!("the token of program {} has ended already", args.id);
            }
            store.deactivate_user(Author::operator(account), args.id).await?;
            Ok(())
        }
        TokenCommand::RotateKey(args) => {
            let key = if args.retire_others { keys.replace().await? } else { keys.rotate().await? };
            writeln!(out, "{key}")?;
            Ok(())
        }
    }
}

async fn mint(args: MintArgs, store: &Store, keys: &Keys, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let account = account::find(store, &args.account).await?;
    let program = NewProgram {
        name: account::name("--name", &args.name)?,
        roles: args.roles,
        planning_units: user::planning_units(store, account, &args.planning_units).await?,
        life: Span::from_hours(24).times(args.days),
    };
    let minted = programs::mint(store, keys, Author::operator(account), program).await?;
    writeln!(out, "{}", minted.token)?;
    Ok(())
}
