//! One state of a notification: kept, or refused for what is wrong with it.

use kadans_proto::v1::AgentState;

use crate::{auth::token_masking::without_secrets, odigo::flags::Flags, rpc::read, store::journal::NewState};

/// How many characters an agent, a status, a detail, and an event id may have.
const LONGEST: usize = 200;

/// What reading a state may remark. Other flags are for the store to set; names this version does not know say
/// nothing that it could keep.
const TAKEN: [Flags; 3] = [Flags::TIME_SHIFTED, Flags::TIME_AMBIGUOUS, Flags::TIME_UNREADABLE];

/// Why a state is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Stable code.
    pub(super) code: String,
    /// In words.
    pub(super) message: String,
}

pub(super) fn read_state(given: &AgentState) -> Result<NewState, Refusal> {
    let sent_at = match given.sent_time {
        None => None,
        Some(sent) => Some(read::instant(sent).ok_or_else(|| Refusal {
            code: "bad_sent_time".to_owned(),
            message: "sent_time must be a time between the years 1 and 9999".to_owned(),
        })?),
    };
    let end_at = match given.end_time {
        None => None,
        Some(end) => {
            Some(read::instant(end).filter(|end| sent_at.is_some_and(|sent| sent < *end)).ok_or_else(|| {
                let message = "end_time must be a time later than sent_time, which it requires".to_owned();
                Refusal { code: "bad_end_time".to_owned(), message }
            })?)
        }
    };
    let event_id = text("event_id", &given.event_id)?;
    Ok(NewState {
        agent: required("agent", &given.agent)?,
        status: required("status", &given.status)?,
        detail: text("detail", &given.detail)?,
        sent_at,
        end_at,
        event_id: Some(event_id).filter(|id| !id.is_empty()),
        flags: flags(&given.flags),
    })
}

fn required(field: &str, given: &str) -> Result<String, Refusal> {
    let text = text(field, given)?;
    if text.is_empty() {
        return Err(Refusal { code: format!("no_{field}"), message: format!("{field} must not be empty") });
    }
    Ok(text)
}

fn text(field: &str, given: &str) -> Result<String, Refusal> {
    let text = given.trim();
    let bad = |rule: String| Refusal { code: format!("bad_{field}"), message: format!("{field} {rule}") };
    if text.chars().count() > LONGEST {
        return Err(bad(format!("must have at most {LONGEST} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(bad("must not contain control characters".to_owned()));
    }
    Ok(without_secrets(text.to_owned()))
}

fn flags(names: &[String]) -> i32 {
    let known = names.iter().filter_map(|name| Flags::from_name(name)).filter(|flag| TAKEN.contains(flag));
    let flags = known.fold(Flags::empty(), |all, flag| all | flag);
    i32::try_from(flags.bits()).unwrap_or(0)
}
