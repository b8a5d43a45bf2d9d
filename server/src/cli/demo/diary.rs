//! What the demo remembers from one start to the next, in a file of the data directory.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::domain::instant::Instant;

const FILE: &str = "demo.json";

/// What the demo remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Diary {
    /// When shifts were planned around a start of the demo, in order of time.
    pub(super) anchors: Vec<Instant>,
    /// Whether external users were assigned and statuses mapped: from then on that is the user's business.
    pub(super) mapped: bool,
}

impl Diary {
    /// Reads what was remembered; nothing, if there was no start before.
    pub(super) fn open(data_dir: &Path) -> anyhow::Result<Self> {
        let path = path(data_dir);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| {
                format!("{} can't be read: delete it together with the data directory to begin anew", path.display())
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("{} can't be read", path.display())),
        }
    }

    /// Writes it down; whole or not at all.
    pub(super) fn save(&self, data_dir: &Path) -> anyhow::Result<()> {
        let path = path(data_dir);
        let draft = path.with_extension("json.new");
        fs::write(&draft, serde_json::to_vec_pretty(self)?)
            .and_then(|()| fs::rename(&draft, &path))
            .with_context(|| format!("{} can't be written", path.display()))
    }
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_start_reads_what_the_last_one_wrote() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(Diary::open(directory.path()).unwrap(), Diary::default());
        let diary = Diary { anchors: vec![Instant::from_secs(7)], mapped: true };
        diary.save(directory.path()).unwrap();
        assert_eq!(Diary::open(directory.path()).unwrap(), diary);
    }
}
