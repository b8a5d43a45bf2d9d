//! Stores a case through the services' rooms, and reads what they show of it.

use std::collections::{BTreeMap, HashMap};

use kadans_proto::v1::{
    AdherenceFigures, AdherenceSegment, AdherenceSettings, AdherenceStatus, AgentState,
    CreateAdherenceExceptionRequest, DeviationType, ExceptionKind, GetPersonAdherenceRequest, UnmappedPolicy,
    UpdateAdherenceSettingsRequest,
};
use prost_types::{Duration, Timestamp};

use super::{
    super::floor::{Floor, at, day, segment, time},
    case::{Case, CaseActivityTargets, Figures, Segment},
};
use crate::{
    domain::{
        calendar::Zone,
        ids::{ActivityId, EmployeeId},
    },
    rpc::{
        adherence::{create_exception, person_adherence, update_settings},
        testing::World,
    },
    store::{
        matches::{self, MatchesUpdate},
        pauses,
    },
};

/// A case in an account of its own.
pub(super) struct Stored {
    floor: Floor,
    employee: EmployeeId,
    activities: HashMap<String, ActivityId>,
}

impl Stored {
    pub(super) async fn new(world: &World, case: &Case) -> Self {
        let floor = Floor::of(world, world.stranger().await, "UTC").await;
        let employee = floor.employee(world, "Ana").await;
        let mut activities = HashMap::from([("PRESENT".to_owned(), ActivityId::PRESENT)]);
        for (name, activity) in case.activities.iter().filter(|(name, _)| *name != "PRESENT") {
            activities.insert(name.clone(), floor.activity(world, name, activity.activity_type).await);
        }
        let stored = Self { floor, employee, activities };
        stored.set(world, case).await;
        stored.match_activities(world, case).await;
        stored.plan(world, case).await;
        stored.map(world, case).await;
        stored.report(world, case).await;
        stored.except(world, case).await;
        stored
    }

    async fn set(&self, world: &World, case: &Case) {
        let seconds = |seconds| Some(Duration { seconds, nanos: 0 });
        let given = &case.settings;
        let unmapped = if given.unmapped == "UNKNOWN" { UnmappedPolicy::Unknown } else { UnmappedPolicy::Present };
        let settings = AdherenceSettings {
            target_percent: 90.0,
            not_present_buffer: seconds(given.buffer["NOT_PRESENT"]),
            wrong_activity_buffer: seconds(given.buffer["WRONG_ACTIVITY"]),
            not_scheduled_buffer: seconds(given.buffer["NOT_SCHEDULED"]),
            severe_after: seconds(given.severe_after),
            unmapped_policy: unmapped.into(),
            // The cases that remain know of no silence, however few people they have.
            silence_after: seconds(0),
            auto_logout_after: seconds(given.auto_logout_after),
            etag: String::new(),
        };
        let request = UpdateAdherenceSettingsRequest { settings: Some(settings), update_mask: None };
        update_settings(&world.store, &self.floor.caller, request).await.unwrap();
    }

    async fn match_activities(&self, world: &World, case: &Case) {
        self.match_one(world, ActivityId::OFFLINE, (None, None), &case.offline).await;
        for (name, activity) in &case.activities {
            let own = (activity.type_match, activity.absence_match);
            self.match_one(world, self.activities[name], own, &activity.targets).await;
        }
    }

    async fn match_one(
        &self,
        world: &World,
        activity: ActivityId,
        (own_type, absences): (Option<bool>, Option<bool>),
        targets: &CaseActivityTargets,
    ) {
        let update = MatchesUpdate {
            own_type,
            absences,
            activities: Some(targets.matches.iter().map(|name| self.activities[name]).collect()),
            types: Some(targets.type_matches.iter().copied().collect()),
        };
        let caller = &self.floor.caller;
        matches::update(&world.store, activity, None, update, caller.author()).await.unwrap();
    }

    async fn plan(&self, world: &World, case: &Case) {
        let mut days: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for given in &case.schedule {
            let date = Zone::utc().day_of(at(&given.start)).to_string();
            let segment = segment(&given.start, &given.end, self.activities[&given.activity]);
            days.entry(date).or_default().push(segment);
        }
        let days = days.into_iter().map(|(date, segments)| day(self.employee, &date, segments)).collect();
        self.floor.import(world, days).await.unwrap();
    }

    /// Maps all but what is on the default list of logged-out statuses.
    async fn map(&self, world: &World, case: &Case) {
        for (from, to) in case.mapping.iter().filter(|(_, to)| *to != "OFFLINE") {
            let (status, detail) = from.split_once(':').unwrap_or((from, ""));
            world.external_status(self.floor.caller.account, self.floor.integration, status, detail).await;
            self.floor.map(world, status, detail, self.activities[to]).await;
        }
    }

