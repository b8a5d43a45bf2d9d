//! What tests need over and over: one employee with owned inputs.

use super::adherence::{Inputs, Present, RUN_LOOKBACK, Tracker};
use super::entry::Entry;
use super::exceptions::Exceptions;
use super::ids::ExternalUserId;
use super::instant::Instant;
use super::matches::Matches;
use super::schedule::Schedule;
use super::settings::Settings;
use super::timeline::UserInput;

/// An external user with everything known of it.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: ExternalUserId,
    pub(crate) entries: Vec<Entry>,
    pub(crate) snapshots: Vec<Instant>,
    pub(crate) silences: Vec<Instant>,
    pub(crate) paused_since: Option<Instant>,
}

/// One employee and the rules that apply to it.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) users: Vec<User>,
    pub(crate) schedule: Schedule,
    pub(crate) exceptions: Exceptions,
    pub(crate) matches: Matches,
    pub(crate) settings: Settings,
}

impl World {
    pub(crate) fn user_inputs(&self) -> Vec<UserInput<'_>> {
        self.user_inputs_after(Instant::MIN)
    }

    /// Only the entries after `after`, as a caller has them that goes on from a checkpoint.
    pub(crate) fn user_inputs_after(&self, after: Instant) -> Vec<UserInput<'_>> {
        self.users
            .iter()
            .map(|user| {
                let passed = user.entries.partition_point(|entry| entry.time <= after);
                UserInput {
                    user: user.id,
                    entries: &user.entries[passed..],
                    snapshots: &user.snapshots,
                    silences: &user.silences,
                    paused_since: user.paused_since,
                    assigned_from: None,
                    assigned_until: None,
                }
            })
            .collect()
    }

    pub(crate) fn inputs<'a>(&'a self, users: &'a [UserInput<'a>]) -> Inputs<'a> {
        Inputs {
            users,
            schedule: &self.schedule,
            exceptions: &self.exceptions,
            matches: &self.matches,
            settings: &self.settings,
        }
    }

    /// The board's row at `now`.
    pub(crate) fn present(&self, now: Instant) -> Present {
        let users = self.user_inputs();
        let inputs = self.inputs(&users);
        let mut tracker = Tracker::start(now - RUN_LOOKBACK, &inputs);
        tracker.advance(&inputs, now, &mut ());
        tracker.present(&inputs)
    }
}
