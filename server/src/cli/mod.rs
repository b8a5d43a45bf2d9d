//! The `kadans` command and its subcommands.

pub mod account;
mod admin;
mod logging;
mod serve;
pub mod token;
pub mod user;

use std::{io::Write as _, process::ExitCode};

use clap::{Parser, Subcommand};

use admin::{Admin, Task};

use crate::config::{Config, ConfigError, Flags};

/// The exit code for settings that can't be used, as for a command line that can't.
const BAD_SETTINGS: u8 = 2;

/// Real-time adherence from a contact centre's telephone system
#[derive(Parser)]
#[command(name = "kadans", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve(Flags),
    /// Add and list accounts
    Account(Admin<account::AccountCommand>),
    /// Add, invite and list people who sign in
    User(Admin<user::UserCommand>),
    /// Let programs in
    Token(Admin<token::TokenCommand>),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(flags) => config(&flags).and_then(serve::run),
        Command::Account(Admin { flags, command }) => administer(&flags, Task::Account(command)),
        Command::User(Admin { flags, command }) => administer(&flags, Task::User(command)),
        Command::Token(Admin { flags, command }) => administer(&flags, Task::Token(command)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do if even this can't be written.
            let _ = writeln!(std::io::stderr(), "kadans: {error:#}");
            if error.is::<ConfigError>() { ExitCode::from(BAD_SETTINGS) } else { ExitCode::FAILURE }
        }
    }
}

fn administer(flags: &Flags, task: Task) -> anyhow::Result<()> {
    config(flags).and_then(|config| admin::run(&config, task))
}

/// The settings of this process.
fn config(flags: &Flags) -> anyhow::Result<Config> {
    Ok(Config::load(flags, |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))?)
}