    async fn report(&self, world: &World, case: &Case) {
        for (agent, given) in case.states() {
            world.clock.set(at(&given.received));
            let state = AgentState {
                agent: agent.clone(),
                status: given.status.clone(),
                detail: given.detail.clone(),
                sent_time: given.at.as_deref().and_then(time),
                event_id: given.event_id.clone().unwrap_or_default(),
                ..AgentState::default()
            };
            self.floor.report(world, vec![state]).await;
        }
        for (agent, user) in &case.users {
            if user.states.is_empty() {
                let account = self.floor.caller.account;
                world.external_user(account, self.floor.integration, agent).await;
            }
            self.floor.assign(world, agent, self.employee).await;
            for gap in &user.gaps {
                world.clock.set(at(&gap.start));
                let caller = &self.floor.caller;
                pauses::pause(&world.store, self.floor.integration, caller.author()).await.unwrap();
            }
        }
        world.clock.set(at(&case.now));
    }

    async fn except(&self, world: &World, case: &Case) {
        for given in &case.exceptions {
            let kind = match given.kind.as_str() {
                "excused" => ExceptionKind::Excused,
                "in_adherence" => ExceptionKind::InAdherence,
                other => panic!("kind of exception {other}"),
            };
            let request = CreateAdherenceExceptionRequest {
                employee_id: self.employee.to_string(),
                start_time: time(&given.start),
                end_time: time(&given.end),
                kind: kind.into(),
                reason: "as the case says".to_owned(),
            };
            create_exception(&world.store, &self.floor.caller, request).await.unwrap();
        }
    }

    pub(super) async fn shown(&self, world: &World, case: &Case) -> (Vec<Segment>, Figures) {
        let request = GetPersonAdherenceRequest {
            employee_id: self.employee.to_string(),
            start_time: time(&case.window[0]),
            end_time: time(&case.window[1]),
            as_of: time(&case.now),
            ..GetPersonAdherenceRequest::default()
        };
        let shown = person_adherence(&world.store, &self.floor.caller, request).await.unwrap();
        let mut segments: Vec<Segment> = Vec::new();
        for segment in shown.segments.iter().filter_map(|segment| self.segment(segment)) {
            // The service also cuts where one status takes over from another that means the same.
            match segments.last_mut() {
                Some(last) if last.end == segment.start && same(last, &segment) => last.end = segment.end,
                _ => segments.push(segment),
            }
        }
        (segments, figures(&shown.figures.unwrap()))
    }

    /// In the words of the vector file; none if there is nothing to compare.
    fn segment(&self, shown: &AdherenceSegment) -> Option<Segment> {
        let status = match shown.status() {
            AdherenceStatus::Hidden | AdherenceStatus::Unspecified => return None,
            AdherenceStatus::In => "IN",
            AdherenceStatus::Buffered => "BUFFERED",
            AdherenceStatus::Out => "OUT",
            AdherenceStatus::Excused => "NEUTRAL",
            AdherenceStatus::Unknown => "UNKNOWN",
        };
        let deviation = match shown.deviation_type() {
            DeviationType::Unspecified => None,
            DeviationType::NotPresent => Some("NOT_PRESENT"),
            DeviationType::WrongActivity => Some("WRONG_ACTIVITY"),
            DeviationType::NotScheduled => Some("NOT_SCHEDULED"),
        };
        let text = |time: Option<Timestamp>| time.unwrap().to_string();
        Some(Segment {
            start: text(shown.start_time),
            end: text(shown.end_time),
            status: status.to_owned(),
            deviation: deviation.map(str::to_owned),
            scheduled: self.name(&shown.scheduled_activity_id),
            actual: self.name(&shown.actual.as_ref().unwrap().activity_id).unwrap_or("UNKNOWN".to_owned()),
            severe: shown.severe,
        })
    }

    fn name(&self, id: &str) -> Option<String> {
        if id == ActivityId::OFFLINE.to_string() {
            return Some("OFFLINE".to_owned());
        }
        let mut activities = self.activities.iter();
        activities.find(|(_, known)| known.to_string() == id).map(|(name, _)| name.clone())
    }
}

fn same(one: &Segment, other: &Segment) -> bool {
    let what = |segment: &Segment| {
        (segment.status.clone(), segment.deviation.clone(), segment.scheduled.clone(), segment.actual.clone())
    };
    what(one) == what(other) && one.severe == other.severe
}

/// The file gives ratios with six decimals, and scheduled time with what is unknown and excused in it.
fn figures(shown: &AdherenceFigures) -> Figures {
    let rounded = |ratio: Option<f64>| ratio.map(|ratio| (ratio * 1e6).round() / 1e6);
    Figures {
        scheduled_s: shown.scheduled_seconds + shown.unknown_seconds + shown.excused_seconds,
        unknown_s: shown.unknown_seconds,
        excused_s: shown.excused_seconds,
        out_s: shown.out_seconds,
        buffered_s: shown.buffered_seconds,
        not_present_s: shown.not_present_seconds,
        wrong_activity_s: shown.wrong_activity_seconds,
        not_scheduled_s: shown.not_scheduled_seconds,
        severe_s: shown.severe_seconds,
        actual_working_s: shown.actual_working_seconds,
        adherence_pct: rounded(shown.adherence_percent),
        coverage: rounded(shown.coverage),
        conformance_pct: rounded(shown.conformance_percent),
    }
}
