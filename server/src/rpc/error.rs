//! What a caller is told when a call fails: a code, a stable reason, and every field that is wrong.

use std::{collections::HashMap, time::Duration};

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

use super::in_use;
use crate::store::StoreError;

/// The domain of every `google.rpc.ErrorInfo`.
const DOMAIN: &str = "kadans";

/// Most bytes of violations in one answer: they travel in a header, of which clients take 8 KiB, and base64 adds a
/// third.
const MOST_DETAILS: usize = 4_096;

/// A field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field, e.g. `days[3].segments[0].end_time`.
    pub field: String,
    /// Stable code, e.g. `TAKEN`.
    pub reason: &'static str,
    /// What is wrong and what would be right.
    pub description: String,
}

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum RpcError {
    /// Fields break rules; all of them are named.
    #[error("the request is not valid")]
    Invalid(Vec<Violation>),
    /// There is no such thing, or it is another account's: nobody can tell which.
    #[error("not found")]
    NotFound,
    /// No credential, or one that does not hold (any more).
    #[error("{message}")]
    Unauthenticated {
        /// Stable reason, e.g. `TOKEN_EXPIRED`.
        reason: &'static str,
        /// In words.
        message: &'static str,
    },
    /// The credential holds, but not for this.
    #[error("you are not allowed to do this")]
    Forbidden,
    /// Somebody else changed the thing meanwhile.
    #[error("somebody else changed this meanwhile: load it again")]
    Stale,
    /// The thing is not in a state in which this can be done.
    #[error("{message}")]
    Precondition {
        /// Stable reason, e.g. `EDITION_REQUIRED`.
        reason: &'static str,
        /// In words.
        message: String,
    },
    /// The thing can't be deleted while others use it.
    #[error("{message}")]
    InUse {
        /// What uses it and what to do, in words.
        message: String,
        /// What uses it by its name in the metadata, e.g. `employees`, and how many there are of it.
        counts: Vec<(&'static str, u64)>,
    },
    /// Too many tries.
    #[error("too many tries: wait before the next one")]
    Throttled {
        /// How long to wait.
        retry_after: Duration,
    },
    /// More was reported than the integration, or all of the account, may report.
    #[error("the {whose} reports more states than it may: slow down, and report these again")]
    OverQuota {
        /// Whose quota it is: `integration` or `account`.
        whose: &'static str,
        /// How long to wait.
        retry_after: Duration,
    },
    /// The server can't serve now; trying again helps.
    #[error("the service is unavailable: try again")]
    Unavailable(#[source] Option<StoreError>),
    /// A fault of ours. The cause is for the log alone.
    #[error("an unexpected error: try again, and tell us if it stays")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl RpcError {
    /// One field that breaks a rule.
    pub fn field(field: impl Into<String>, reason: &'static str, description: impl Into<String>) -> Self {
        Self::Invalid(vec![Violation { field: field.into(), reason, description: description.into() }])
    }

    fn metadata(&self) -> HashMap<String, String> {
        match self {
            Self::InUse { counts, .. } => {
                counts.iter().map(|(what, count)| ((*what).to_owned(), count.to_string())).collect()
            }
            Self::OverQuota { whose, .. } => HashMap::from([("quota".to_owned(), (*whose).to_owned())]),
            _ => HashMap::new(),
        }
    }

    fn code_and_reason(&self) -> (Code, &'static str) {
        match self {
            Self::Invalid(_) => (Code::InvalidArgument, "INVALID_REQUEST"),
            Self::NotFound => (Code::NotFound, "NOT_FOUND"),
            Self::Unauthenticated { reason, .. } => (Code::Unauthenticated, reason),
            Self::Forbidden => (Code::PermissionDenied, "FORBIDDEN"),
            Self::Stale => (Code::Aborted, "ETAG_MISMATCH"),
            Self::Precondition { reason, .. } => (Code::FailedPrecondition, reason),
            Self::InUse { .. } => (Code::FailedPrecondition, "IN_USE"),
            Self::Throttled { .. } => (Code::ResourceExhausted, "THROTTLED"),
            Self::OverQuota { .. } => (Code::ResourceExhausted, "QUOTA_EXCEEDED"),
            Self::Unavailable(_) => (Code::Unavailable, "UNAVAILABLE"),
            Self::Internal(_) => (Code::Internal, "INTERNAL"),
        }
    }
}

impl From<StoreError> for RpcError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Stale => Self::Stale,
            StoreError::User(rule) => Self::Precondition { reason: rule.reason(), message: rule.to_string() },
            StoreError::InUse(in_use) => in_use::refuse(&in_use),
            StoreError::Replaying => Self::Precondition {
                reason: "REPLAY_RUNNING",
                message: "notifications of this integration are being replayed: wait until that has ended".to_owned(),
            },
            StoreError::Unavailable(_) | StoreError::NotOpened { .. } | StoreError::Closed => {
                Self::Unavailable(Some(error))
            }
            StoreError::Taken(_) | StoreError::Corrupt { .. } | StoreError::Unsuitable(_) => {
                Self::Internal(Box::new(error))
            }
        }
    }
}

