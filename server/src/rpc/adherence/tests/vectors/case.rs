//! A case as the vector file gives it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::activity::ActivityType;

#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) now: String,
    pub(super) window: [String; 2],
    pub(super) settings: CaseSettings,
    pub(super) activities: BTreeMap<String, CaseActivity>,
    pub(super) offline: CaseActivityTargets,
    pub(super) schedule: Vec<CaseSegment>,
    pub(super) mapping: BTreeMap<String, String>,
    pub(super) users: BTreeMap<String, CaseUser>,
    pub(super) exceptions: Vec<CaseException>,
    pub(super) expect: Expected,
}

#[derive(Deserialize)]
pub(super) struct CaseSettings {
    pub(super) buffer: BTreeMap<String, i64>,
    pub(super) severe_after: i64,
    pub(super) unmapped: String,
    pub(super) auto_logout_after: i64,
}

#[derive(Deserialize)]
pub(super) struct CaseActivity {
    #[serde(rename = "type")]
    pub(super) activity_type: ActivityType,
    pub(super) type_match: Option<bool>,
    pub(super) absence_match: Option<bool>,
    #[serde(flatten)]
    pub(super) targets: CaseActivityTargets,
}

#[derive(Deserialize)]
pub(super) struct CaseActivityTargets {
    #[serde(default)]
    pub(super) matches: Vec<String>,
    #[serde(default)]
    pub(super) type_matches: Vec<ActivityType>,
}

#[derive(Deserialize)]
pub(super) struct CaseSegment {
    pub(super) start: String,
    pub(super) end: String,
    pub(super) activity: String,
}

#[derive(Deserialize)]
pub(super) struct CaseUser {
    pub(super) states: Vec<CaseState>,
    pub(super) gaps: Vec<CaseGap>,
}

#[derive(Deserialize)]
pub(super) struct CaseState {
    pub(super) at: Option<String>,
    pub(super) received: String,
    pub(super) seq: u64,
    pub(super) status: String,
    pub(super) detail: String,
    #[serde(default)]
    pub(super) event_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct CaseGap {
    pub(super) kind: String,
    pub(super) start: String,
}

#[derive(Deserialize)]
pub(super) struct CaseException {
    pub(super) start: String,
    pub(super) end: String,
    pub(super) kind: String,
}

#[derive(Deserialize)]
pub(super) struct Expected {
    pub(super) segments: Vec<Segment>,
    pub(super) figures: Figures,
}

#[derive(Debug, PartialEq, Deserialize)]
pub(super) struct Segment {
    pub(super) start: String,
    pub(super) end: String,
    pub(super) status: String,
    #[serde(rename = "type")]
    pub(super) deviation: Option<String>,
    pub(super) scheduled: Option<String>,
    pub(super) actual: String,
    pub(super) severe: bool,
}

#[derive(Debug, PartialEq, Deserialize)]
pub(super) struct Figures {
    pub(super) scheduled_s: i64,
    pub(super) unknown_s: i64,
    pub(super) excused_s: i64,
    pub(super) out_s: i64,
    pub(super) buffered_s: i64,
    pub(super) not_present_s: i64,
    pub(super) wrong_activity_s: i64,
    pub(super) not_scheduled_s: i64,
    pub(super) severe_s: i64,
    pub(super) actual_working_s: i64,
    pub(super) adherence_pct: Option<f64>,
    pub(super) coverage: Option<f64>,
    pub(super) conformance_pct: Option<f64>,
}

impl Case {
    pub(super) fn has_silence(&self) -> bool {
        self.users.values().flat_map(|user| &user.gaps).any(|gap| gap.kind == "silence")
    }

    /// Every state with its agent, in the order of storing.
    pub(super) fn states(&self) -> Vec<(&String, &CaseState)> {
        let mut states: Vec<_> =
            self.users.iter().flat_map(|(agent, user)| user.states.iter().map(move |state| (agent, state))).collect();
        states.sort_by_key(|(_, state)| state.seq);
        states
    }
}
