//! Compiles the protos without a system `protoc`, and keeps the descriptors for server reflection.

use std::{env, error::Error, fs, path::PathBuf};

use prost::Message;

const SERVICES: [&str; 4] = [
    "kadans/v1/adherence_service.proto",
    "kadans/v1/integration_service.proto",
    "kadans/v1/mapping_service.proto",
    "kadans/v1/session_service.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=kadans");
    let descriptors = protox::compile(SERVICES, ["."])?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("kadans.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure().compile_fds(descriptors)?;
    Ok(())
}
