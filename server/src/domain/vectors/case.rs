//! A case as the vector file gives it, turned into inputs.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use super::expected::{self, Expected};
use crate::domain::activity::{Activity, ActivityType, Actual};
use crate::domain::adherence::Stretch;
use crate::domain::entry::{self, Content, Entry, EventIds, Order, effective_time};
use crate::domain::exceptions::{Exception, ExceptionKind, Exceptions};
use crate::domain::ids::{ActivityId, ExternalUserId};
use crate::domain::instant::{Instant, Span};
use crate::domain::mapping::{StatusMapping, UnmappedPolicy};
use crate::domain::matches::{MatchRule, Matches, Targets};
use crate::domain::schedule::{Schedule, Segment};
use crate::domain::settings::{Buffers, Settings};
use crate::domain::testing::{User, World};
use crate::domain::window::Window;

pub(super) fn instant<'de, D: Deserializer<'de>>(text: D) -> Result<Instant, D::Error> {
    let text = String::deserialize(text)?;
    text.parse().map_err(serde::de::Error::custom)
}

fn sent_time<'de, D: Deserializer<'de>>(text: D) -> Result<Option<Instant>, D::Error> {
    let text = Option::<String>::deserialize(text)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) name: String,
    #[serde(deserialize_with = "instant")]
    pub(super) now: Instant,
    window: [String; 2],
    settings: CaseSettings,
    activities: BTreeMap<String, CaseActivity>,
    offline: CaseTargets,
    schedule: Vec<CaseSegment>,
    mapping: BTreeMap<String, String>,
    users: BTreeMap<String, CaseUser>,
    exceptions: Vec<CaseException>,
    pub(super) expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseSettings {
    buffer: BTreeMap<String, i64>,
    severe_after: i64,
    unmapped: String,
    auto_logout_after: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseActivity {
    #[serde(rename = "type")]
    activity_type: ActivityType,
    #[serde(default = "yes")]
    type_match: bool,
    #[serde(default = "yes")]
    absence_match: bool,
    #[serde(default)]
    matches: Vec<String>,
    #[serde(default)]
    type_matches: Vec<ActivityType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseTargets {
    #[serde(default)]
    matches: Vec<String>,
    #[serde(default)]
    type_matches: Vec<ActivityType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseSegment {
    #[serde(deserialize_with = "instant")]
    start: Instant,
    #[serde(deserialize_with = "instant")]
    end: Instant,
    activity: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseUser {
    states: Vec<CaseState>,
    gaps: Vec<CaseGap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseState {
    #[serde(default, deserialize_with = "sent_time")]
    at: Option<Instant>,
    #[serde(deserialize_with = "instant")]
    received: Instant,
    seq: i64,
    status: String,
    detail: String,
    event_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum CaseGap {
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
struct CaseException {
    #[serde(deserialize_with = "instant")]
    start: Instant,
    #[serde(deserialize_with = "instant")]
    end: Instant,
    kind: String,
}

impl Case {
    pub(super) fn window(&self) -> Window {
        let [start, end] = self.window.each_ref().map(|text| text.parse().unwrap());
        Window::new(start, end).unwrap()
    }

    /// The last instant that the expected segments tell about.
    pub(super) fn last_instant(&self) -> Instant {
        self.window().end().min(self.now) - Span::from_micros(1)
    }

    pub(super) fn world(&self) -> World {
        World {
            users: self.users(),
            schedule: Schedule::new(self.segments()).unwrap(),
            exceptions: self.exceptions(),
            matches: self.matches(),
            settings: self.settings(),
        }
    }

    /// The stretches that show, in the words of the vector file.
    pub(super) fn shown(&self, stretches: &[Stretch]) -> Vec<expected::Segment> {
        stretches
            .iter()
            .filter_map(|stretch| {
                Some(expected::Segment {
                    start: stretch.window.start(),
                    end: stretch.window.end(),
                    status: expected::status_name(stretch.status)?.to_owned(),
                    deviation: stretch
                        .status
                        .deviation()
                        .map(|deviation| expected::deviation_name(deviation).to_owned()),
                    scheduled: stretch.scheduled.map(|activity| self.name_of(activity)),
                    actual: match stretch.actual {
                        Actual::Activity(activity) => self.name_of(activity),
                        Actual::Offline => "OFFLINE".to_owned(),
                        Actual::Unknown => "UNKNOWN".to_owned(),
                    },
                    severe: stretch.status.is_severe(),
                })
            })
            .collect()
    }

    fn activity(&self, name: &str) -> Activity {
        let id = if name == "PRESENT" {
            ActivityId::PRESENT
        } else {
            let place = self.activities.keys().position(|known| known == name);
            ActivityId::new(Uuid::from_u128(100 + place.unwrap() as u128))
        };
        Activity::new(id, self.activities[name].activity_type)
    }

    fn name_of(&self, activity: Activity) -> String {
        let mut names = self.activities.keys();
        let name = names.find(|name| self.activity(name) == activity);
        name.unwrap().clone()
    }

    fn targets(&self, activities: &[String], types: &[ActivityType]) -> Targets {
        Targets {
            activities: activities.iter().map(|name| self.activity(name).id).collect(),
            types: types.iter().copied().collect(),
        }
    }

    fn matches(&self) -> Matches {
        let rules = self.activities.iter().map(|(name, activity)| {
            let rule = MatchRule {
                own_type: activity.type_match,
                absences: activity.absence_match,
                targets: self.targets(&activity.matches, &activity.type_matches),
            };
            (self.activity(name).id, rule)
        });
        Matches::new(rules, self.targets(&self.offline.matches, &self.offline.type_matches))
    }

    fn settings(&self) -> Settings {
        let buffer = |of: &str| Span::from_secs(self.settings.buffer[of]);
        Settings {
            buffers: Buffers {
                not_present: buffer("NOT_PRESENT"),
                wrong_activity: buffer("WRONG_ACTIVITY"),
                not_scheduled: buffer("NOT_SCHEDULED"),
            },
            severe_after: Span::from_secs(self.settings.severe_after),
            auto_logout_after: Span::from_secs(self.settings.auto_logout_after),
            unmapped: match self.settings.unmapped.as_str() {
                "PRESENT" => UnmappedPolicy::Present,
                "UNKNOWN" => UnmappedPolicy::Unknown,
                other => panic!("unmapped policy {other}"),
            },
            ..Settings::default()
        }
    }

    /// A mapping to OFFLINE stands for a status on the list of logged-out statuses.
    fn mapping(&self) -> StatusMapping {
        let offline = self.mapping.iter().filter(|(_, to)| *to == "OFFLINE");
        let mut mapping = StatusMapping::new(offline.map(|(status, _)| status), self.settings().unmapped);
        for (from, to) in self.mapping.iter().filter(|(_, to)| *to != "OFFLINE") {
            match from.split_once(':') {
                None => mapping.map(from, None, self.activity(to)),
                Some((status, detail)) => mapping.map(status, Some(detail), self.activity(to)),
            }
        }
        mapping
    }

    fn segments(&self) -> Vec<Segment> {
        let segments = self.schedule.iter().map(|segment| Segment {
            window: Window::new(segment.start, segment.end).unwrap(),
            activity: self.activity(&segment.activity),
        });
        segments.collect()
    }

    fn exceptions(&self) -> Exceptions {
        let exceptions: Vec<_> = self
            .exceptions
            .iter()
            .map(|exception| Exception {
                window: Window::new(exception.start, exception.end).unwrap(),
                kind: match exception.kind.as_str() {
                    "excused" => ExceptionKind::Excused,
                    "in_adherence" => ExceptionKind::InAdherence,
                    other => panic!("kind of exception {other}"),
                },
            })
            .collect();
        Exceptions::new(&exceptions)
    }

    fn users(&self) -> Vec<User> {
        let mapping = self.mapping();
        let ids = (1..).map(|id| ExternalUserId::new(Uuid::from_u128(id)));
        ids.zip(self.users.values())
            .map(|(id, user)| {
                let silences = user.gaps.iter().filter_map(|gap| match gap {
                    CaseGap::Silence { start } => Some(*start),
                    CaseGap::Pause { .. } => None,
                });
                let pause = user.gaps.iter().find_map(|gap| match gap {
                    CaseGap::Pause { start } => Some(*start),
                    CaseGap::Silence { .. } => None,
                });
                User {
                    id,
                    entries: user.entries(id, &mapping),
                    snapshots: Vec::new(),
                    silences: silences.collect(),
                    paused_since: pause,
                }
            })
            .collect()
    }
}

impl CaseUser {
    fn entries(&self, user: ExternalUserId, mapping: &StatusMapping) -> Vec<Entry> {
        let mut event_ids = EventIds::default();
        let mut states: Vec<&CaseState> = self.states.iter().collect();
        states.sort_by_key(|state| state.seq);
        let mut entries: Vec<Entry> = states
            .into_iter()
            .filter(|state| {
                let content = Content {
                    user,
                    status: state.status.as_str().into(),
                    detail: Some(state.detail.as_str().into()),
                    sent: state.at,
                };
                let event_id = state.event_id.as_deref().map(Arc::from);
                event_ids.arrive(event_id, content).is_stored()
            })
            .map(|state| Entry {
                time: effective_time(state.at, state.received, Instant::MIN).time,
                order: Order::alone(state.seq),
                reported: mapping.read(state.status.as_str().into(), Some(state.detail.as_str().into())),
                ends: None,
            })
            .collect();
        entry::sort(&mut entries);
        entries
    }
}
