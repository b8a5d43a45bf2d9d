//! The page of the settings says what the command line says.

use std::{collections::BTreeSet, fs, path::Path};

use clap::{Arg, Command};
use kadans_server::cli;

/// The page's part about a command, by its heading.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n## ").next().unwrap_or_default()
}

/// What stands in brackets after a name: of `… [default: x]` it is `x`.
fn bracketed(help: &str, name: &str) -> Option<String> {
    let (_, rest) = help.split_once(&format!("[{name}: "))?;
    rest.split_once(']').map(|(inside, _)| inside.to_owned())
}

/// The beginning of the row that a setting must have.
fn row(argument: &Arg) -> String {
    let flag = argument.get_long().expect("settings have names");
    let help = argument.get_help().expect("settings are explained").to_string();
    let variables = bracketed(&help, "env").expect("each setting has a variable");
    let variables = variables.replace(", or ", "`, `");
    let key = if flag == "config" { String::new() } else { format!("`{}`", flag.replace('-', "_")) };
    let default = bracketed(&help, "default").unwrap_or_default();
    let meaning = help.split(" [env: ").next().unwrap_or_default();
    format!("| `--{flag}` | `{variables}` | {key} | {default} | {meaning} | ")
}

fn arguments(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| !argument.is_positional() && argument.get_id() != "help")
}

#[test]
fn every_setting_of_serve_and_shim_is_on_the_page_as_the_help_says_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/settings.md");
    let page = fs::read_to_string(file).unwrap();
    let kadans = cli::command();
    for name in ["serve", "shim"] {
        let command = kadans.find_subcommand(name).unwrap();
        let section = section(&page, &format!("`kadans {name}`"));
        let missing: Vec<_> = arguments(command).map(row).filter(|row| !section.contains(row)).collect();
        assert!(missing.is_empty(), "kadans {name}: these rows are missing:\n{}", missing.join("\n"));
        let known: BTreeSet<_> = arguments(command).filter_map(Arg::get_long).collect();
        for row in section.lines().filter_map(|line| line.strip_prefix("| `--")) {
            let flag = row.split('`').next().unwrap_or_default();
            assert!(known.contains(flag), "kadans {name} has no --{flag}");
        }
    }
}
