//! A planning unit with people, activities and a telephone system.

use std::collections::{BTreeMap, BTreeSet};

use kadans_proto::v1::{
    AgentState, AgentStates, GetPersonAdherenceRequest, GetPersonAdherenceResponse, ImportScheduleRequest,
    ImportScheduleResponse, Notification, ReportAgentStatesRequest, ReportAgentStatesResponse, ScheduleDay,
    ScheduleSegment, notification::Reading,
};

use crate::{
    auth::caller::{Caller, Reporter, StateSource, UnitScope},
    domain::{
        activity::ActivityType,
        ids::{ActivityId, EmployeeId, IntegrationId, PlanningUnitId},
        instant::Instant,
    },
    rpc::{
        adherence::{Homes, import_schedule, person_adherence, report_agent_states},
        error::RpcError,
        read::timestamp,
        testing::World,
    },
    store::{
        activities::{self, NewActivity},
        assignments,
        employees::{self, NewEmployee},
        external_statuses,
        external_users::{self, ExternalUserFilter},
        mappings,
        page::Page,
        planning_units::{self, NewPlanningUnit},
    },
};

/// An account whose people are planned in one unit and report through one integration.
pub(super) struct Floor {
    pub(super) caller: Caller,
    pub(super) unit: PlanningUnitId,
    pub(super) integration: IntegrationId,
}

pub(super) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "messages hold times that may be absent")]
pub(super) fn time(text: &str) -> Option<prost_types::Timestamp> {
    Some(timestamp(at(text)))
}

pub(super) fn segment(start: &str, end: &str, activity: ActivityId) -> ScheduleSegment {
    ScheduleSegment { start_time: time(start), end_time: time(end), activity_id: activity.to_string() }
}

pub(super) fn day(employee: EmployeeId, date: &str, segments: Vec<ScheduleSegment>) -> ScheduleDay {
    ScheduleDay { employee_id: employee.to_string(), date: date.to_owned(), segments }
}

impl Floor {
    /// In the account of the world's caller, with days as in Madrid.
    pub(super) async fn new(world: &World) -> Self {
        Self::of(world, world.caller.clone(), "Europe/Madrid").await
    }

    pub(super) async fn of(world: &World, caller: Caller, zone: &str) -> Self {
        let new = NewPlanningUnit { name: "Calls".to_owned(), zone: zone.to_owned() };
        let unit = planning_units::create(&world.store, new, caller.author()).await.unwrap().id;
        let integration = world.integration(&caller, "Odigo").await;
        Self { caller, unit, integration }
    }

    pub(super) async fn employee(&self, world: &World, name: &str) -> EmployeeId {
        let new = NewEmployee {
            groups: BTreeSet::new(),
            name: name.to_owned(),
            email: String::new(),
            personnel_number: String::new(),
            unit: self.unit,
        };
        employees::create(&world.store, new, self.caller.author()).await.unwrap().id
    }

    pub(super) async fn activity(&self, world: &World, name: &str, activity_type: ActivityType) -> ActivityId {
        let new = NewActivity { name: name.to_owned(), activity_type, color: None, paid: true };
        activities::create(&world.store, new, self.caller.author()).await.unwrap().id
    }

    /// A caller who sees no planning unit.
    pub(super) fn outsider(&self) -> Caller {
        Caller { units: UnitScope::Only(BTreeSet::new()), ..self.caller.clone() }
    }

    pub(super) async fn import(
        &self,
        world: &World,
        days: Vec<ScheduleDay>,
    ) -> Result<ImportScheduleResponse, RpcError> {
        let request = ImportScheduleRequest { csv: Vec::new(), days, validate_only: false };
        import_schedule(&world.store, &self.caller, request).await
    }

    /// Reports states as the telephone system does, at the clock's time.
    pub(super) async fn report(&self, world: &World, states: Vec<AgentState>) -> ReportAgentStatesResponse {
        let states = AgentStates { states, unreadable_items: Vec::new(), ..AgentStates::default() };
        let notification = Notification { reading: Some(Reading::States(states)), ..Notification::default() };
        self.notify(world, vec![notification]).await.unwrap()
    }

    pub(super) async fn notify(
        &self,
        world: &World,
        notifications: Vec<Notification>,
    ) -> Result<ReportAgentStatesResponse, RpcError> {
        let source = StateSource::UrlToken(Reporter { account: self.caller.account, integration: self.integration });
        let request = ReportAgentStatesRequest { notifications, ..ReportAgentStatesRequest::default() };
        report_agent_states(&world.store, &Homes::new(world.store.clone()), &source, request).await
    }

    /// An agent gets into a status; sent and received at `time`.
    pub(super) async fn says(&self, world: &World, agent: &str, status: &str, time: &str) {
        world.clock.set(at(time));
        let state = AgentState {
            agent: agent.to_owned(),
            status: status.to_owned(),
            sent_time: self::time(time),
            ..AgentState::default()
        };
        self.report(world, vec![state]).await;
    }

    pub(super) async fn assign(&self, world: &World, agent: &str, employee: EmployeeId) {
        let filter = ExternalUserFilter { search: agent.to_owned(), ..ExternalUserFilter::default() };
        let page = Page { size: 100, after: None };
        let users = external_users::list(&world.store, self.caller.account, &filter, &page).await.unwrap().rows;
        let user = users.into_iter().find(|user| user.identifier == agent).unwrap();
        let assignment = BTreeMap::from([(user.id, employee)]);
        assignments::assign(&world.store, assignment, self.caller.author()).await.unwrap();
    }

    /// Maps a status that was seen.
    pub(super) async fn map(&self, world: &World, status: &str, detail: &str, activity: ActivityId) {
        let statuses = external_statuses::all(&world.store, self.caller.account).await.unwrap();
        let known = statuses.into_iter().find(|known| known.status == status && known.detail == detail).unwrap();
        let mapping = BTreeMap::from([(known.id, Some(activity))]);
        mappings::map(&world.store, mapping, self.caller.author()).await.unwrap();
    }

    pub(super) async fn past(
        &self,
        world: &World,
        employee: EmployeeId,
        start: &str,
        end: &str,
    ) -> GetPersonAdherenceResponse {
        let request = GetPersonAdherenceRequest {
            employee_id: employee.to_string(),
            start_time: time(start),
            end_time: time(end),
            ..GetPersonAdherenceRequest::default()
        };
        person_adherence(&world.store, &self.caller, request).await.unwrap()
    }
}
