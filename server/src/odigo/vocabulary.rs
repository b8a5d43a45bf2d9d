//! The words Odigo is known to use: field names, statuses that mean "logged out", and how statuses are compared.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a notification can say, whatever its fields are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Who: the agent's identifier in Odigo.
    Agent,
    /// The agent's status as Odigo writes it.
    Status,
    /// The break type or other refinement of the status.
    Detail,
    /// When it happened, by Odigo's clock.
    Time,
    /// The identifier of the event, the same when it is sent again.
    EventId,
}

impl Field {
    /// All fields, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Agent, Self::Status, Self::Detail, Self::Time, Self::EventId];

    /// The field's name in the API, the stored format and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Status => "status",
            Self::Detail => "detail",
            Self::Time => "time",
            Self::EventId => "event_id",
        }
    }

    /// The names tried by default, first match first.
    pub const fn default_names(self) -> &'static [&'static str] {
        match self {
            Self::Agent => &[
                "agentId",
                "agent",
                "agentLogin",
                "login",
                "userUid",
                "userId",
                "user",
                "idUtilisateur",
                "utilisateur",
            ],
            Self::Status => &["state", "status", "agentState", "agentStatus", "etat", "statut", "event", "eventType"],
            Self::Detail => &[
                "pauseType",
                "pauseReason",
                "pauseCode",
                "typePause",
                "motif",
                "reason",
                "activityId",
                "otherActivity",
                "label",
            ],
            Self::Time => &["timestamp", "eventTime", "eventDate", "dateTime", "date", "time", "ts", "horodatage"],
            Self::EventId => &["eventId", "notificationId", "messageId"],
        }
    }
}

/// The members that stand for an object used as a value (`{"agent": {"login": "jdoe"}}`), first match first.
/// Lower case, since names are compared without case.
pub(super) const IDENTIFYING_MEMBERS: [&str; 4] = ["login", "useruid", "id", "name"];

/// The statuses that mean Offline unless the integration says otherwise.
pub const DEFAULT_LOGGED_OUT: [&str; 6] =
    ["LOGOUT", "LOGGED_OUT", "LOGGED_OFF", "DISCONNECTED", "OFFLINE", "DECONNECTE"];

/// A status as logged-out statuses are compared: without case, accents, white space, `_` and `-`.
pub fn folded(status: &str) -> String {
    status
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The statuses that mean Offline, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedOutStatuses(HashSet<String>);

impl LoggedOutStatuses {
    /// From statuses as an administrator writes them.
    pub fn new<S: AsRef<str>>(statuses: impl IntoIterator<Item = S>) -> Self {
        Self(statuses.into_iter().map(|status| folded(status.as_ref())).collect())
    }

    /// True if the status, as Odigo sent it, means Offline.
    pub fn contains(&self, status: &str) -> bool {
        self.0.contains(&folded(status))
    }
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_LOGGED_OUT, LoggedOutStatuses, folded};

    #[test]
    fn logged_out_statuses_are_compared_without_case_accents_spaces_and_dashes() {
        let known = LoggedOutStatuses::new(DEFAULT_LOGGED_OUT);
        for status in ["LOGOUT", "log out", "Log-Out", "logged_off", "Déconnecté", "DE\u{301}CONNECTE", "off line"] {
            assert!(known.contains(status), "{status}");
        }
        for status in ["PAUSE", "LOGIN", "LOGOUT2", ""] {
            assert!(!known.contains(status), "{status}");
        }
    }

    #[test]
    fn folding_keeps_letters_of_other_scripts_apart() {
        assert_eq!(folded("Ausgeloggt – Straße"), "ausgeloggt–straße");
        assert_ne!(folded("выход"), folded("вход"));
    }
}
