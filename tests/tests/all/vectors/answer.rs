//! The server's answer, in the words of the vector file.

use kadans_proto::v1::{
    AdherenceFigures, AdherenceSegment, AdherenceStatus, DeviationType, GetPersonAdherenceResponse,
};
use kadans_tests::time::instant;

use super::{
    case::{Figures, Stretch},
    setting::Setting,
};

/// The stretches that show. Those that differ only in what the vectors don't list are one.
pub(super) fn stretches(setting: &Setting<'_>, answer: &GetPersonAdherenceResponse) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for stretch in answer.segments.iter().filter_map(|segment| stretch(setting, segment)) {
        match stretches.last_mut().filter(|last| is_continued_by(last, &stretch)) {
            Some(last) => last.end = stretch.end,
            None => stretches.push(stretch),
        }
    }
    stretches
}

fn is_continued_by(stretch: &Stretch, next: &Stretch) -> bool {
    let Stretch { start: _, end, status, deviation, scheduled, actual, severe } = stretch;
    *end == next.start
        && (status, deviation, scheduled, actual, severe)
            == (&next.status, &next.deviation, &next.scheduled, &next.actual, &next.severe)
}

fn stretch(setting: &Setting<'_>, segment: &AdherenceSegment) -> Option<Stretch> {
    let status = match segment.status() {
        AdherenceStatus::Hidden => return None,
        AdherenceStatus::In => "IN",
        AdherenceStatus::Buffered => "BUFFERED",
        AdherenceStatus::Out => "OUT",
        AdherenceStatus::Excused => "NEUTRAL",
        AdherenceStatus::Unknown => "UNKNOWN",
        AdherenceStatus::Unspecified => panic!("a segment has a status: {segment:?}"),
    };
    let deviation = match segment.deviation_type() {
        DeviationType::Unspecified => None,
        DeviationType::NotPresent => Some("NOT_PRESENT"),
        DeviationType::WrongActivity => Some("WRONG_ACTIVITY"),
        DeviationType::NotScheduled => Some("NOT_SCHEDULED"),
    };
    let name = |activity: &str| Some(activity).filter(|id| !id.is_empty()).map(|id| setting.name_of(id));
    let actual = segment.actual.as_ref().expect("a segment says what was done");
    Some(Stretch {
        start: instant(segment.start_time.expect("a segment begins")),
        end: instant(segment.end_time.expect("a segment ends")),
        status: status.to_owned(),
        deviation: deviation.map(str::to_owned),
        scheduled: name(&segment.scheduled_activity_id),
        actual: name(&actual.activity_id).unwrap_or_else(|| "UNKNOWN".to_owned()),
        severe: segment.severe,
    })
}

/// The file gives ratios with six decimals.
fn rounded(ratio: Option<f64>) -> Option<f64> {
    ratio.map(|ratio| (ratio * 1e6).round() / 1e6)
}

impl From<AdherenceFigures> for Figures {
    fn from(figures: AdherenceFigures) -> Self {
        Self {
            // The API's scheduled time leaves out what is unknown or excused; the file's does not.
            scheduled_s: figures.scheduled_seconds + figures.unknown_seconds + figures.excused_seconds,
            unknown_s: figures.unknown_seconds,
            excused_s: figures.excused_seconds,
            out_s: figures.out_seconds,
            buffered_s: figures.buffered_seconds,
            not_present_s: figures.not_present_seconds,
            wrong_activity_s: figures.wrong_activity_seconds,
            not_scheduled_s: figures.not_scheduled_seconds,
            severe_s: figures.severe_seconds,
            actual_working_s: figures.actual_working_seconds,
            adherence_pct: rounded(figures.adherence_percent),
            coverage: rounded(figures.coverage),
            conformance_pct: rounded(figures.conformance_percent),
        }
    }
}
