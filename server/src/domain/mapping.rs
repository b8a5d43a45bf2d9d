//! Status mapping: what a status of a telephone system means.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::activity::{Activity, Actual};

/// Statuses that mean *logged out* in an integration that nobody changed.
pub const DEFAULT_LOGGED_OUT: [&str; 6] =
    ["LOGOUT", "LOGGED_OUT", "LOGGED_OFF", "DISCONNECTED", "OFFLINE", "DECONNECTE"];

/// What a status counts as that nobody mapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnmappedPolicy {
    /// As the built-in activity Present.
    #[default]
    Present,
    /// As Unknown.
    Unknown,
}

/// Which rule of the mapping gave a status its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The status is mapped together with its detail.
    StatusAndDetail,
    /// The status is on the integration's list of logged-out statuses.
    LoggedOut,
    /// The status itself is mapped.
    Status,
    /// The status is mapped, its detail is not: the detail inherits.
    InheritedFromStatus,
    /// Nothing is mapped: the account's default.
    Unmapped,
}

/// The meaning of a status, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What the person is doing by it.
    pub actual: Actual,
    /// Which rule said so.
    pub rule: Rule,
}

impl Meaning {
    /// Whether nobody mapped the status, so that it is to be marked wherever it shows.
    #[must_use]
    pub fn is_unmapped(self) -> bool {
        self.rule == Rule::Unmapped
    }
}

/// A status as sent, together with its meaning; made once per entry or once per distinct status
/// and shared, so that folding a timeline copies no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedStatus {
    /// The status, exactly as sent.
    pub status: Arc<str>,
    /// The detail, exactly as sent; none if empty.
    pub detail: Option<Arc<str>>,
    /// What it means.
    pub meaning: Meaning,
}

impl ReportedStatus {
    /// Whether `newer` says nothing new: the same status with the same detail or with none.
    #[must_use]
    pub fn is_refreshed_by(&self, newer: &Self) -> bool {
        self.status == newer.status && (newer.detail.is_none() || newer.detail == self.detail)
    }

    /// Whether this is the same status as `other` and has a detail that `other` lacks.
    #[must_use]
    pub fn refines(&self, other: &Self) -> bool {
        self.status == other.status && self.detail.is_some() && other.detail.is_none()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct StatusTargets {
    plain: Option<Activity>,
    by_detail: HashMap<Box<str>, Activity>,
}

/// The mapping of one integration. Statuses and details are compared exactly, logged-out statuses
/// by [`fold`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusMapping {
    statuses: HashMap<Box<str>, StatusTargets>,
    logged_out: HashSet<String>,
    unmapped: UnmappedPolicy,
}

impl StatusMapping {
    /// A mapping that maps nothing yet, with the integration's logged-out statuses.
    #[must_use]
    pub fn new<S: AsRef<str>>(logged_out: impl IntoIterator<Item = S>, unmapped: UnmappedPolicy) -> Self {
        Self {
            statuses: HashMap::new(),
            logged_out: logged_out.into_iter().map(|s| fold(s.as_ref())).collect(),
            unmapped,
        }
    }

    /// Maps a status, or a status with a detail, in place of what it was mapped to before.
    pub fn map(&mut self, status: &str, detail: Option<&str>, activity: Activity) {
        let targets = self.statuses.entry(status.into()).or_default();
        match detail {
            None => targets.plain = Some(activity),
            Some(detail) => {
                targets.by_detail.insert(detail.into(), activity);
            }
        }
    }

    /// What a status means: mapped with its detail; else logged out, if listed; else mapped by
    /// itself; else the account's default.
    #[must_use]
    pub fn meaning(&self, status: &str, detail: Option<&str>) -> Meaning {
        let targets = self.statuses.get(status);
        let by_detail = targets.zip(detail).and_then(|(targets, detail)| targets.by_detail.get(detail));
        if let Some(activity) = by_detail {
            return Meaning { actual: Actual::Activity(*activity), rule: Rule::StatusAndDetail };
        }
        if self.logged_out.contains(&fold(status)) {
            return Meaning { actual: Actual::Offline, rule: Rule::LoggedOut };
        }
        match targets.and_then(|targets| targets.plain) {
            Some(activity) => Meaning {
                actual: Actual::Activity(activity),
                rule: match detail {
                    None => Rule::Status,
                    Some(_) => Rule::InheritedFromStatus,
                },
            },
            None => Meaning {
                actual: match self.unmapped {
                    UnmappedPolicy::Present => Actual::Activity(Activity::PRESENT),
                    UnmappedPolicy::Unknown => Actual::Unknown,
                },
                rule: Rule::Unmapped,
            },
        }
    }

