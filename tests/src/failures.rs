//! What a caller learns from a call that fails.

use tonic::{Code, Status};
use tonic_types::StatusExt;

/// Reads what is in a status.
pub trait Failure {
    /// The stable reason.
    fn reason(&self) -> String;
    /// The fields that break rules, each with its stable reason.
    fn violations(&self) -> Vec<(String, String)>;
    /// Everything that travels: two failures that a caller can't tell apart are equal in this.
    fn everything(&self) -> (Code, String, Vec<u8>, Vec<String>);
}

impl Failure for Status {
    fn reason(&self) -> String {
        self.get_details_error_info().map(|info| info.reason).unwrap_or_default()
    }

    fn violations(&self) -> Vec<(String, String)> {
        let violations = self.get_details_bad_request().map(|details| details.field_violations).unwrap_or_default();
        violations.into_iter().map(|violation| (violation.field, violation.reason)).collect()
    }

    fn everything(&self) -> (Code, String, Vec<u8>, Vec<String>) {
        // The date is the one thing that may differ between two equal answers.
        let headers = self.metadata().clone().into_headers();
        let headers = headers.iter().filter(|(name, _)| *name != "date" && *name != "x-request-id");
        let mut headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        (self.code(), self.message().to_owned(), self.details().to_vec(), headers)
    }
}
