//! Violations of requests with thousands of fields.

use crate::rpc::error::{RpcError, Violation};

/// How many violations are told: they travel in the trailers of the answer, which clients take up to 16 KiB of.
const TOLD: usize = 25;

/// Violations, of which the first are told and the others counted.
#[derive(Debug, Default)]
pub(super) struct Violations {
    told: Vec<Violation>,
    untold: usize,
}

impl Violations {
    /// Notes that `field` breaks a rule.
    pub(super) fn refuse(&mut self, field: String, reason: &'static str, description: impl Into<String>) {
        if self.told.len() < TOLD {
            self.told.push(Violation { field, reason, description: description.into() });
        } else {
            self.untold += 1;
        }
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// An error with the violations, if there are any; `field` is where the number of those untold goes.
    pub(super) fn finish(mut self, field: &str) -> Result<(), RpcError> {
        if self.untold > 0 {
            let description = format!("breaks rules in {} more places, which are not listed here", self.untold);
            self.told.push(Violation { field: field.to_owned(), reason: "MORE_VIOLATIONS", description });
        }
        if self.told.is_empty() { Ok(()) } else { Err(RpcError::Invalid(self.told)) }
    }
}
