//! The `kadans` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    kadans_server::cli::main()
}
