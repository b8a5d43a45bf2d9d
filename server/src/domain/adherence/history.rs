//! The past of one employee: everything a sweep finds, kept.

use super::stretch::{ActualStep, Stretch};
use super::tracker::{Inputs, RUN_LOOKBACK, Sink, Tracker};
use crate::domain::instant::Instant;
use crate::domain::window::Window;

/// What a sweep found, in order of time, without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Stretches of adherence; hidden ones too.
    pub stretches: Vec<Stretch>,
    /// Steps of the actual activity, for *Explain*.
    pub steps: Vec<ActualStep>,
}

impl Sink for History {
    fn stretch(&mut self, stretch: Stretch) {
        self.stretches.push(stretch);
    }

    fn step(&mut self, step: ActualStep) {
        self.steps.push(step);
    }
}

impl History {
    /// The past from `from` to `now`; the open state runs to `now` and not beyond.
    #[must_use]
    pub fn of(inputs: &Inputs<'_>, from: Instant, now: Instant) -> Self {
        let mut history = Self::default();
        let mut tracker = Tracker::start(from, inputs);
        tracker.advance(inputs, now, &mut history);
        tracker.finish(&mut history);
        history
    }

    /// The stretches inside `window` as known at `now`, cut at its edges and at `now`.
    ///
    /// `inputs` holds each user's entries from [`RUN_LOOKBACK`] before the window on, and before
    /// that at least what [`crate::domain::timeline::UserState::carry_over`] gives.
    #[must_use]
    pub fn in_window(inputs: &Inputs<'_>, window: Window, now: Instant) -> Self {
        let Some(window) = window.until(now) else {
            return Self::default();
        };
        Self::of(inputs, window.start() - RUN_LOOKBACK, window.end()).clipped(window)
    }

    /// The part of it inside `window`.
    #[must_use]
    pub fn clipped(&self, window: Window) -> Self {
        let stretches = self.stretches.iter().filter_map(|s| s.clipped(window));
        let steps = self.steps.iter().filter_map(|step| {
            Some(ActualStep { window: step.window.intersection(window)?, state: step.state.clone() })
        });
        Self { stretches: stretches.collect(), steps: steps.collect() }
    }
}
