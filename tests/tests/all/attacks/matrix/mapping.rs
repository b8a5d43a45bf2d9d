//! The rows of the mapping service.

use kadans_proto::v1::{
    Activity, ActivityMatches, ActivityType, AssignExternalUsersRequest, Assignment, CreateActivityRequest,
    CreateEmployeeRequest, CreateExternalUserRequest, CreateGroupRequest, CreatePlanningUnitRequest,
    DeleteActivityRequest, DeleteEmployeeRequest, DeleteGroupRequest, DeletePlanningUnitRequest, Employee,
    GetActivityMatchesRequest, Group, ImportEmployeesRequest, ListActivitiesRequest, ListEmployeesRequest,
    ListExternalStatusesRequest, ListExternalUsersRequest, ListGroupsRequest, ListPlanningUnitsRequest,
    MapExternalStatusesRequest, PlanningUnit, StatusMapping, UnassignExternalUsersRequest, UnassignMode,
    UpdateActivityMatchesRequest, UpdateActivityRequest, UpdateEmployeeRequest, UpdateGroupRequest,
    UpdatePlanningUnitRequest,
};

use super::{
    row::Row,
    things::{mask, new_name},
};

pub(super) fn rows() -> Vec<Row> {
    let mut rows = of_planning_units();
    rows.extend(of_groups());
    rows.extend(of_employees());
    rows.extend(of_activities());
    rows.extend(of_telephone_systems());
    rows
}

fn of_planning_units() -> Vec<Row> {
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
        Row::of("MappingService/UpdatePlanningUnit", "admin planner", |ids| UpdatePlanningUnitRequest {
            planning_unit: Some(PlanningUnit { id: ids.unit.clone(), name: new_name(), ..PlanningUnit::default() }),
            update_mask: mask("name"),
        }),
        Row::of("MappingService/DeletePlanningUnit", "admin planner", |ids| DeletePlanningUnitRequest {
            id: ids.unit.clone(),
        })
        .refused_with("IN_USE"),
    ]
}

fn of_groups() -> Vec<Row> {
    let with = |group: &str, employee: &str| UpdateGroupRequest {
        group: Some(Group { id: group.to_owned(), name: new_name(), ..Group::default() }),
        update_mask: mask("name"),
        add_employee_ids: vec![employee.to_owned()],
        remove_employee_ids: Vec::new(),
    };
    vec![
        Row::of("MappingService/CreateGroup", "admin planner", |ids| CreateGroupRequest {
            name: new_name(),
            employee_ids: vec![ids.employee.clone()],
        }),
        Row::of("MappingService/ListGroups", "admin planner supervisor service", |_| ListGroupsRequest::default())
            .names_nothing(),
        Row::of("MappingService/UpdateGroup", "admin planner", move |ids| with(&ids.group, &ids.own.employee)),
        Row::of("MappingService/UpdateGroup", "admin planner", move |ids| with(&ids.own.group, &ids.employee)),
        Row::of("MappingService/DeleteGroup", "admin planner", |ids| DeleteGroupRequest { id: ids.group.clone() })
            .consumes(),
    ]
}

fn of_employees() -> Vec<Row> {
    let moved = |employee: &str, unit: &str, group: &str| UpdateEmployeeRequest {
        employee: Some(Employee {
            id: employee.to_owned(),
            planning_unit_id: unit.to_owned(),
            group_ids: vec![group.to_owned()],
            ..Employee::default()
        }),
        update_mask: mask("planning_unit_id,group_ids"),
    };
    vec![
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
        Row::of("MappingService/UpdateEmployee", "admin planner", move |ids| {
            moved(&ids.employee, &ids.own.unit, &ids.own.group)
        }),
        Row::of("MappingService/UpdateEmployee", "admin planner", move |ids| {
            moved(&ids.own.employee, &ids.unit, &ids.own.group)
        }),
        Row::of("MappingService/UpdateEmployee", "admin planner", move |ids| {
            moved(&ids.own.employee, &ids.own.unit, &ids.group)
        }),
        Row::of("MappingService/DeleteEmployee", "admin planner", |ids| DeleteEmployeeRequest {
            id: ids.employee.clone(),
            force: false,
        })
        .refused_with("IN_USE"),
        Row::of("MappingService/DeleteEmployee", "admin planner", |ids| DeleteEmployeeRequest {
            id: ids.employee.clone(),
            force: true,
        })
        .consumes(),
        Row::of("MappingService/ImportEmployees", "admin planner", |_| ImportEmployeesRequest {
            csv: b"name,planning_unit\n".to_vec(),
            validate_only: true,
        })
        .names_nothing(),
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
        Row::of("MappingService/UpdateActivity", "admin planner", |ids| UpdateActivityRequest {
            activity: Some(Activity { id: ids.activity.clone(), name: new_name(), ..Activity::default() }),
            update_mask: mask("name"),
        }),
        Row::of("MappingService/DeleteActivity", "admin planner", |ids| DeleteActivityRequest {
            id: ids.activity.clone(),
        })
        .consumes(),
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
        Row::of("MappingService/CreateExternalUser", "admin planner", |ids| CreateExternalUserRequest {
            integration_id: ids.integration.clone(),
            identifier: new_name(),
        }),
        Row::of("MappingService/UnassignExternalUsers", "admin planner", |ids| UnassignExternalUsersRequest {
            external_user_ids: vec![ids.user.clone()],
            mode: UnassignMode::Undo.into(),
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
