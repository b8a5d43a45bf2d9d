//! The rows of the mapping service.

use kadans_proto::v1::{
    ActivityMatches, ActivityType, AssignExternalUsersRequest, Assignment, CreateActivityRequest,
    CreateEmployeeRequest, CreatePlanningUnitRequest, GetActivityMatchesRequest, ListActivitiesRequest,
    ListEmployeesRequest, ListExternalStatusesRequest, ListExternalUsersRequest, ListPlanningUnitsRequest,
    MapExternalStatusesRequest, StatusMapping, UpdateActivityMatchesRequest,
};

use super::{row::Row, things::new_name};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = of_employees();
    rows.extend(of_activities());
    rows.extend(of_telephone_systems());
    rows
}

fn of_employees() -> Vec<Row> {
    vec![
        Row::of("MappingService/CreatePlanningUnit", "admin planner", |_| CreatePlanningUnitRequest {
            name: new_name(),
            time_zone: "UTC".to_owned(),
        })
        .names_nothing(),
        Row::of("MappingService/ListPlanningUnits", "admin planner supervisor service", |_| {
            ListPlanningUnitsRequest::default()
        })
        .names_nothing(),
        Row::of("MappingService/CreateEmployee", "admin planner", |ids| CreateEmployeeRequest {
            name: "Zoé".to_owned(),
            planning_unit_id: ids.unit.clone(),
            ..CreateEmployeeRequest::default()
        }),
        Row::of("MappingService/ListEmployees", "admin planner supervisor service", |ids| ListEmployeesRequest {
            planning_unit_ids: vec![ids.unit.clone()],
            ..ListEmployeesRequest::default()
        })
        .filters()
        .in_unit(),
    ]
}

fn of_activities() -> Vec<Row> {
    let matches = |activity: &str, matched: &str| UpdateActivityMatchesRequest {
        activity_matches: Some(ActivityMatches {
            activity_id: activity.to_owned(),
            matched_activity_ids: vec![matched.to_owned()],
            ..ActivityMatches::default()
        }),
        update_mask: None,
    };
    vec![
        Row::of("MappingService/CreateActivity", "admin planner", |_| CreateActivityRequest {
            name: new_name(),
            r#type: ActivityType::Meeting.into(),
            ..CreateActivityRequest::default()
        })
        .names_nothing(),
        Row::of("MappingService/ListActivities", "admin planner supervisor service", |_| {
            ListActivitiesRequest::default()
        })
        .names_nothing(),
        Row::of("MappingService/GetActivityMatches", "admin planner", |ids| GetActivityMatchesRequest {
            activity_ids: vec![ids.activity.clone()],
        }),
        Row::of("MappingService/UpdateActivityMatches", "admin planner", move |ids| {
            matches(&ids.activity, &ids.own.activity)
        }),
        Row::of("MappingService/UpdateActivityMatches", "admin planner", move |ids| {
            matches(&ids.own.activity, &ids.activity)
        }),
    ]
}

fn of_telephone_systems() -> Vec<Row> {
    let assignment = |user: &str, employee: &str| AssignExternalUsersRequest {
        assignments: vec![Assignment { external_user_id: user.to_owned(), employee_id: employee.to_owned() }],
    };
    let mapping = |status: &str, activity: &str| MapExternalStatusesRequest {
        mappings: vec![StatusMapping { external_status_id: status.to_owned(), activity_id: activity.to_owned() }],
    };
    vec![
        Row::of("MappingService/ListExternalUsers", "admin planner", |ids| ListExternalUsersRequest {
            integration_id: ids.integration.clone(),
            ..ListExternalUsersRequest::default()
        })
        .filters(),
        Row::of("MappingService/AssignExternalUsers", "admin planner", move |ids| {
            assignment(&ids.user, &ids.own.employee)
        }),
        Row::of("MappingService/AssignExternalUsers", "admin planner", move |ids| {
            assignment(&ids.own.user, &ids.employee)
        }),
        Row::of("MappingService/ListExternalStatuses", "admin planner", |ids| ListExternalStatusesRequest {
            integration_id: ids.integration.clone(),
            ..ListExternalStatusesRequest::default()
        })
        .filters(),
        Row::of("MappingService/MapExternalStatuses", "admin planner", move |ids| {
            mapping(&ids.status, &ids.own.activity)
        }),
        Row::of("MappingService/MapExternalStatuses", "admin planner", move |ids| {
            mapping(&ids.own.status, &ids.activity)
        }),
    ]
}
