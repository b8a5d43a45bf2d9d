//! `kadans key`: the master key.

use std::{io::Write, path::Path};

use clap::Subcommand;

use crate::{
    auth::key_rotation::{self, Rotation},
    store::Store,
};

/// What to do with the master key.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Add a key to the key file and seal every secret in the database with it, while servers run.
    ///
    /// Older keys stay in the file. Interrupted, it goes on when it is run again. Servers that have copies of the file
    /// need the new key before anything is sealed with it: put the output of `openssl rand -base64 32` before the keys
    /// of each copy, and run this then.
    Rotate,
}

/// Runs `kadans key …`.
pub async fn run(
    command: KeyCommand,
    store: &Store,
    key_file: &Path,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    match command {
        KeyCommand::Rotate => {
            let Rotation { added, resealed } = key_rotation::rotate(store, key_file).await?;
            let key = if added { "a key was added" } else { "the newest key, which was there already, is used" };
            writeln!(out, "{}: {key}; secrets sealed anew: {resealed}", key_file.display())?;
            writeln!(out, "Keep a copy of the file apart from the backups. Older keys in it open older backups.")?;
            Ok(())
        }
    }
}
