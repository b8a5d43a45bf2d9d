//! The words Odigo is known to use for the fields of a notification.

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

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn the_documented_names_are_those_that_are_tried() {
        let page = include_str!("../../../docs/notifications.md");
        for field in Field::ALL {
            let row = format!("\n| {} | {} |\n", field.as_str().replace('_', " "), field.default_names().join(", "));
            assert!(page.contains(&row), "the page lacks {row}");
        }
    }
}
