//! What a case expects, in the words of the vector file.

use serde::Deserialize;

use crate::domain::adherence::{self, Deviation, Status};
use crate::domain::figures;
use crate::domain::instant::Instant;

#[derive(Debug, Deserialize)]
pub(super) struct Expected {
    pub(super) segments: Vec<Segment>,
    pub(super) figures: Figures,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Segment {
    #[serde(deserialize_with = "super::case::instant")]
    pub(super) start: Instant,
    #[serde(deserialize_with = "super::case::instant")]
    pub(super) end: Instant,
    pub(super) status: String,
    #[serde(rename = "type")]
    pub(super) deviation: Option<String>,
    pub(super) scheduled: Option<String>,
    pub(super) actual: String,
    pub(super) severe: bool,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    scheduled_s: i64,
    unknown_s: i64,
    excused_s: i64,
    out_s: i64,
    buffered_s: i64,
    not_present_s: i64,
    wrong_activity_s: i64,
    not_scheduled_s: i64,
    severe_s: i64,
    actual_working_s: i64,
    adherence_pct: Option<f64>,
    coverage: Option<f64>,
    conformance_pct: Option<f64>,
}

/// The file gives ratios with six decimals.
fn rounded(ratio: Option<f64>) -> Option<f64> {
    ratio.map(|ratio| (ratio * 1e6).round() / 1e6)
}

impl From<&figures::Figures> for Figures {
    fn from(figures: &figures::Figures) -> Self {
        Self {
            scheduled_s: figures.scheduled_s,
            unknown_s: figures.unknown_s,
            excused_s: figures.excused_s,
            out_s: figures.out_s,
            buffered_s: figures.buffered_s,
            not_present_s: figures.not_present_s,
            wrong_activity_s: figures.wrong_activity_s,
            not_scheduled_s: figures.not_scheduled_s,
            severe_s: figures.severe_s,
            actual_working_s: figures.actual_working_s,
            adherence_pct: rounded(figures.adherence_pct()),
            coverage: rounded(figures.coverage()),
            conformance_pct: rounded(figures.conformance_pct()),
        }
    }
}

/// What a row of the board shows of a status.
#[derive(Debug, PartialEq)]
pub(super) struct Present {
    status: String,
    deviation: Option<String>,
    severe: bool,
}

impl Present {
    pub(super) const HIDDEN: Self = Self { status: String::new(), deviation: None, severe: false };
}

impl From<&Segment> for Present {
    fn from(segment: &Segment) -> Self {
        Self { status: segment.status.clone(), deviation: segment.deviation.clone(), severe: segment.severe }
    }
}

impl From<&adherence::Present> for Present {
    fn from(present: &adherence::Present) -> Self {
        Self {
            status: status_name(present.status).unwrap_or_default().to_owned(),
            deviation: present.status.deviation().map(|deviation| deviation_name(deviation).to_owned()),
            severe: present.status.is_severe(),
        }
    }
}

pub(super) fn status_name(status: Status) -> Option<&'static str> {
    match status {
        Status::Hidden => None,
        Status::In => Some("IN"),
        Status::Buffered(_) => Some("BUFFERED"),
        Status::Out { .. } => Some("OUT"),
        Status::Excused => Some("NEUTRAL"),
        Status::Unknown => Some("UNKNOWN"),
    }
}

pub(super) fn deviation_name(deviation: Deviation) -> &'static str {
    match deviation {
        Deviation::NotPresent => "NOT_PRESENT",
        Deviation::WrongActivity => "WRONG_ACTIVITY",
        Deviation::NotScheduled => "NOT_SCHEDULED",
    }
}
