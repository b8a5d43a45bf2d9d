//! What is another account's answers, byte for byte, like what is not there.

use kadans_proto::v1::{
    ActivityMatches, ActivityType, AssignExternalUsersRequest, Assignment, CreateAdherenceExceptionRequest,
    CreateEmployeeRequest, ExceptionKind, GenerateUrlTokenRequest, GetActivityMatchesRequest, GetIntegrationRequest,
    GetPersonAdherenceRequest, ImportScheduleRequest, ListAdherenceExceptionsRequest, ListEmployeesRequest,
    ListExternalUsersRequest, ListUrlTokensRequest, MapExternalStatusesRequest, PauseIntegrationRequest,
    ReportAgentStatesRequest, ResumeIntegrationRequest, RevokeUrlTokenRequest, ScheduleDay, StatusMapping,
    UpdateActivityMatchesRequest, WatchAdherenceRequest,
};
use kadans_tests::{
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::segment,
    reports::state,
    time::{DAY, at, wire},
    world::World,
};
use tonic::Code;

journeys! {
    a_foreign_id_and_an_absent_one_are_answered_alike_by_every_method,
}

/// Ids of everything that can be named in a request.
struct Things {
    integration: String,
    url_token: String,
    unit: String,
    employee: String,
    activity: String,
    user: String,
    status: String,
}

impl Things {
    async fn create(clients: &mut Clients) -> Self {
        let integration = clients.integration("Odigo", "UTC").await;
        clients.url_token(&integration).await;
        let request = ListUrlTokensRequest { integration_id: integration.clone(), ..Default::default() };
        let url_tokens = clients.integrations.list_url_tokens(request).await.unwrap().into_inner().url_tokens;
        let unit = clients.unit("Support", "UTC").await;
        let employee = clients.employee("Ana", &unit).await;
        let activity = clients.activity("Calls", ActivityType::Presence).await;
        clients.report(&integration, [state("ana", "CALL")]).await;
        Self {
            integration,
            url_token: url_tokens[0].id.clone(),
            unit,
            employee,
            activity,
            user: clients.external_users().await[0].id.clone(),
            status: clients.external_statuses().await[0].id.clone(),
        }
    }

    /// Ids of the right form that nothing has.
    fn absent() -> Self {
        let id = |kind: u8| format!("018f0000-0000-7000-8000-0000000000{kind:02}");
        Self {
            integration: id(1),
            url_token: id(2),
            unit: id(3),
            employee: id(4),
            activity: id(5),
            user: id(6),
            status: id(7),
        }
    }
}

/// What a caller learns from a call: an answer, which has nothing in it, or everything of the failure.
type Learned = Result<String, (Code, String, Vec<u8>, Vec<String>)>;

/// What an account that has `own` things learns by naming `things` to the services in every way there is.
async fn learn(clients: &mut Clients, own: &Things, things: &Things) -> Vec<(&'static str, Learned)> {
    let mut learned = learn_from_integrations(clients, things).await;
    learned.extend(learn_from_mapping(clients, own, things).await);
    learned.extend(learn_from_adherence(clients, own, things).await);
    learned
}

/// Calls each method.
macro_rules! learned_of {
    ($client:expr, $($method:ident($request:expr)),+ $(,)?) => {
        vec![$({
            let answer = $client.$method($request).await;
            (stringify!($method), answer.map(|answer| format!("{:?}", answer.get_ref())).map_err(|failure| failure.everything()))
        }),+]
    };
}

async fn learn_from_integrations(clients: &mut Clients, things: &Things) -> Vec<(&'static str, Learned)> {
    let Things { integration, url_token, .. } = things;
    learned_of! {
        clients.integrations,
        get_integration(GetIntegrationRequest { id: integration.clone() }),
        pause_integration(PauseIntegrationRequest { id: integration.clone() }),
        resume_integration(ResumeIntegrationRequest { id: integration.clone() }),
        generate_url_token(GenerateUrlTokenRequest { integration_id: integration.clone(), overlap: None }),
        list_url_tokens(ListUrlTokensRequest { integration_id: integration.clone(), ..Default::default() }),
        revoke_url_token(RevokeUrlTokenRequest { id: url_token.clone() }),
    }
}

