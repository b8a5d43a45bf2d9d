//! The rows of the adherence service.

use kadans_proto::v1::{
    AdherenceSettings, CreateAdherenceExceptionRequest, DeleteAdherenceExceptionRequest, ExceptionKind,
    GetAdherenceBoardRequest, GetAdherenceSettingsRequest, GetPersonAdherenceRequest, ImportScheduleRequest,
    ListAdherenceExceptionsRequest, ListScheduleRequest, ReportAgentStatesRequest, ScheduleDay,
    StreamAgentStatesRequest, UpdateAdherenceSettingsRequest, WatchAdherenceRequest,
};
use kadans_tests::{
    office::segment,
    time::{DAY, at, wire},
};

use super::row::Row;

pub(super) fn rows() -> Vec<Row> {
    let mut rows = of_agents();
    rows.extend(of_exceptions());
    rows.extend(of_schedules());
    rows.extend(of_settings());
    rows
}

fn of_agents() -> Vec<Row> {
    vec![
        Row::of("AdherenceService/ReportAgentStates", "service url-token", |ids| ReportAgentStatesRequest {
            integration_id: ids.integration.clone(),
            ..ReportAgentStatesRequest::default()
        }),
        Row::of("AdherenceService/StreamAgentStates", "service url-token", |ids| StreamAgentStatesRequest {
            sequence: 1,
            integration_id: ids.integration.clone(),
            ..StreamAgentStatesRequest::default()
        }),
        Row::of("AdherenceService/GetAdherenceBoard", "admin planner supervisor service", |ids| {
            GetAdherenceBoardRequest {
                planning_unit_ids: vec![ids.unit.clone()],
                ..GetAdherenceBoardRequest::default()
            }
        })
        .in_unit(),
        Row::of("AdherenceService/WatchAdherence", "admin planner supervisor service", |ids| WatchAdherenceRequest {
            planning_unit_ids: vec![ids.unit.clone()],
            ..WatchAdherenceRequest::default()
        })
        .in_unit(),
        Row::of("AdherenceService/GetPersonAdherence", "admin planner supervisor service", |ids| {
            GetPersonAdherenceRequest { employee_id: ids.employee.clone(), ..GetPersonAdherenceRequest::default() }
        })
        .in_unit(),
    ]
}

fn of_exceptions() -> Vec<Row> {
    vec![
        Row::of("AdherenceService/CreateAdherenceException", "admin planner", |ids| CreateAdherenceExceptionRequest {
            employee_id: ids.employee.clone(),
            start_time: Some(wire(at("10:00"))),
            end_time: Some(wire(at("11:00"))),
            kind: ExceptionKind::Excused.into(),
            reason: "training".to_owned(),
        })
        .consumes(),
        Row::of("AdherenceService/ListAdherenceExceptions", "admin planner supervisor service", |ids| {
            ListAdherenceExceptionsRequest {
                employee_id: ids.employee.clone(),
                start_time: Some(wire(at("08:00"))),
                end_time: Some(wire(at("09:00"))),
                ..ListAdherenceExceptionsRequest::default()
            }
        })
        .in_unit(),
        Row::of("AdherenceService/DeleteAdherenceException", "admin planner", |ids| DeleteAdherenceExceptionRequest {
            id: ids.exception.clone(),
        })
        .consumes(),
    ]
}

fn of_schedules() -> Vec<Row> {
    let schedule = |employee: &str, activity: &str| ImportScheduleRequest {
        days: vec![ScheduleDay {
            employee_id: employee.to_owned(),
            date: DAY.to_owned(),
            segments: vec![segment(at("08:00"), at("09:00"), activity)],
        }],
        ..ImportScheduleRequest::default()
    };
    vec![
        Row::of("AdherenceService/ListSchedule", "admin planner supervisor service", |ids| ListScheduleRequest {
            planning_unit_ids: vec![ids.unit.clone()],
            start_date: DAY.to_owned(),
            end_date: DAY.to_owned(),
            ..ListScheduleRequest::default()
        })
        .filters()
        .in_unit(),
        Row::of("AdherenceService/ImportSchedule", "admin planner service", move |ids| {
            schedule(&ids.employee, &ids.own.activity)
        })
        .in_unit(),
        Row::of("AdherenceService/ImportSchedule", "admin planner service", move |ids| {
            schedule(&ids.own.employee, &ids.activity)
        })
        .beside_the_unit(),
    ]
}

fn of_settings() -> Vec<Row> {
    vec![
        Row::of("AdherenceService/GetAdherenceSettings", "admin planner supervisor service", |_| {
            GetAdherenceSettingsRequest {}
        })
        .names_nothing(),
        Row::of("AdherenceService/UpdateAdherenceSettings", "admin", |_| UpdateAdherenceSettingsRequest {
            settings: Some(AdherenceSettings { target_percent: 80.0, ..AdherenceSettings::default() }),
            update_mask: Some(prost_types::FieldMask { paths: vec!["target_percent".to_owned()] }),
        })
        .names_nothing(),
    ]
}