impl From<RpcError> for Status {
    fn from(error: RpcError) -> Self {
        let (code, reason) = error.code_and_reason();
        let mut details = ErrorDetails::new();
        details.set_error_info(reason, DOMAIN, error.metadata());
        match &error {
            RpcError::Invalid(violations) => {
                details.set_bad_request(named(violations));
            }
            RpcError::Throttled { retry_after } | RpcError::OverQuota { retry_after, .. } => {
                details.set_retry_info(Some(*retry_after));
            }
            // Logged once, here, with its cause: the caller gets nothing of it.
            RpcError::Internal(cause) => tracing::error!(error = cause.as_ref(), "a call failed unexpectedly"),
            RpcError::Unavailable(Some(cause)) => {
                tracing::warn!(error = cause as &dyn std::error::Error, "the store is unavailable");
            }
            _ => {}
        }
        Self::with_error_details(code, error.to_string(), details)
    }
}

/// The violations that are named: all, unless they would not fit into the headers that clients take.
fn named(violations: &[Violation]) -> Vec<FieldViolation> {
    let mut room = MOST_DETAILS;
    let fits = |violation: &&Violation| {
        let size = violation.field.len() + violation.description.len() + violation.reason.len();
        room.checked_sub(size).inspect(|left| room = *left).is_some()
    };
    let mut named: Vec<FieldViolation> = violations.iter().take_while(fits).map(field_violation).collect();
    let left_out = violations.len() - named.len();
    if left_out > 0 {
        let description = format!("{left_out} more fields break rules: correct these first");
        let reason = "MORE";
        named.push(field_violation(&Violation { field: String::new(), reason, description }));
    }
    named
}

fn field_violation(violation: &Violation) -> FieldViolation {
    FieldViolation {
        field: violation.field.clone(),
        description: violation.description.clone(),
        reason: violation.reason.to_owned(),
        localized_message: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(fields: usize) -> Status {
        let violation = |place| Violation {
            field: format!("days[{place}].date"),
            reason: "NOT_A_DAY",
            description: "must be a day such as 2026-03-02".to_owned(),
        };
        RpcError::Invalid((0..fields).map(violation).collect()).into()
    }

    #[test]
    fn every_field_is_named_with_its_reason() {
        let named = refused(30).get_details_bad_request().unwrap().field_violations;
        assert_eq!(named.len(), 30);
        assert_eq!((named[7].field.as_str(), named[7].reason.as_str()), ("days[7].date", "NOT_A_DAY"));
    }

    #[test]
    fn what_does_not_fit_into_a_header_is_counted() {
        let status = refused(5_000);
        let named = status.get_details_bad_request().unwrap().field_violations;
        let last = named.last().unwrap();
        assert_eq!(last.description, format!("{} more fields break rules: correct these first", 5_001 - named.len()));
        assert!(status.details().len() < 6_000);
    }
}
