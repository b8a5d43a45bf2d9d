//! `kadans schedule`: schedules from the system that plans them.

use std::{fs, io::Write, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use super::account;
use crate::{
    schedule_file::{self, Imported, RowFault},
    store::{Store, audit::Author},
};

/// What to do with schedules.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Take a CSV file over: columns employee, start, end and activity, or employee and date for a day off
    Import(ImportArgs),
}

/// A file to take over.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The file. The days on which its rows begin are replaced.
    file: PathBuf,
    /// Id or name of the account.
    #[arg(long)]
    account: String,
    /// Check the file and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Runs `kadans schedule …`. What is wrong with the rows of a file goes to `faults`, as a table.
pub async fn run(
    command: ScheduleCommand,
    store: &Store,
    out: &mut (dyn Write + Send),
    faults: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let ScheduleCommand::Import(ImportArgs { file, account, dry_run }) = command;
    let account = account::find(store, &account).await?;
    let name = file.display();
    let content = fs::read(&file).with_context(|| format!("{name} can't be read"))?;
    let imported = schedule_file::import(store, &content, None, dry_run, Author::operator(account));
    let Imported { days, segments, employees, faults: found, unlisted } =
        imported.await.with_context(|| format!("{name} can't be imported"))?;
    if !found.is_empty() {
        write!(faults, "{}", table(&found))?;
        let wrong = counted(found.len() + unlisted, "fault");
        bail!("{name}: nothing was imported, since there is something wrong with it: {wrong}");
    }
    let done = if dry_run { "can be imported" } else { "imported" };
    let [days, segments, employees] =
        [(days, "day"), (segments, "segment"), (employees, "employee")].map(|(count, what)| counted(count, what));
    writeln!(out, "{days} with {segments} of {employees} {done}")?;
    Ok(())
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What is wrong, a line each, in columns.
fn table(faults: &[RowFault]) -> String {
    let header = ["line", "column", "value", "what is wrong"].map(str::to_owned);
    let rows = faults.iter().map(|fault| {
        let line = if fault.line == 0 { String::new() } else { fault.line.to_string() };
        let message = format!("{} ({})", fault.message, fault.reason);
        // What could move the cursor of a terminal is shown as a space.
        [line, fault.column.clone(), fault.value.clone(), message].map(|cell| cell.replace(char::is_control, " "))
    });
    let rows: Vec<[String; 4]> = std::iter::once(header).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (line, column, value) = (width(0), width(1), width(2));
    let lines = rows.iter().map(|[a, b, c, d]| format!("{a:>line$}  {b:<column$}  {c:<value$}  {d}\n"));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_stand_in_columns() {
        let fault = |line, value: &str| RowFault {
            line,
            column: "start".to_owned(),
            value: value.to_owned(),
            reason: "NOT_A_TIME",
            message: "must be a time".to_owned(),
        };
        let expected = "line  column  value  what is wrong\n   \
                        2  start   soon   must be a time (NOT_A_TIME)\n  \
                        11  start   a b    must be a time (NOT_A_TIME)\n";
        assert_eq!(table(&[fault(2, "soon"), fault(11, "a\u{7}b")]), expected);
    }
}