async fn learn_from_mapping(clients: &mut Clients, own: &Things, things: &Things) -> Vec<(&'static str, Learned)> {
    let Things { integration, unit, employee, activity, user, status, .. } = things;
    let assignment = |user: &str, employee: &str| AssignExternalUsersRequest {
        assignments: vec![Assignment { external_user_id: user.to_owned(), employee_id: employee.to_owned() }],
    };
    let mapping = |status: &str, activity: &str| MapExternalStatusesRequest {
        mappings: vec![StatusMapping { external_status_id: status.to_owned(), activity_id: activity.to_owned() }],
    };
    let matches = |activity: &str, matched: &str| UpdateActivityMatchesRequest {
        activity_matches: Some(ActivityMatches {
            activity_id: activity.to_owned(),
            matched_activity_ids: vec![matched.to_owned()],
            ..ActivityMatches::default()
        }),
        update_mask: None,
    };
    let new_employee = CreateEmployeeRequest {
        name: "Zoé".to_owned(),
        planning_unit_id: unit.clone(),
        ..CreateEmployeeRequest::default()
    };
    learned_of! {
        clients.mapping,
        create_employee(new_employee),
        list_employees(ListEmployeesRequest { planning_unit_ids: vec![unit.clone()], ..Default::default() }),
        list_external_users(ListExternalUsersRequest { integration_id: integration.clone(), ..Default::default() }),
        assign_external_users(assignment(user, &own.employee)),
        assign_external_users(assignment(&own.user, employee)),
        map_external_statuses(mapping(status, &own.activity)),
        map_external_statuses(mapping(&own.status, activity)),
        get_activity_matches(GetActivityMatchesRequest { activity_ids: vec![activity.clone()] }),
        update_activity_matches(matches(activity, &own.activity)),
        update_activity_matches(matches(&own.activity, activity)),
    }
}

async fn learn_from_adherence(clients: &mut Clients, own: &Things, things: &Things) -> Vec<(&'static str, Learned)> {
    let Things { integration, unit, employee, activity, .. } = things;
    let schedule = |employee: &str, activity: &str| ImportScheduleRequest {
        days: vec![ScheduleDay {
            employee_id: employee.to_owned(),
            date: DAY.to_owned(),
            segments: vec![segment(at("08:00"), at("09:00"), activity)],
        }],
        validate_only: false,
    };
    let exception = CreateAdherenceExceptionRequest {
        employee_id: employee.clone(),
        start_time: Some(wire(at("08:00"))),
        end_time: Some(wire(at("09:00"))),
        kind: ExceptionKind::Excused.into(),
        reason: "none".to_owned(),
    };
    let exceptions = ListAdherenceExceptionsRequest {
        employee_id: employee.clone(),
        start_time: Some(wire(at("08:00"))),
        end_time: Some(wire(at("09:00"))),
        ..Default::default()
    };
    learned_of! {
        clients.adherence,
        report_agent_states(ReportAgentStatesRequest { integration_id: integration.clone(), ..Default::default() }),
        watch_adherence(WatchAdherenceRequest { planning_unit_ids: vec![unit.clone()], ..Default::default() }),
        import_schedule(schedule(employee, &own.activity)),
        import_schedule(schedule(&own.employee, activity)),
        get_person_adherence(GetPersonAdherenceRequest { employee_id: employee.clone(), ..Default::default() }),
        create_adherence_exception(exception),
        list_adherence_exceptions(exceptions),
    }
}

async fn a_foreign_id_and_an_absent_one_are_answered_alike_by_every_method(world: &mut World) {
    let mut program = world.program().await;
    let own = Things::create(&mut program).await;
    let neighbour = world.another_account().await;
    let mut neighbour = world.program_of(&neighbour).await;
    let theirs = Things::create(&mut neighbour).await;
    let foreign = learn(&mut program, &own, &theirs).await;
    let absent = learn(&mut program, &own, &Things::absent()).await;
    for ((method, foreign), (_, absent)) in foreign.iter().zip(&absent) {
        assert_eq!(foreign, absent, "{method}");
    }
    // Lists that are narrowed to what is not there are empty; everything else fails.
    let answered: Vec<&str> =
        foreign.iter().filter(|(_, learned)| learned.is_ok()).map(|(method, _)| *method).collect();
    assert_eq!(answered, ["list_employees", "list_external_users"]);
}
