//! The `kadans` command.

fn main() {}
