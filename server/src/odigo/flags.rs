//! The flags kept with a state: what the reader and the journal noticed about it without refusing it.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};

/// A set of flags, stored as one `u32` (bit positions are part of the store's format and never reused).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(u32);

impl Flags {
    /// The local time does not exist in its zone (clocks went forward); it was shifted by the length of the gap.
    pub const TIME_SHIFTED: Self = Self(1);
    /// The local time occurs twice in its zone (clocks went back); the first occurrence was taken.
    pub const TIME_AMBIGUOUS: Self = Self(1 << 1);
    /// The time could not be read; the time of receipt stands in for it.
    pub const TIME_UNREADABLE: Self = Self(1 << 2);
    /// The sent time is later than the receipt by more than clocks may differ; set when the state is stored.
    pub const TIME_FUTURE: Self = Self(1 << 3);
    /// The sent time is older than the retention; set when the state is stored.
    pub const TIME_TOO_OLD: Self = Self(1 << 4);
    /// The event id was seen before with other content; set when the state is stored.
    pub const EVENT_ID_REUSED: Self = Self(1 << 5);

    /// Every flag with the name it has towards users and in the API.
    const NAMED: [(Self, &'static str); 6] = [
        (Self::TIME_SHIFTED, "time_shifted"),
        (Self::TIME_AMBIGUOUS, "time_ambiguous"),
        (Self::TIME_UNREADABLE, "time_unreadable"),
        (Self::TIME_FUTURE, "time_future"),
        (Self::TIME_TOO_OLD, "time_too_old"),
        (Self::EVENT_ID_REUSED, "event_id_reused"),
    ];

    /// No flag at all.
    pub const fn empty() -> Self {
        Self(0)
    }

    /// True if no flag is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True if every flag of `other` is set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The number to store.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set a stored number means; `None` if it has a bit without a name.
    pub fn from_bits(bits: u32) -> Option<Self> {
        let known = Self::NAMED.iter().fold(0, |all, (flag, _)| all | flag.0);
        (bits & !known == 0).then_some(Self(bits))
    }

    /// The flag with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(_, known)| *known == name).map(|(flag, _)| *flag)
    }

    /// The names of the flags set, in the order of their bits.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMED.into_iter().filter(move |(flag, _)| self.contains(*flag)).map(|(_, name)| name)
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Flags;

    #[test]
    fn each_flag_is_found_again_by_its_name_and_by_its_bits() {
        for (flag, name) in Flags::NAMED {
            assert_eq!(Flags::from_name(name), Some(flag));
            assert_eq!(Flags::from_bits(flag.bits()), Some(flag));
            assert_eq!(flag.names().collect::<Vec<_>>(), [name]);
        }
    }

    #[test]
    fn a_number_with_an_unknown_bit_is_not_a_set_of_flags() {
        assert_eq!(Flags::from_bits(1 << 6), None);
        assert_eq!(Flags::from_bits(0), Some(Flags::empty()));
    }

    #[test]
    fn a_union_has_the_flags_of_both() {
        let both = Flags::TIME_SHIFTED | Flags::TIME_FUTURE;
        assert!(both.contains(Flags::TIME_FUTURE));
        assert!(!both.contains(Flags::TIME_TOO_OLD));
        assert_eq!(format!("{both:?}"), r#"{"time_shifted", "time_future"}"#);
    }
}
