//! The colours activities have until somebody chooses others.

use crate::domain::activity::ActivityType;

/// The built-in activity Offline, which has no type.
pub const OFFLINE: &str = "#75797f";

/// The colour of a type. Each has a contrast of at least 3 : 1 to white and to near black (WCAG 2.2, 1.4.11), so the
/// same colour serves the light and the dark page.
pub const fn of(activity_type: ActivityType) -> &'static str {
    match activity_type {
        ActivityType::Presence => "#2e8b57",
        ActivityType::Break => "#b8720a",
        ActivityType::Meeting => "#2f74c0",
        ActivityType::Absence => "#8a5fbf",
        ActivityType::Illness => "#c8437a",
        ActivityType::Vacation => "#0b8a9e",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn every_default_colour_stands_out_from_a_light_and_from_a_dark_page() {
        for color in ActivityType::ALL.map(of).into_iter().chain([OFFLINE]) {
            let to_white = 1.05 / (luminance(color) + 0.05);
            let to_black = (luminance(color) + 0.05) / (luminance("#121212") + 0.05);
            assert!(to_white >= 3.0 && to_black >= 3.0, "{color}: {to_white:.2} and {to_black:.2}");
        }
    }

    #[test]
    fn no_two_types_share_a_colour() {
        let colors: HashSet<_> = ActivityType::ALL.map(of).into_iter().chain([OFFLINE]).collect();
        assert_eq!(colors.len(), ActivityType::ALL.len() + 1);
    }
}
