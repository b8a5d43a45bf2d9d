//! Exceptions: stretches that a planner excused or approved as in adherence.

use super::instant::Instant;
use super::window::Window;

/// What was decided about a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExceptionKind {
    /// Left out of adherence and conformance (NEUTRAL).
    Excused,
    /// Counts as in adherence wherever the person is scheduled.
    InAdherence,
}

/// A decision about a stretch of a person's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exception {
    /// Which stretch.
    pub window: Window,
    /// What was decided.
    pub kind: ExceptionKind,
}

/// Which kinds of exceptions cover an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Some exception excuses it.
    pub excused: bool,
    /// Some exception approves it as in adherence.
    pub in_adherence: bool,
}

/// The exceptions of one person, overlapping or not, ready to be asked by instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// What holds from each instant on; before the first one nothing is covered.
    steps: Vec<(Instant, Cover)>,
}

impl Exceptions {
    /// The exceptions in any order.
    #[must_use]
    pub fn new(exceptions: &[Exception]) -> Self {
        let mut edges: Vec<(Instant, ExceptionKind, i32)> = exceptions
            .iter()
            .flat_map(|exception| {
                let (window, kind) = (exception.window, exception.kind);
                [(window.start(), kind, 1), (window.end(), kind, -1)]
            })
            .collect();
        edges.sort_unstable_by_key(|(at, ..)| *at);
        let mut steps: Vec<(Instant, Cover)> = Vec::with_capacity(edges.len());
        let (mut excused, mut in_adherence) = (0, 0);
        for (at, kind, change) in edges {
            match kind {
                ExceptionKind::Excused => excused += change,
                ExceptionKind::InAdherence => in_adherence += change,
            }
            let cover = Cover { excused: excused > 0, in_adherence: in_adherence > 0 };
            match steps.last_mut() {
                Some(last) if last.0 == at => last.1 = cover,
                _ => steps.push((at, cover)),
            }
        }
        Self { steps }
    }

    /// What covers `at`.
    #[must_use]
    pub fn at(&self, at: Instant) -> Cover {
        let passed = self.passed(at);
        passed.checked_sub(1).and_then(|last| self.steps.get(last)).map_or_else(Cover::default, |(_, cover)| *cover)
    }

    /// The next instant after `at` at which an exception starts or ends.
    #[must_use]
    pub fn next_edge(&self, at: Instant) -> Option<Instant> {
        self.steps.get(self.passed(at)).map(|(edge, _)| *edge)
    }

    /// How many steps lie at or before `at`.
    fn passed(&self, at: Instant) -> usize {
        self.steps.partition_point(|(edge, _)| *edge <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exception(start: i64, end: i64, kind: ExceptionKind) -> Exception {
        let window = Window::new(Instant::from_secs(start), Instant::from_secs(end)).unwrap();
        Exception { window, kind }
    }

    fn cover(exceptions: &Exceptions, second: i64) -> (bool, bool) {
        let cover = exceptions.at(Instant::from_secs(second));
        (cover.excused, cover.in_adherence)
    }

    #[test]
    fn overlapping_exceptions_cover_as_long_as_one_of_them_lasts() {
        let exceptions = Exceptions::new(&[
            exception(20, 40, ExceptionKind::Excused),
            exception(10, 30, ExceptionKind::Excused),
            exception(35, 50, ExceptionKind::InAdherence),
        ]);
        assert_eq!(cover(&exceptions, 9), (false, false));
        assert_eq!(cover(&exceptions, 10), (true, false));
        assert_eq!(cover(&exceptions, 30), (true, false));
        assert_eq!(cover(&exceptions, 39), (true, true));
        assert_eq!(cover(&exceptions, 40), (false, true));
        assert_eq!(cover(&exceptions, 50), (false, false));
    }

    #[test]
    fn the_last_edge_has_none_after_it() {
        let exceptions = Exceptions::new(&[exception(10, 30, ExceptionKind::Excused)]);
        let edge = |second| exceptions.next_edge(Instant::from_secs(second));
        assert_eq!(edge(0), Some(Instant::from_secs(10)));
        assert_eq!(edge(10), Some(Instant::from_secs(30)));
        assert_eq!(edge(30), None);
    }
}
