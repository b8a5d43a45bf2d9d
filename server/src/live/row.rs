//! A person as watchers see it.

use std::sync::Arc;

use crate::{
    domain::{
        activity::Actual,
        adherence::{Deviation, Impact, Present, Status},
        ids::{EmployeeId, GroupId, PlanningUnitId},
        instant::Instant,
        mapping::ReportedStatus,
        schedule::Segment,
    },
    store::facts::EmployeeFacts,
};

/// A row of the board. Times are given as *since*, so that a row stands still while nothing happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub employee: EmployeeId,
    /// Name to show.
    pub name: Arc<str>,
    /// The planning unit.
    pub unit: PlanningUnitId,
    /// The groups the person is in, in order of id.
    pub groups: Arc<[GroupId]>,
    /// What the person does.
    pub actual: Actual,
    /// The status that was reported last, if any: after an automatic logout or a silence it no longer says what they do.
    pub reported: Option<Arc<ReportedStatus>>,
    /// Whether nobody mapped that status.
    pub unmapped: bool,
    /// Since when the person does it.
    pub actual_since: Option<Instant>,
    /// What is scheduled, working or leave.
    pub segment: Option<Segment>,
    /// In or out of adherence.
    pub status: Status,
    /// Now less the deviation's duration so far.
    pub deviation_since: Option<Instant>,
    /// What the deviation does to the service.
    pub impact: Impact,
}

impl Row {
    /// The row of a person at an instant.
    pub(super) fn new(employee: EmployeeId, facts: &EmployeeFacts, present: &Present) -> Self {
        Self {
            employee,
            name: facts.name.as_str().into(),
            unit: facts.unit,
            groups: Arc::clone(&facts.groups),
            actual: present.actual(),
            reported: present.state.cause.source().map(|source| Arc::clone(&source.reported)),
            unmapped: present.state.is_unmapped(),
            actual_since: present.actual_since,
            segment: present.segment,
            status: present.status,
            deviation_since: present.deviation_since,
            impact: present.impact(),
        }
    }

    /// Whether the person is out of adherence.
    pub const fn is_out(&self) -> bool {
        matches!(self.status, Status::Out { .. })
    }

    /// The type of the deviation, if out.
    pub const fn out(&self) -> Option<Deviation> {
        match self.status {
            Status::Out { deviation, .. } => Some(deviation),
            _ => None,
        }
    }
}

/// A row, and the last thing that changed it: for clients that come back.
#[derive(Clone, Debug)]
pub struct Stamped {
    /// The row.
    pub row: Row,
    /// The log number after which the row has been as it is, as far as events go.
    pub log_number: i64,
    /// The instant since which it has been as it is, as far as the clock goes.
    pub at: Instant,
}
