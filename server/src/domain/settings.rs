//! The settings of an account that decide about adherence.

use super::instant::Span;
use super::mapping::UnmappedPolicy;

/// How long a deviation may last before it counts, per type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buffers {
    /// Scheduled but logged out.
    pub not_present: Span,
    /// Scheduled for something else.
    pub wrong_activity: Span,
    /// Working without being scheduled.
    pub not_scheduled: Span,
}

/// What an account can set; the default is what a new account starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Buffer time per type of deviation.
    pub buffers: Buffers,
    /// How long a deviation lasts before it is severe.
    pub severe_after: Span,
    /// How long after a user's last entry it counts as logged out.
    pub auto_logout_after: Span,
    /// How long without a sign of life before an integration is silent; zero means never.
    pub silence_after: Span,
    /// What a status counts as that nobody mapped.
    pub unmapped: UnmappedPolicy,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            buffers: Buffers {
                not_present: Span::from_secs(60),
                wrong_activity: Span::from_secs(60),
                not_scheduled: Span::from_secs(60),
            },
            severe_after: Span::from_secs(300),
            auto_logout_after: Span::from_hours(16),
            silence_after: Span::from_minutes(30),
            unmapped: UnmappedPolicy::Present,
        }
    }
}
