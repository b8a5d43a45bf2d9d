//! The `kadans` binary, built from the same sources as the tests.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// Where it is.
pub(super) fn kadans() -> &'static Path {
    // Also that there is none is found out once.
    static BINARY: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    BINARY.get_or_init(build).as_ref().unwrap_or_else(|problem| panic!("cargo could not build kadans: {problem}"))
}

/// Asks cargo for it even if it is there: it may be older than the tests. Cargo tells binaries to the tests of their
/// own crate only, so it is looked for where cargo puts it: `target/debug/kadans`, if this is
/// `target/debug/deps/all-…`.
fn build() -> Result<PathBuf, String> {
    let test = env::current_exe().expect("a test knows its own executable");
    let place = |level: usize| test.ancestors().nth(level).expect("cargo puts tests into target/<profile>/deps");
    let (profile, target) = (place(2), place(3));
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    // Whatever it needs is here, since the tests are built: nothing is to be downloaded or chosen anew.
    command.args(["build", "--quiet", "--frozen", "--bin", "kadans", "--target-dir"]).arg(target);
    if profile.ends_with("release") {
        command.arg("--release");
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let status = command.current_dir(workspace).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(profile.join("kadans")) } else { Err(status.to_string()) }
}
