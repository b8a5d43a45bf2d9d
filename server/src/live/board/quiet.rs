//! Silence of one integration, as things happen.

use std::collections::HashSet;

use crate::domain::{
    ids::EmployeeId,
    instant::Instant,
    silence::{SilenceWatch, Silences},
};

/// Whether an integration is heard of, and who would be missed if it were not.
#[derive(Debug)]
pub(super) struct Quiet {
    watch: SilenceWatch,
    attending: HashSet<EmployeeId>,
    /// Whether not everybody was looked at yet: too few would seem to attend.
    counting: bool,
    /// The end of the newest silence: a sign from before it may mean that it was none.
    last_silence_until: Option<Instant>,
}

impl Quiet {
    /// Goes on from what the past says.
    pub(super) fn new(silences: &Silences) -> Self {
        let last_silence_until = silences.found.last().map(|silence| silence.end.unwrap_or(silence.start));
        Self { watch: silences.watch, attending: HashSet::new(), counting: true, last_silence_until }
    }

    /// A sign of life at `at`. Whether it belongs to a time that was taken for silent, so that the past must be
    /// looked at again.
    pub(super) fn sign(&mut self, at: Instant) -> bool {
        if self.last_silence_until.is_some_and(|until| at < until) {
            return true;
        }
        if self.watch.silent_since().is_some_and(|since| at < since) {
            return true;
        }
        if self.watch.sign(at).is_some() {
            self.last_silence_until = Some(at);
        }
        false
    }

    /// From `at` on the person attends, or does not.
    pub(super) fn attend(&mut self, at: Instant, employee: EmployeeId, attends: bool) {
        let changed = if attends { self.attending.insert(employee) } else { self.attending.remove(&employee) };
        if changed && !self.counting {
            self.headcount(at);
        }
    }

    /// Everybody has been looked at. Whether that is news.
    pub(super) fn counted(&mut self, at: Instant) -> bool {
        let was_counting = std::mem::replace(&mut self.counting, false);
        if was_counting {
            self.headcount(at);
        }
        was_counting
    }

    fn headcount(&mut self, at: Instant) {
        self.watch.headcount(at, u32::try_from(self.attending.len()).unwrap_or(u32::MAX));
    }

    /// When a silence begins if nothing is heard.
    pub(super) fn begins_at(&self) -> Option<Instant> {
        if self.counting { None } else { self.watch.begins_at() }
    }

    /// Lets time pass; the start of the silence that begins by `now`.
    pub(super) fn begin(&mut self, now: Instant) -> Option<Instant> {
        self.watch.begin(now)
    }
}
