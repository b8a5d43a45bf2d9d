//! The sweep over one employee's time: the same for the live board and for the past.

use super::rules::judge;
use super::run::RunState;
use super::status::Status;
use super::stretch::{ActualStep, Present, Stretch};
use crate::domain::activity::{Activity, Actual};
use crate::domain::exceptions::Exceptions;
use crate::domain::ids::ExternalUserId;
use crate::domain::instant::{Instant, Span};
use crate::domain::matches::Matches;
use crate::domain::schedule::Schedule;
use crate::domain::settings::Settings;
use crate::domain::timeline::{ActualState, Feed, UserInput, UserState, changed_state};
use crate::domain::window::Window;

/// How far back a run is looked for: begin a sweep this long before the window it is for.
pub const RUN_LOOKBACK: Span = Span::from_hours(48);

/// Everything that decides about one employee.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The external users assigned to it.
    pub users: &'a [UserInput<'a>],
    /// What it should be doing.
    pub schedule: &'a Schedule,
    /// What was excused or approved.
    pub exceptions: &'a Exceptions,
    /// The account's matches.
    pub matches: &'a Matches,
    /// The account's settings.
    pub settings: &'a Settings,
}

/// Takes what a sweep finds, in order of time, as soon as it can no longer change.
pub trait Sink {
    /// A stretch of adherence has ended.
    fn stretch(&mut self, stretch: Stretch);
    /// A step of the actual activity has ended.
    fn step(&mut self, step: ActualStep);
}

/// Drops everything: for a board, which only asks for the present.
impl Sink for () {
    fn stretch(&mut self, _: Stretch) {}
    fn step(&mut self, _: ActualStep) {}
}

/// The stretch that is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    start: Instant,
    status: Status,
    scheduled: Option<Activity>,
    actual: Actual,
    attributed: Option<Activity>,
    deviation_since: Option<Instant>,
}

/// The folded state of one employee at an instant: a checkpoint that a sweep goes on from.
///
/// Everything up to and including [`Tracker::at`] is folded in, so going on needs only entries
/// strictly newer. Whatever changes the past (a late entry, a mapping, a schedule, an exception,
/// a match, a setting, an assignment, a silence found later, a pause or its end) asks for a sweep
/// from a checkpoint before that change; a change from an instant on, for one before that instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracker {
    at: Instant,
    users: Vec<UserState>,
    state: ActualState,
    state_start: Instant,
    actual_since: Option<Instant>,
    run: RunState,
    open: Open,
}

impl Tracker {
    /// Folds each user's entries up to and including `from`, without looking for runs before it.
    #[must_use]
    pub fn start(from: Instant, inputs: &Inputs<'_>) -> Self {
        let auto_logout_after = inputs.settings.auto_logout_after;
        let users = inputs.users.iter();
        let mut tracker = Self {
            at: from,
            users: users.map(|input| UserState::folded(input, from, auto_logout_after)).collect(),
            state: ActualState::NOBODY,
            state_start: from,
            actual_since: None,
            run: RunState::IDLE,
            open: Open {
                start: from,
                status: Status::Hidden,
                scheduled: None,
                actual: Actual::Unknown,
                attributed: None,
                deviation_since: None,
            },
        };
        tracker.settle(inputs, &mut ());
        tracker.actual_since = tracker.state.since;
        tracker
    }

