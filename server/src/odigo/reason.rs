//! Why a notification, or a whole body, is set aside instead of taking effect.

use super::vocabulary::Field;

/// Why something was quarantined: a stable code for programs, and a text that says what is wrong and what to do.
///
/// The texts never repeat values of the notification, so that they may be shown and logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Neither a form, multipart, JSON, XML nor lines of `name=value`, or broken as what it looks like.
    #[error("the body cannot be read ({0}); Odigo should send a form, JSON, XML or lines of name=value")]
    Unreadable(String),
    /// Nested deeper than [`MAX_DEPTH`](super::reading::MAX_DEPTH).
    #[error("the body is nested more than 32 levels deep; have Odigo send a flatter one")]
    TooDeep,
    /// More than [`MAX_NOTIFICATIONS`](super::reading::MAX_NOTIFICATIONS) in one body; none of them took effect.
    #[error("the body holds more than 500 notifications; have Odigo send them in smaller batches")]
    TooMany,
    /// XML with a document type definition, which could make the reader fetch files or grow without bound.
    #[error("the XML has a document type definition, which is refused; have Odigo send it without")]
    DtdRefused,
    /// XML with an entity other than the five predefined ones and character references.
    #[error("the XML uses an entity that is not predefined; have Odigo send the character itself")]
    EntityRefused,
    /// The same name with different values in the same source.
    #[error("\"{name}\" is given more than once with different values; give it once, or map another field to {field}", field = .field.as_str())]
    Contradiction {
        /// The field that would have been read from it.
        field: Field,
        /// The listed name that is given twice.
        name: String,
    },
    /// Neither an agent nor a status.
    #[error("there is no notification in it: no field for agent or status was found; check the field mapping")]
    NoNotification,
    /// A status, but nobody whose status it is.
    #[error("no field for the agent was found; check the field mapping")]
    MissingAgent,
    /// An agent, but no status.
    #[error("no field for the status was found; check the field mapping")]
    MissingStatus,
    /// The agent is longer than 200 characters or has control characters.
    #[error("the agent is longer than 200 characters or has control characters; check the field mapping")]
    InvalidAgent,
    /// The status is longer than 200 characters or has control characters.
    #[error("the status is longer than 200 characters or has control characters; check the field mapping")]
    InvalidStatus,
}

impl Reason {
    /// An unreadable body with what the parser said, cut so that a hostile body cannot blow it up.
    pub(super) fn unreadable(problem: impl std::fmt::Display) -> Self {
        Self::Unreadable(problem.to_string().chars().take(120).collect())
    }

    /// The stable code, for the API, metrics and the store.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::TooDeep => "too_deep",
            Self::TooMany => "too_many",
            Self::DtdRefused => "dtd_refused",
            Self::EntityRefused => "entity_refused",
            Self::Contradiction { .. } => "contradiction",
            Self::NoNotification => "no_notification",
            Self::MissingAgent => "missing_agent",
            Self::MissingStatus => "missing_status",
            Self::InvalidAgent => "invalid_agent",
            Self::InvalidStatus => "invalid_status",
        }
    }
}
