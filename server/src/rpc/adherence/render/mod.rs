//! What the domain found, in the words of the API.

mod board;

use kadans_proto::v1::{
    ActualActivity, AdherenceFigures, AdherenceImpact, AdherenceSegment, AdherenceStatus, DeviationType,
    ScheduleSegment,
};

use crate::{
    domain::{
        activity::Actual,
        adherence::{Deviation, Impact, Status, Stretch},
        figures::Figures,
        ids::ActivityId,
        mapping::ReportedStatus,
        schedule::Segment,
        timeline::ActualState,
        window::Window,
    },
    rpc::read::timestamp,
};

pub use board::{person, summary};

/// In or out of adherence.
pub const fn status(status: Status) -> AdherenceStatus {
    match status {
        Status::Hidden => AdherenceStatus::Hidden,
        Status::In => AdherenceStatus::In,
        Status::Buffered(_) => AdherenceStatus::Buffered,
        Status::Out { .. } => AdherenceStatus::Out,
        Status::Excused => AdherenceStatus::Excused,
        Status::Unknown => AdherenceStatus::Unknown,
    }
}

/// How a person deviates, if buffered or out.
pub const fn deviation(status: Status) -> DeviationType {
    match status.deviation() {
        None => DeviationType::Unspecified,
        Some(Deviation::NotPresent) => DeviationType::NotPresent,
        Some(Deviation::WrongActivity) => DeviationType::WrongActivity,
        Some(Deviation::NotScheduled) => DeviationType::NotScheduled,
    }
}

/// What a deviation does to the service.
pub const fn impact(impact: Impact) -> AdherenceImpact {
    match impact {
        Impact::Positive => AdherenceImpact::Positive,
        Impact::Negative => AdherenceImpact::Negative,
        Impact::Neutral => AdherenceImpact::Neutral,
    }
}

/// What a person does, with the status behind it, if there is one.
pub fn actual(actual: Actual, reported: Option<&ReportedStatus>, unmapped: bool) -> ActualActivity {
    let activity_id = match actual {
        Actual::Activity(activity) => activity.id.to_string(),
        Actual::Offline => ActivityId::OFFLINE.to_string(),
        Actual::Unknown => String::new(),
    };
    ActualActivity {
        activity_id,
        status: reported.map(|reported| reported.status.as_ref().to_owned()).unwrap_or_default(),
        detail: reported.and_then(|reported| reported.detail.as_deref()).unwrap_or_default().to_owned(),
        unmapped,
    }
}

/// The part of a stretch in which the same state counts.
pub fn segment(stretch: &Stretch, window: Window, state: &ActualState) -> AdherenceSegment {
    let reported = state.cause.source().map(|source| source.reported.as_ref());
    AdherenceSegment {
        start_time: Some(timestamp(window.start())),
        end_time: Some(timestamp(window.end())),
        status: status(stretch.status).into(),
        deviation_type: deviation(stretch.status).into(),
        severe: stretch.status.is_severe(),
        scheduled_activity_id: stretch.scheduled.map(|activity| activity.id.to_string()).unwrap_or_default(),
        actual: Some(actual(stretch.actual, reported, state.is_unmapped())),
        impact: impact(stretch.impact()).into(),
    }
}

/// A segment of a schedule.
pub fn scheduled(segment: &Segment) -> ScheduleSegment {
    ScheduleSegment {
        start_time: Some(timestamp(segment.window.start())),
        end_time: Some(timestamp(segment.window.end())),
        activity_id: segment.activity.id.to_string(),
    }
}

/// Figures. The API's scheduled time is the scored one: less what is excused or unknown.
pub fn figures(figures: &Figures) -> AdherenceFigures {
    AdherenceFigures {
        scheduled_seconds: figures.scored_s(),
        unknown_seconds: figures.unknown_s,
        excused_seconds: figures.excused_s,
        out_seconds: figures.out_s,
        buffered_seconds: figures.buffered_s,
        not_present_seconds: figures.not_present_s,
        wrong_activity_seconds: figures.wrong_activity_s,
        not_scheduled_seconds: figures.not_scheduled_s,
        severe_seconds: figures.severe_s,
        actual_working_seconds: figures.actual_working_s,
        adherence_percent: figures.adherence_pct(),
        coverage: figures.coverage(),
        conformance_percent: figures.conformance_pct(),
        out_of_conformance_seconds: figures.out_of_conformance_s(),
    }
}
