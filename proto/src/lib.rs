//! The Kadans services as messages, clients and servers.
//!
//! Programs that call Kadans from Rust depend on this crate alone.

/// Package `kadans.v1`. What each item means is written in its `.proto` file.
#[allow(missing_docs, clippy::pedantic, reason = "generated code")]
pub mod v1 {
    tonic::include_proto!("kadans.v1");
}

/// The encoded `FileDescriptorSet` of package `kadans.v1` with all its imports, for server reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kadans.bin"));
