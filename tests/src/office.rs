//! Short words for what admins and planners set up, each by a call.

use kadans_proto::v1::{
    ActivityType, AdherenceSettings, AssignExternalUsersRequest, Assignment, CreateActivityRequest,
    CreateEmployeeRequest, CreateIntegrationRequest, CreatePlanningUnitRequest, ExternalStatus, ExternalUser,
    GenerateUrlTokenRequest, GetAdherenceSettingsRequest, GetIntegrationHealthRequest, GetPersonAdherenceRequest,
    GetPersonAdherenceResponse, ImportScheduleRequest, IntegrationHealth, ListExternalStatusesRequest,
    ListExternalUsersRequest, MapExternalStatusesRequest, ScheduleDay, ScheduleSegment, StatusMapping,
    UpdateAdherenceSettingsRequest,
};
use kadans_server::domain::instant::{Instant, Span};

use crate::{
    clients::Clients,
    time::{DAY, wire},
};

/// The id of the built-in activity Present.
pub const PRESENT: &str = "00000000-0000-0000-0000-000000000001";
/// The id of the built-in activity Offline.
pub const OFFLINE: &str = "00000000-0000-0000-0000-000000000002";

/// A stretch of a schedule.
pub fn segment(start: Instant, end: Instant, activity: &str) -> ScheduleSegment {
    ScheduleSegment { start_time: Some(wire(start)), end_time: Some(wire(end)), activity_id: activity.to_owned() }
}

impl Clients {
    /// Creates a planning unit; its id.
    pub async fn unit(&mut self, name: &str, zone: &str) -> String {
        let request = CreatePlanningUnitRequest { name: name.to_owned(), time_zone: zone.to_owned() };
        self.mapping.create_planning_unit(request).await.unwrap().into_inner().planning_unit.unwrap().id
    }

    /// Creates an employee; its id.
    pub async fn employee(&mut self, name: &str, unit: &str) -> String {
        let request = CreateEmployeeRequest {
            name: name.to_owned(),
            planning_unit_id: unit.to_owned(),
            ..CreateEmployeeRequest::default()
        };
        self.mapping.create_employee(request).await.unwrap().into_inner().employee.unwrap().id
    }

    /// Creates an activity; its id.
    pub async fn activity(&mut self, name: &str, activity_type: ActivityType) -> String {
        let request = CreateActivityRequest {
            name: name.to_owned(),
            r#type: activity_type.into(),
            color: String::new(),
            paid: true,
        };
        self.mapping.create_activity(request).await.unwrap().into_inner().activity.unwrap().id
    }

    /// Creates an Odigo integration; its id.
    pub async fn integration(&mut self, name: &str, zone: &str) -> String {
        let request = CreateIntegrationRequest {
            vendor_id: "odigo".to_owned(),
            name: name.to_owned(),
            time_zone: zone.to_owned(),
            ..CreateIntegrationRequest::default()
        };
        self.integrations.create_integration(request).await.unwrap().into_inner().integration.unwrap().id
    }

    /// Creates an integration of the push API; its id and an API key.
    pub async fn push_integration(&mut self, name: &str) -> (String, String) {
        let request = CreateIntegrationRequest {
            vendor_id: "push".to_owned(),
            name: name.to_owned(),
            ..CreateIntegrationRequest::default()
        };
        let created = self.integrations.create_integration(request).await.unwrap().into_inner().integration.unwrap();
        let request = GenerateUrlTokenRequest { integration_id: created.id.clone(), overlap: None };
        let generated = self.integrations.generate_url_token(request).await.unwrap().into_inner();
        assert!(generated.notification_url.ends_with("/ingest/agent-statuses"), "{}", generated.notification_url);
        (created.id, generated.api_key)
    }

    /// How an integration is doing.
    pub async fn health(&mut self, integration: &str) -> IntegrationHealth {
        let request = GetIntegrationHealthRequest { id: integration.to_owned() };
        self.integrations.get_integration_health(request).await.unwrap().into_inner().health.unwrap()
    }

