//! A case as the vector file gives it.

use std::collections::BTreeMap;

use kadans_server::domain::instant::Instant;
use serde::{Deserialize, Deserializer};

fn instant<'de, D: Deserializer<'de>>(text: D) -> Result<Instant, D::Error> {
    String::deserialize(text)?.parse().map_err(serde::de::Error::custom)
}

fn sent_time<'de, D: Deserializer<'de>>(text: D) -> Result<Option<Instant>, D::Error> {
    let text = Option::<String>::deserialize(text)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) name: String,
    #[serde(deserialize_with = "instant")]
    pub(super) now: Instant,
    window: [String; 2],
    pub(super) settings: Settings,
    pub(super) activities: BTreeMap<String, Activity>,
    pub(super) offline: Targets,
    pub(super) schedule: Vec<Segment>,
    pub(super) mapping: BTreeMap<String, String>,
    pub(super) users: BTreeMap<String, User>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    pub(super) buffer: BTreeMap<String, i64>,
    pub(super) severe_after: i64,
    pub(super) unmapped: String,
    pub(super) auto_logout_after: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default = "yes")]
    pub(super) type_match: bool,
    #[serde(default = "yes")]
    pub(super) absence_match: bool,
    #[serde(default)]
    pub(super) matches: Vec<String>,
    #[serde(default)]
    pub(super) type_matches: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Targets {
    #[serde(default)]
    pub(super) matches: Vec<String>,
    #[serde(default)]
    pub(super) type_matches: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Segment {
    #[serde(deserialize_with = "instant")]
    pub(super) start: Instant,
    #[serde(deserialize_with = "instant")]
    pub(super) end: Instant,
    pub(super) activity: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct User {
    pub(super) states: Vec<State>,
    pub(super) gaps: Vec<Gap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    #[serde(default, deserialize_with = "sent_time")]
    pub(super) at: Option<Instant>,
    #[serde(deserialize_with = "instant")]
    pub(super) received: Instant,
    pub(super) seq: u64,
    pub(super) status: String,
    pub(super) detail: String,
    pub(super) event_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Gap {
    Silence {
        #[serde(deserialize_with = "instant")]
        start: Instant,
    },
    Pause {
        #[serde(deserialize_with = "instant")]
        start: Instant,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    #[serde(deserialize_with = "instant")]
    pub(super) start: Instant,
    #[serde(deserialize_with = "instant")]
    pub(super) end: Instant,
    pub(super) kind: String,
}

#[derive(Deserialize)]
pub(super) struct Expected {
    pub(super) segments: Vec<Stretch>,
    pub(super) figures: Figures,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stretch {
    #[serde(deserialize_with = "instant")]
    pub(super) start: Instant,
    #[serde(deserialize_with = "instant")]
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
    pub(super) fn window(&self) -> [Instant; 2] {
        self.window.each_ref().map(|text| text.parse().unwrap())
    }

    /// The end of the stretch that the expectations tell about.
    pub(super) fn end(&self) -> Instant {
        self.window()[1].min(self.now)
    }
}

impl User {
    /// When its integration falls silent.
    pub(super) fn silence(&self) -> Option<Instant> {
        self.gaps.iter().find_map(|gap| match gap {
            Gap::Silence { start } => Some(*start),
            Gap::Pause { .. } => None,
        })
    }

    /// Since when its integration is paused.
    pub(super) fn pause(&self) -> Option<Instant> {
        self.gaps.iter().find_map(|gap| match gap {
            Gap::Pause { start } => Some(*start),
            Gap::Silence { .. } => None,
        })
    }
}
