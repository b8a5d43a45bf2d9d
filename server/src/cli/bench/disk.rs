//! A directory for one run, and how fast the disk under it really writes.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;

/// How long the disk is measured.
const MEASURED: Duration = Duration::from_secs(1);
/// As much as a small commit writes.
const PAGE: [u8; 4096] = [7; 4096];

/// A directory that is removed when the run is over.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes it inside `parent`.
    pub(super) fn new(parent: &Path) -> anyhow::Result<Self> {
        let path = parent.join(format!("kadans-bench-{}", std::process::id()));
        fs::create_dir(&path).with_context(|| format!("{} can't be made", path.display()))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed is left for the user to see.
        fs::remove_dir_all(&self.0).ok();
    }
}

/// How many small writes a second the disk takes one after the other, each of them on disk before the next.
pub(super) fn syncs_per_second(directory: &Path) -> anyhow::Result<f64> {
    let path = directory.join("calibration");
    let measured = calibrate(&path);
    fs::remove_file(&path).ok();
    measured.with_context(|| format!("{} can't be written", path.display()))
}

fn calibrate(path: &Path) -> io::Result<f64> {
    let mut file = File::create(path)?;
    let begun = Instant::now();
    let mut count = 0_u32;
    while begun.elapsed() < MEASURED {
        file.write_all(&PAGE)?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_of_a_run_is_gone_after_it() {
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(parent.path()).unwrap();
        let path = scratch.path().to_owned();
        fs::write(path.join("file"), "x").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }
}
