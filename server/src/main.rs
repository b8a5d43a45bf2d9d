//! The `kadans` command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Much is allocated by one thread and freed by another, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    kadans_server::cli::main()
}
