//! Has the server built anew when the web client was, since its files become part of the binary.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let Some(server) = env::var_os("CARGO_MANIFEST_DIR") else { return };
    let files = Path::new(&server).join("../client-web/dist");
    // Cargo can only watch a directory that is there. Without the client's sources there is nothing to watch.
    let _ = fs::create_dir(&files);
    if files.is_dir() {
        println!("cargo:rerun-if-changed={}", files.display());
    }
}
