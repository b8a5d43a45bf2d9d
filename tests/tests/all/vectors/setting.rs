//! An account set up as a case says, through the services alone.

use std::collections::BTreeMap;

use kadans_proto::v1::{
    ActivityMatches, ActivityType, CreateAdherenceExceptionRequest, ExceptionKind, ImportScheduleRequest,
    PauseIntegrationRequest, ScheduleDay, UnmappedPolicy, UpdateActivityMatchesRequest,
};
use kadans_tests::{
    clients::Clients,
    office::{OFFLINE, PRESENT, segment},
    reports::{Besides as _, state},
    time::{seconds, wire},
    world::World,
};

use super::{
    case::{Case, State},
    timeline::{self, Event, Happening},
};

/// Somebody of the telephone system whom nobody employs.
const STRANGER: &str = "not of ours";

/// A case in an account of its own.
pub(super) struct Setting<'c> {
    case: &'c Case,
    pub(super) program: Clients,
    /// Ids by the names in the case.
    activities: BTreeMap<String, String>,
    /// The integration of each user.
    integrations: BTreeMap<&'c str, String>,
    pub(super) employee: String,
}

impl<'c> Setting<'c> {
    /// Plays the case until the instant that it is asked about.
    pub(super) async fn play(world: &World, case: &'c Case) -> Self {
        let happenings = timeline::of(case);
        let begin = happenings.first().map_or(case.now, |first| first.at.min(case.now));
        world.set_clock(begin);
        let account = world.another_account().await;
        let mut program = world.program_of(&account).await;
        let unit = program.unit("Everybody", "UTC").await;
        let employee = program.employee("Ana", &unit).await;
        let activities = BTreeMap::new();
        let mut setting = Self { case, program, activities, integrations: BTreeMap::new(), employee };
        setting.create_activities().await;
        setting.set_rules().await;
        setting.import_schedule().await;
        for user in case.users.keys() {
            let integration = setting.program.integration(user, "UTC").await;
            setting.integrations.insert(user, integration);
        }
        for happening in happenings {
            world.set_clock(happening.at);
            setting.let_happen(happening).await;
        }
        world.set_clock(case.now);
        setting.show_all_statuses_and_users().await;
        setting.map_and_assign().await;
        setting.create_exceptions().await;
        setting
    }

    /// The name that the case has for an activity.
    pub(super) fn name_of(&self, activity: &str) -> String {
        if activity == OFFLINE {
            return "OFFLINE".to_owned();
        }
        let known = self.activities.iter().find(|(_, id)| *id == activity);
        known.map_or_else(|| panic!("the case has the activity {activity}"), |(name, _)| name.clone())
    }

    async fn create_activities(&mut self) {
        for (name, activity) in &self.case.activities {
            let id = if name == "PRESENT" {
                PRESENT.to_owned()
            } else {
                self.program.activity(name, activity_type(&activity.kind)).await
            };
            self.activities.insert(name.clone(), id);
        }
        for (name, activity) in &self.case.activities {
            let leave = matches!(activity.kind.as_str(), "ABSENCE" | "ILLNESS" | "VACATION");
            let (own_type, leaves) = (activity.type_match, activity.absence_match && leave);
            self.match_activity(&self.id_of(name), own_type, leaves, &activity.matches, &activity.type_matches).await;
        }
        let offline = &self.case.offline;
        self.match_activity(OFFLINE, false, false, &offline.matches, &offline.type_matches).await;
    }

    async fn match_activity(
        &mut self,
        id: &str,
        type_match: bool,
        absence_match: bool,
        activities: &[String],
        types: &[String],
    ) {
        let matches = ActivityMatches {
            activity_id: id.to_owned(),
            type_match,
            absence_match,
            matched_activity_ids: activities.iter().map(|name| self.id_of(name)).collect(),
            matched_types: types.iter().map(|name| activity_type(name).into()).collect(),
            etag: String::new(),
        };
        let request = UpdateActivityMatchesRequest { activity_matches: Some(matches), update_mask: None };
        self.program.mapping.update_activity_matches(request).await.unwrap();
    }