    /// The status with its meaning, ready to be shared by entries. An empty detail is none.
    #[must_use]
    pub fn read(&self, status: Arc<str>, detail: Option<Arc<str>>) -> Arc<ReportedStatus> {
        let detail = detail.filter(|detail| !detail.is_empty());
        let meaning = self.meaning(&status, detail.as_deref());
        Arc::new(ReportedStatus { status, detail, meaning })
    }
}

/// A status without case, accents, spaces, `_` and `-`: how logged-out statuses are compared.
#[must_use]
pub fn fold(status: &str) -> String {
    status
        .nfd()
        .filter(|c| !(is_combining_mark(*c) || c.is_whitespace() || matches!(c, '_' | '-')))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::ActivityType;
    use crate::domain::ids::ActivityId;

    fn activity(id: u128) -> Activity {
        let id = ActivityId::new(uuid::Uuid::from_u128(id));
        Activity::new(id, ActivityType::Break)
    }

    fn mapping() -> StatusMapping {
        let mut mapping = StatusMapping::new(DEFAULT_LOGGED_OUT, UnmappedPolicy::Present);
        mapping.map("PAUSE", None, activity(10));
        mapping.map("PAUSE", Some("LUNCH"), activity(11));
        mapping.map("LOGOUT", None, activity(12));
        mapping.map("LOGOUT", Some("TRAINING"), activity(13));
        mapping
    }

    fn actual(status: &str, detail: Option<&str>) -> (Actual, Rule) {
        let meaning = mapping().meaning(status, detail);
        (meaning.actual, meaning.rule)
    }

    #[test]
    fn a_mapped_detail_goes_before_everything() {
        assert_eq!(actual("PAUSE", Some("LUNCH")), (Actual::Activity(activity(11)), Rule::StatusAndDetail));
        assert_eq!(actual("LOGOUT", Some("TRAINING")), (Actual::Activity(activity(13)), Rule::StatusAndDetail));
    }

    #[test]
    fn a_logged_out_status_goes_before_its_own_mapping() {
        assert_eq!(actual("LOGOUT", None), (Actual::Offline, Rule::LoggedOut));
        assert_eq!(actual("LOGOUT", Some("HOME")), (Actual::Offline, Rule::LoggedOut));
    }

    #[test]
    fn an_unmapped_detail_inherits_from_its_status() {
        assert_eq!(actual("PAUSE", Some("SMOKING")), (Actual::Activity(activity(10)), Rule::InheritedFromStatus));
    }

    #[test]
    fn an_unmapped_status_is_present_or_unknown_as_the_account_chose_and_is_marked() {
        let present = mapping().meaning("NEW", None);
        assert_eq!(present.actual, Actual::Activity(Activity::PRESENT));
        assert!(present.is_unmapped());
        let unknown = StatusMapping::new(DEFAULT_LOGGED_OUT, UnmappedPolicy::Unknown);
        assert_eq!(unknown.meaning("NEW", None).actual, Actual::Unknown);
    }

    #[test]
    fn logged_out_statuses_are_compared_without_case_accents_and_separators() {
        for status in ["Déconnecté", "de_connecte", "LOG OUT", "logged-off", "De\u{301}connecte"] {
            assert_eq!(actual(status, None).0, Actual::Offline, "{status}");
        }
        assert_ne!(actual("LOGOUTS", None).0, Actual::Offline);
    }

    #[test]
    fn mapped_statuses_are_compared_exactly() {
        assert_eq!(actual("pause", None).1, Rule::Unmapped);
    }

    #[test]
    fn an_empty_detail_is_no_detail() {
        let read = mapping().read("PAUSE".into(), Some("".into()));
        assert_eq!(read.detail, None);
        assert_eq!(read.meaning.rule, Rule::Status);
    }
}
