//! What is wrong with a file, row by row.

use super::Imported;

/// How many faults are listed.
const LISTED: usize = 1_000;

/// How many characters of a value are shown.
const SHOWN: usize = 200;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Line of the file, from 1, the header line included; 0 if the file as a whole is meant.
    pub line: usize,
    /// The column, by its name in the header line; empty if the row as a whole is meant.
    pub column: String,
    /// What stands there, cut after 200 characters.
    pub value: String,
    /// Stable code of the reason.
    pub reason: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl RowFault {
    /// A fault of the row that begins in this line.
    pub(super) fn new(
        line: usize,
        column: &str,
        value: &str,
        reason: &'static str,
        message: impl Into<String>,
    ) -> Self {
        let value = value.chars().take(SHOWN).collect();
        Self { line, column: column.to_owned(), value, reason, message: message.into() }
    }
}

/// The faults found so far, of which the first are listed and the others counted.
#[derive(Debug, Default)]
pub(super) struct Faults {
    listed: Vec<RowFault>,
    unlisted: usize,
}

impl Faults {
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Nothing was taken over, because of these.
    pub(super) fn into_imported(mut self) -> Imported {
        self.listed.sort_by_key(|fault| fault.line);
        Imported { faults: self.listed, unlisted: self.unlisted, ..Imported::default() }
    }
}

impl Extend<RowFault> for Faults {
    fn extend<I: IntoIterator<Item = RowFault>>(&mut self, faults: I) {
        for fault in faults {
            if self.listed.len() < LISTED {
                self.listed.push(fault);
            } else {
                self.unlisted += 1;
            }
        }
    }
}