    async fn set_rules(&mut self) {
        let wanted = &self.case.settings;
        let buffer = |of: &str| Some(seconds(wanted.buffer[of]));
        let silence_after = timeline::silence_after(self.case);
        self.program
            .change_settings(|settings| {
                settings.not_present_buffer = buffer("NOT_PRESENT");
                settings.wrong_activity_buffer = buffer("WRONG_ACTIVITY");
                settings.not_scheduled_buffer = buffer("NOT_SCHEDULED");
                settings.severe_after = Some(seconds(wanted.severe_after));
                settings.auto_logout_after = Some(seconds(wanted.auto_logout_after));
                settings.silence_after = Some(seconds(silence_after));
                settings.set_unmapped_policy(match wanted.unmapped.as_str() {
                    "PRESENT" => UnmappedPolicy::Present,
                    "UNKNOWN" => UnmappedPolicy::Unknown,
                    other => panic!("unmapped policy {other}"),
                });
            })
            .await;
    }

    async fn import_schedule(&mut self) {
        let mut days: BTreeMap<String, ScheduleDay> = BTreeMap::new();
        for planned in &self.case.schedule {
            let date = planned.start.to_string()[..10].to_owned();
            let day = days.entry(date.clone()).or_default();
            day.employee_id.clone_from(&self.employee);
            day.date = date;
            day.segments.push(segment(planned.start, planned.end, &self.id_of(&planned.activity)));
        }
        let request =
            ImportScheduleRequest { csv: Vec::new(), days: days.into_values().collect(), validate_only: false };
        self.program.adherence.import_schedule(request).await.unwrap();
    }

    async fn let_happen(&mut self, happening: Happening<'_>) {
        let integration = self.integrations[happening.user].clone();
        match happening.event {
            Event::State(state) => self.report(&integration, happening.user, state).await,
            Event::SignOfLife => {
                self.program.report(&integration, [state(STRANGER, "AVAILABLE")]).await;
            }
            Event::Pause => {
                let request = PauseIntegrationRequest { id: integration };
                self.program.integrations.pause_integration(request).await.unwrap();
            }
        }
    }

    async fn report(&mut self, integration: &str, agent: &str, given: &State) {
        let mut reported = state(agent, &given.status).detail(&given.detail);
        if let Some(sent) = given.at {
            reported = reported.sent(sent);
        }
        if let Some(event_id) = &given.event_id {
            reported = reported.event(event_id);
        }
        self.program.report(integration, [reported]).await;
    }

    /// Only what was seen can be assigned and mapped. A state without sent time that arrives when the case is asked
    /// about comes too late to count.
    async fn show_all_statuses_and_users(&mut self) {
        let names = self.case.mapping.iter().filter(|(_, activity)| *activity != "OFFLINE").map(|(status, _)| status);
        let statuses: Vec<_> = names
            .map(|name| {
                let (status, detail) = name.split_once(':').unwrap_or((name, ""));
                state(STRANGER, status).detail(detail)
            })
            .collect();
        for (user, integration) in self.integrations.clone() {
            let mut states = statuses.clone();
            if self.case.users[user].states.is_empty() {
                states.push(state(user, "AVAILABLE"));
            }
            self.program.report(&integration, states).await;
        }
    }

    async fn map_and_assign(&mut self) {
        if self.integrations.is_empty() {
            return;
        }
        for (status, activity) in self.case.mapping.iter().filter(|(_, activity)| *activity != "OFFLINE") {
            self.program.map(status, &self.activities[activity]).await;
        }
        for (user, integration) in self.integrations.clone() {
            self.program.assign(&integration, user, &self.employee).await;
        }
    }

    async fn create_exceptions(&mut self) {
        for exception in &self.case.exceptions {
            let kind = match exception.kind.as_str() {
                "excused" => ExceptionKind::Excused,
                "in_adherence" => ExceptionKind::InAdherence,
                other => panic!("kind of exception {other}"),
            };
            let request = CreateAdherenceExceptionRequest {
                employee_id: self.employee.clone(),
                start_time: Some(wire(exception.start)),
                end_time: Some(wire(exception.end)),
                kind: kind.into(),
                reason: "as the case says".to_owned(),
            };
            self.program.adherence.create_adherence_exception(request).await.unwrap();
        }
    }

    fn id_of(&self, activity: &str) -> String {
        self.activities[activity].clone()
    }
}

fn activity_type(name: &str) -> ActivityType {
    let name = format!("ACTIVITY_TYPE_{name}");
    ActivityType::from_str_name(&name).unwrap_or_else(|| panic!("{name} is a type of activity"))
}
