//! One employee: which of its external users counts at an instant (rule 8).

use super::user::{Source, UserInput, UserState, UserView};
use crate::domain::activity::Actual;
use crate::domain::instant::{Instant, Span};

/// Why an employee counts as doing what it does: what *Explain* shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No external user is assigned that has reported anything so far.
    NobodyReported,
    /// A user's entry, by the meaning its status was given.
    Reported(Source),
    /// Nothing was heard of the user for the automatic logout time.
    AutoLogout(Source),
    /// The user's entry said when it ends, and nothing newer holds.
    Ended(Source),
    /// A complete list of those logged in did not have the user any more.
    NotListed(Source),
    /// The user's integration is silent; the state is the last one before.
    Silence(Source),
    /// The import of the user's integration is paused; the state is the last one in the journal.
    Pause(Source),
}

impl Cause {
    /// The user's state behind it, if any user reported.
    #[must_use]
    pub const fn source(&self) -> Option<&Source> {
        match self {
            Self::NobodyReported => None,
            Self::Reported(source)
            | Self::AutoLogout(source)
            | Self::Ended(source)
            | Self::NotListed(source)
            | Self::Silence(source)
            | Self::Pause(source) => Some(source),
        }
    }
}

/// What an employee is doing, since when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActualState {
    /// What it is doing.
    pub actual: Actual,
    /// When the user that counts got into it, which may be before it came to count; none if
    /// nobody reported.
    pub since: Option<Instant>,
    /// Why.
    pub cause: Cause,
}

impl ActualState {
    /// An employee that nobody reported anything of.
    pub const NOBODY: Self = Self { actual: Actual::Unknown, since: None, cause: Cause::NobodyReported };

    /// Whether a status that nobody mapped decides, so that it is to be marked.
    #[must_use]
    pub fn is_unmapped(&self) -> bool {
        match &self.cause {
            Cause::Reported(source) => source.reported.meaning.is_unmapped(),
            _ => false,
        }
    }
}

/// The user that counts at `at`, of users folded to `at`.
fn leading<'a>(
    users: &'a [UserState],
    inputs: &[UserInput<'_>],
    at: Instant,
    auto_logout_after: Span,
) -> Option<UserView<'a>> {
    users
        .iter()
        .zip(inputs)
        .filter_map(|(state, input)| state.at(at, input, auto_logout_after))
        .max_by_key(UserView::rank)
}

/// What an employee does at `at` if that differs from `current`: the online user with the latest
/// start, else unknown if any user is, else offline. None if it is still `current`, as at most
/// instants. `users`, folded to `at`, and `inputs` list the same users in the same order.
pub(crate) fn changed_state(
    current: &ActualState,
    users: &[UserState],
    inputs: &[UserInput<'_>],
    at: Instant,
    auto_logout_after: Span,
) -> Option<ActualState> {
    let view = leading(users, inputs, at, auto_logout_after);
    let same = match &view {
        None => current.cause == Cause::NobodyReported,
        Some(view) => view.is_caused_by(&current.cause),
    };
    (!same).then(|| {
        view.map_or(ActualState::NOBODY, |view| ActualState {
            actual: view.actual,
            since: Some(view.since),
            cause: view.cause(),
        })
    })
}