    /// Generates a URL token of an integration: the last part of the notification URL.
    pub async fn url_token(&mut self, integration: &str) -> String {
        let request = GenerateUrlTokenRequest { integration_id: integration.to_owned(), overlap: None };
        let generated = self.integrations.generate_url_token(request).await.unwrap().into_inner();
        generated.notification_url.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// All external users seen so far.
    pub async fn external_users(&mut self) -> Vec<ExternalUser> {
        let request = ListExternalUsersRequest { page_size: 1_000, ..ListExternalUsersRequest::default() };
        self.mapping.list_external_users(request).await.unwrap().into_inner().external_users
    }

    /// All external statuses seen so far.
    pub async fn external_statuses(&mut self) -> Vec<ExternalStatus> {
        let request = ListExternalStatusesRequest { page_size: 1_000, ..ListExternalStatusesRequest::default() };
        self.mapping.list_external_statuses(request).await.unwrap().into_inner().external_statuses
    }

    /// Assigns an agent of an integration, who was seen already, to an employee.
    pub async fn assign(&mut self, integration: &str, agent: &str, employee: &str) {
        let users = self.external_users().await;
        let user = users.iter().find(|user| user.integration_id == integration && user.identifier == agent);
        let user = user.unwrap_or_else(|| panic!("{agent} was seen already"));
        let assignment = Assignment { external_user_id: user.id.clone(), employee_id: employee.to_owned() };
        let request = AssignExternalUsersRequest { assignments: vec![assignment] };
        self.mapping.assign_external_users(request).await.unwrap();
    }

    /// Maps a status, which was seen already, to an activity, in all integrations. `PAUSE:LUNCH` means the detail.
    pub async fn map(&mut self, status: &str, activity: &str) {
        let (status, detail) = status.split_once(':').unwrap_or((status, ""));
        let statuses = self.external_statuses().await.into_iter();
        let seen = statuses.filter(|seen| seen.status == status && seen.detail == detail);
        let mappings: Vec<StatusMapping> =
            seen.map(|seen| StatusMapping { external_status_id: seen.id, activity_id: activity.to_owned() }).collect();
        assert!(!mappings.is_empty(), "{status} {detail} was seen already");
        self.mapping.map_external_statuses(MapExternalStatusesRequest { mappings }).await.unwrap();
    }

    /// Replaces an employee's schedule of the day of the journeys.
    pub async fn schedule(&mut self, employee: &str, segments: Vec<ScheduleSegment>) {
        let day = ScheduleDay { employee_id: employee.to_owned(), date: DAY.to_owned(), segments };
        let request = ImportScheduleRequest { csv: Vec::new(), days: vec![day], validate_only: false };
        self.adherence.import_schedule(request).await.unwrap();
    }

    /// Changes the account's rules of adherence.
    pub async fn change_settings(&mut self, change: impl FnOnce(&mut AdherenceSettings)) {
        let settings = self.adherence.get_adherence_settings(GetAdherenceSettingsRequest {}).await.unwrap();
        let mut settings = settings.into_inner().settings.unwrap();
        change(&mut settings);
        let request = UpdateAdherenceSettingsRequest { settings: Some(settings), update_mask: None };
        self.adherence.update_adherence_settings(request).await.unwrap();
    }

    /// An employee's adherence in a window, as of an instant.
    pub async fn adherence_of(
        &mut self,
        employee: &str,
        window: [Instant; 2],
        as_of: Instant,
    ) -> GetPersonAdherenceResponse {
        let request = GetPersonAdherenceRequest {
            employee_id: employee.to_owned(),
            date: String::new(),
            start_time: Some(wire(window[0])),
            end_time: Some(wire(window[1])),
            as_of: Some(wire(as_of)),
        };
        self.adherence.get_person_adherence(request).await.unwrap().into_inner()
    }

    /// What held at an instant for an employee, by the journal.
    pub async fn held_at(&mut self, employee: &str, at: Instant) -> kadans_proto::v1::AdherenceSegment {
        // What holds at an instant stands in the segment that has begun by then.
        let just_after = at + Span::from_micros(1);
        let response = self.adherence_of(employee, [at - Span::from_minutes(1), just_after], just_after).await;
        response.segments.last().cloned().unwrap_or_else(|| panic!("nothing is known of {employee} at {at}"))
    }
}
