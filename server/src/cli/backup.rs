//! `kadans backup` and `kadans restore`.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;

use crate::{
    auth::{
        keys,
        master_key::{IfAbsent, MasterKey, MasterKeyError},
    },
    clock::Clock,
    config::{Config, Flags},
    store::backup::{self, Summary},
};

/// Where a backup goes, and of what.
#[derive(Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    pub(super) flags: Flags,
    /// The file. One that is there is replaced once the new one is whole
    file: PathBuf,
    /// Take no backup: compare the checksums of the one in the file
    #[arg(long)]
    verify: bool,
}

/// Which backup is restored, and where to.
#[derive(Args)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    pub(super) flags: Flags,
    /// The file
    file: PathBuf,
}

/// Takes a backup, or looks at one.
pub(super) fn backup(config: &Config, args: &BackupArgs) -> anyhow::Result<()> {
    let summary = if args.verify {
        backup::verify(&args.file)?
    } else {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(backup::take(config.database.reveal(), &args.file, &Clock::system()))?
    };
    describe(&args.file, &summary)?;
    Ok(())
}

/// Restores a backup.
pub(super) fn restore(config: &Config, args: &RestoreArgs) -> anyhow::Result<()> {
    // Whatever can be found wrong is found before anything is changed.
    let summary = backup::verify(&args.file)?;
    let key = MasterKey::load(&config.key_file, IfAbsent::Refuse).map_err(|error| match error {
        // A new one would open nothing of what is in the backup.
        MasterKeyError::Absent { path } => anyhow::anyhow!(
            "there is no master key at {}: put the key file there that belongs to the backup, or name it in \
             KADANS_KEY_FILE",
            path.display()
        ),
        other => other.into(),
    });
    let key =
        key.context("nothing was restored: a backup needs the master key of the server that it was taken from")?;
    keys::check(&summary.signing_keys, &key).context("nothing was restored")?;
    config.create_data_dir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(backup::restore(config.database.reveal(), &args.file, &summary))?;
    describe(&args.file, &summary)?;
    Ok(())
}

fn describe(file: &Path, summary: &Summary) -> io::Result<()> {
    let (tables, rows, taken_at) = (summary.tables.len(), summary.rows(), &summary.header.taken_at);
    writeln!(io::stdout(), "{}: {tables} tables, {rows} rows, taken {taken_at}", file.display())
}
