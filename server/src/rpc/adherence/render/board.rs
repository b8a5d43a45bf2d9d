//! The board, in the words of the API.

use kadans_proto::v1::{BoardPerson, BoardSummary};

use super::{actual, deviation, impact, status};
use crate::{
    live::{counts::Counts, row::Row},
    rpc::read::timestamp,
};

/// A row of the board.
pub fn person(row: &Row) -> BoardPerson {
    BoardPerson {
        group_ids: row.groups.iter().map(ToString::to_string).collect(),
        employee_id: row.employee.to_string(),
        name: row.name.as_ref().to_owned(),
        planning_unit_id: row.unit.to_string(),
        actual: Some(actual(row.actual, row.reported.as_deref(), row.unmapped)),
        actual_since_time: row.actual_since.map(timestamp),
        scheduled_activity_id: row.segment.map(|segment| segment.activity.id.to_string()).unwrap_or_default(),
        scheduled_start_time: row.segment.map(|segment| timestamp(segment.window.start())),
        scheduled_end_time: row.segment.map(|segment| timestamp(segment.window.end())),
        status: status(row.status).into(),
        deviation_type: deviation(row.status).into(),
        severe: row.status.is_severe(),
        deviation_since_time: row.deviation_since.map(timestamp),
        impact: impact(row.impact).into(),
    }
}

/// Counts of a board, with the target score and how many persons are being recomputed.
pub fn summary((counts, target_percent, recalculating): &(Counts, f64, usize)) -> BoardSummary {
    BoardSummary {
        in_count: counts.within,
        buffered_count: counts.buffered,
        not_present_count: counts.not_present,
        wrong_activity_count: counts.wrong_activity,
        not_scheduled_count: counts.not_scheduled,
        excused_count: counts.excused,
        unknown_count: counts.unknown,
        hidden_count: counts.hidden,
        severe_count: counts.severe,
        real_time_percent: counts.real_time_percent(),
        target_percent: *target_percent,
        recalculating_count: i32::try_from(*recalculating).unwrap_or(i32::MAX),
    }
}
