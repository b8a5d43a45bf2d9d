//! The `kadans` command and its subcommands.

pub mod account;
mod backup;
pub mod bench;
pub mod demo;
mod desk;
pub mod key;
mod logging;
mod operate;
mod runtime;
pub mod schedule;
mod serve;
mod shim;
pub mod simulate;
pub mod token;
mod traces;
pub mod user;

use std::{io::Write as _, process::ExitCode};

use clap::{CommandFactory as _, Parser, Subcommand};

use account::AccountCommand;
use key::KeyCommand;
use operate::Operate;
use schedule::ScheduleCommand;
use token::TokenCommand;
use user::UserCommand;

use crate::config::{Config, ConfigError, Flags, ShimConfig, ShimFlags};

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
    /// Take notifications on a machine of their own, and report them to a server
    Shim(ShimFlags),
    /// Bring the database to this version, and nothing else
    Migrate(Flags),
    /// Write everything in the database into a file, while a server runs; the master key is not in it
    Backup(backup::BackupArgs),
    /// Put a backup into an empty database
    Restore(backup::RestoreArgs),
    /// Add and list accounts
    Account(Operate<AccountCommand>),
    /// Add, invite, list, revoke and reactivate people
    User(Operate<UserCommand>),
    /// Mint, list and revoke tokens of programs
    Token(Operate<TokenCommand>),
    /// Rotate the master key
    Key(Operate<KeyCommand>),
    /// Import schedules
    Schedule(Operate<ScheduleCommand>),
    /// Run a server with an account in which something happens
    Demo(demo::DemoArgs),
    /// Play a contact centre against a notification URL
    Simulate(simulate::SimulateArgs),
    /// Measure how fast it is on this machine
    Bench(bench::BenchArgs),
}

/// The command line, with every command and every setting.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(flags) => config(&flags).and_then(serve::run),
        Command::Shim(flags) => shim_config(&flags).and_then(shim::run),
        Command::Migrate(flags) => config(&flags).and_then(|config| operate::migrate(&config)),
        Command::Backup(args) => config(&args.flags).and_then(|config| backup::backup(&config, &args)),
        Command::Restore(args) => config(&args.flags).and_then(|config| backup::restore(&config, &args)),
        Command::Account(operate) => {
            config(&operate.flags).and_then(|config| operate::account(&config, operate.command))
        }
        Command::User(operate) => config(&operate.flags).and_then(|config| operate::user(&config, operate.command)),
        Command::Token(operate) => config(&operate.flags).and_then(|config| operate::token(&config, operate.command)),
        Command::Key(operate) => config(&operate.flags).and_then(|config| operate::key(&config, operate.command)),
        Command::Schedule(operate) => {
            config(&operate.flags).and_then(|config| operate::schedule(&config, operate.command))
        }
        Command::Demo(args) => config(args.flags()).and_then(|config| demo::run(config, args)),
        Command::Simulate(args) => simulate::run(args),
        Command::Bench(args) => bench::run(&args),
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

/// The settings of this process.
fn config(flags: &Flags) -> anyhow::Result<Config> {
    Ok(Config::load(flags, variable)?)
}

/// The settings of this process, if it is a shim.
fn shim_config(flags: &ShimFlags) -> anyhow::Result<ShimConfig> {
    Ok(ShimConfig::load(flags, variable)?)
}

fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}