    /// The instant everything is folded up to.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.at
    }

    /// Goes on to `until`, inclusive. `inputs` needs the entries newer than [`Tracker::at`] only.
    /// Nothing happens if `until` is not later.
    pub fn advance(&mut self, inputs: &Inputs<'_>, until: Instant, sink: &mut impl Sink) {
        self.align(inputs.users);
        let mut feeds: Vec<Feed<'_>> = inputs.users.iter().map(|input| Feed::after(self.at, input)).collect();
        while let Some(next) =
            feeds.iter().filter_map(Feed::next).chain(self.next_clock(inputs)).min().filter(|next| *next <= until)
        {
            self.pass(next);
            for (user, feed) in self.users.iter_mut().zip(&mut feeds) {
                feed.fold_into(user, next, inputs.settings.auto_logout_after);
            }
            self.settle(inputs, sink);
        }
        if until > self.at {
            self.pass(until);
        }
    }

    /// Hands out what is still going on, up to [`Tracker::at`].
    pub fn finish(self, sink: &mut impl Sink) {
        self.close_stretch(sink);
        self.close_step(sink);
    }

    /// What holds at [`Tracker::at`].
    #[must_use]
    pub fn present(&self, inputs: &Inputs<'_>) -> Present {
        Present {
            at: self.at,
            state: self.state.clone(),
            actual_since: self.actual_since,
            segment: inputs.schedule.at(self.at).copied(),
            status: self.open.status,
            status_since: self.open.start,
            deviation_since: self.open.deviation_since,
        }
    }

    /// The external users that are logged in at [`Tracker::at`]: for the headcount of silences.
    pub fn online_users(&self, inputs: &Inputs<'_>) -> impl Iterator<Item = ExternalUserId> {
        let auto_logout_after = inputs.settings.auto_logout_after;
        let users = self.users.iter().zip(inputs.users);
        users
            .filter(move |(user, input)| user.is_online(self.at, input, auto_logout_after))
            .map(|(user, _)| user.user())
    }

    /// The next instant after [`Tracker::at`] at which something changes without an event: an edge
    /// of the schedule or an exception, a buffer running out, a deviation becoming severe, an
    /// automatic logout, an assignment, a pause. (When a silence begins is for
    /// [`crate::domain::silence`] to say.)
    #[must_use]
    pub fn next_change(&self, inputs: &Inputs<'_>) -> Option<Instant> {
        self.next_clock(inputs)
    }

    fn next_clock(&self, inputs: &Inputs<'_>) -> Option<Instant> {
        let auto_logout_after = inputs.settings.auto_logout_after;
        let users = self.users.iter().zip(inputs.users);
        users
            .filter_map(|(user, input)| user.next_clock(self.at, input, auto_logout_after))
            .chain(inputs.schedule.next_edge(self.at))
            .chain(inputs.exceptions.next_edge(self.at))
            .chain(self.run.next_clock(self.at, inputs.settings))
            .min()
    }

    /// Brings the folded users into the order of the inputs; one that is new has no past.
    fn align(&mut self, inputs: &[UserInput<'_>]) {
        let aligned = self.users.len() == inputs.len()
            && (self.users.iter().zip(inputs)).all(|(user, input)| user.user() == input.user);
        if aligned {
            return;
        }
        let mut known = std::mem::take(&mut self.users);
        self.users = inputs
            .iter()
            .map(|input| {
                let place = known.iter().position(|user| user.user() == input.user);
                place.map_or_else(|| UserState::new(input.user), |place| known.swap_remove(place))
            })
            .collect();
    }

    fn pass(&mut self, to: Instant) {
        self.run.pass(to - self.at);
        self.at = to;
    }

    /// Works out what holds from [`Tracker::at`] on and ends what no longer does.
    fn settle(&mut self, inputs: &Inputs<'_>, sink: &mut impl Sink) {
        let auto_logout_after = inputs.settings.auto_logout_after;
        let changed = changed_state(&self.state, &self.users, inputs.users, self.at, auto_logout_after);
        if let Some(state) = changed {
            self.close_step(sink);
            if state.actual != self.state.actual || self.actual_since.is_none() {
                self.actual_since = state.since.map(|_| self.at);
            }
            self.state = state;
            self.state_start = self.at;
        }
        let planned = inputs.schedule.at(self.at).map(|segment| segment.activity);
        let cover = inputs.exceptions.at(self.at);
        let judged = judge(planned, self.state.actual, cover, inputs.matches);
        let status = self.run.enter(judged.verdict, inputs.settings);
        let open = Open {
            start: self.open.start,
            status,
            scheduled: planned.filter(|planned| planned.is_working()),
            actual: self.state.actual,
            attributed: judged.attributed,
            deviation_since: self.run.deviation_since(self.at),
        };
        if open != self.open {
            self.close_stretch(sink);
            self.open = Open { start: self.at, ..open };
        }
    }

    fn close_stretch(&self, sink: &mut impl Sink) {
        if let Ok(window) = Window::new(self.open.start, self.at) {
            sink.stretch(Stretch {
                window,
                status: self.open.status,
                scheduled: self.open.scheduled,
                actual: self.open.actual,
                attributed: self.open.attributed,
                deviation_since: self.open.deviation_since,
            });
        }
    }

    fn close_step(&self, sink: &mut impl Sink) {
        if let Ok(window) = Window::new(self.state_start, self.at) {
            sink.step(ActualStep { window, state: self.state.clone() });
        }
    }
}
