//! Runs of deviations: how long one has lasted, and when it leaves the buffer.

use super::rules::Verdict;
use super::status::{Deviation, Status};
use crate::domain::instant::{Instant, Span};
use crate::domain::settings::Settings;

/// A run of deviations of one kind; stretches unknown or excused inside it do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    from_schedule: bool,
    lasted: Span,
    is_out: bool,
}

/// The run a person is in at an instant, if any, and what holds there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RunState {
    run: Option<Run>,
    verdict: Verdict,
}

impl RunState {
    /// Nothing to say, and no run.
    pub(crate) const IDLE: Self = Self { run: None, verdict: Verdict::Hidden };

    /// Lets time pass in which nothing changes.
    pub(crate) fn pass(&mut self, time: Span) {
        if let (Verdict::Deviates(_), Some(run)) = (self.verdict, &mut self.run) {
            run.lasted += time;
        }
    }

    /// Takes the verdict that holds from this instant on and gives the status.
    pub(crate) fn enter(&mut self, verdict: Verdict, settings: &Settings) -> Status {
        self.verdict = verdict;
        match verdict {
            Verdict::Hidden => {
                self.run = None;
                Status::Hidden
            }
            Verdict::In => {
                self.run = None;
                Status::In
            }
            Verdict::Excused => Status::Excused,
            Verdict::Unknown => Status::Unknown,
            Verdict::Deviates(deviation) => self.deviate(deviation, settings),
        }
    }

    fn deviate(&mut self, deviation: Deviation, settings: &Settings) -> Status {
        let from_schedule = deviation.is_from_schedule();
        let mut run = self.run.filter(|run| run.from_schedule == from_schedule).unwrap_or(Run {
            from_schedule,
            lasted: Span::ZERO,
            is_out: false,
        });
        run.is_out |= run.lasted >= deviation.buffer(&settings.buffers);
        self.run = Some(run);
        if run.is_out {
            let severe = from_schedule && run.lasted >= settings.severe_after;
            Status::Out { deviation, severe }
        } else {
            Status::Buffered(deviation)
        }
    }

    /// The instant from which on the deviation would have lasted as long as it has at `at`.
    pub(crate) fn deviation_since(&self, at: Instant) -> Option<Instant> {
        match (self.verdict, self.run) {
            (Verdict::Deviates(_), Some(run)) => Some(at - run.lasted),
            _ => None,
        }
    }

    /// The next instant after `at` at which the status changes by lasting: the buffer runs out,
    /// or the deviation becomes severe.
    pub(crate) fn next_clock(&self, at: Instant, settings: &Settings) -> Option<Instant> {
        let (Verdict::Deviates(deviation), Some(run)) = (self.verdict, self.run) else {
            return None;
        };
        let threshold = if !run.is_out {
            deviation.buffer(&settings.buffers)
        } else if run.from_schedule {
            settings.severe_after
        } else {
            return None;
        };
        (threshold > run.lasted).then(|| at + (threshold - run.lasted))
    }
}
