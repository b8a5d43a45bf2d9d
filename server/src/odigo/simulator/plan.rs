//! What agents are meant to do: shifts, as a plan from outside gives them.

use crate::domain::instant::{Instant, Span};

/// What an agent does for a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doing {
    /// Takes calls.
    Calls,
    /// Answers e-mails.
    Email,
    /// Chats.
    Chat,
    /// Is on a pause of some type.
    Pause(PauseType),
}

/// The types of pause that the simulated Odigo knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PauseType {
    /// A short break.
    Coffee,
    /// The meal break.
    Lunch,
    /// Away for a moment, outside the plan.
    Restroom,
    /// A training.
    Training,
    /// A meeting of the team.
    Meeting,
    /// Work after calls that takes longer than a wrap-up.
    BackOffice,
}

impl PauseType {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Coffee, Self::Lunch, Self::Restroom, Self::Training, Self::Meeting, Self::BackOffice];

    /// As notifications name it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coffee => "COFFEE",
            Self::Lunch => "LUNCH",
            Self::Restroom => "RESTROOM",
            Self::Training => "TRAINING",
            Self::Meeting => "MEETING",
            Self::BackOffice => "BACKOFFICE",
        }
    }
}

/// A stretch of time `[start, end)` with one occupation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// When it begins.
    pub start: Instant,
    /// When it ends; later than it begins.
    pub end: Instant,
    /// What is done.
    pub doing: Doing,
}

impl Part {
    /// How long it lasts.
    pub fn length(&self) -> Span {
        self.end - self.start
    }
}

/// From coming to going: at least one part, each beginning where the one before ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    parts: Vec<Part>,
}

/// Parts that do not make a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAShift {
    /// There is nothing in it.
    #[error("a shift has at least one part")]
    Empty,
    /// A part ends before it begins, or at once.
    #[error("the part that begins at {0} must end later than that")]
    Backwards(Instant),
    /// There is a gap before a part, or it overlaps the one before.
    #[error("the part that begins at {0} must begin where the one before ends")]
    Apart(Instant),
}

impl Shift {
    /// A shift of these parts.
    pub fn new(parts: Vec<Part>) -> Result<Self, NotAShift> {
        if parts.is_empty() {
            return Err(NotAShift::Empty);
        }
        if let Some(part) = parts.iter().find(|part| part.end <= part.start) {
            return Err(NotAShift::Backwards(part.start));
        }
        let mut neighbours = parts.iter().zip(parts.iter().skip(1));
        if let Some((_, later)) = neighbours.find(|(earlier, later)| earlier.end != later.start) {
            return Err(NotAShift::Apart(later.start));
        }
        Ok(Self { parts })
    }

    /// Its parts in order of time; never empty.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// When it begins.
    pub fn start(&self) -> Instant {
        self.parts.first().map_or(Instant::MIN, |part| part.start)
    }

    /// When it ends.
    pub fn end(&self) -> Instant {
        self.parts.last().map_or(Instant::MIN, |part| part.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: i64, end: i64) -> Part {
        Part { start: Instant::from_secs(start), end: Instant::from_secs(end), doing: Doing::Calls }
    }

    #[test]
    fn a_shift_runs_from_its_first_part_to_its_last() {
        let shift = Shift::new(vec![part(0, 10), part(10, 30)]).unwrap();
        assert_eq!((shift.start(), shift.end()), (Instant::from_secs(0), Instant::from_secs(30)));
    }

    #[test]
    fn parts_with_gaps_overlaps_or_without_length_are_no_shift() {
        assert_eq!(Shift::new(Vec::new()), Err(NotAShift::Empty));
        assert_eq!(Shift::new(vec![part(5, 5)]), Err(NotAShift::Backwards(Instant::from_secs(5))));
        for second in [part(9, 20), part(11, 20)] {
            assert_eq!(Shift::new(vec![part(0, 10), second]), Err(NotAShift::Apart(second.start)));
        }
    }
}
